/** At whom a rectification or a supervision notice waits: the words that lists, their filters and the desk share. */

/** `owed`: by the unit; `reported`: to who checks it. */
export const RECTIFICATIONS_WAITING = ["owed", "reported"] as const;
export type RectificationWaiting = (typeof RECTIFICATIONS_WAITING)[number];

/** `to-issue`: drafts; `owed`: without a reply; `replied`: to be closed or sent back. */
export const NOTICES_WAITING = ["to-issue", "owed", "replied"] as const;
export type NoticeWaiting = (typeof NOTICES_WAITING)[number];

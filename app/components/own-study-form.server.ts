/** What somebody writes of their own study: the form as it was sent, and what can be said of a draft before it is handed in. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { findDraft, type Save, type StudyDraft, type Writer } from "~/study/drafts.server";
import { MOST_FILE_BYTES, MOST_FILES, tooLarge } from "~/study/evidence-file";
import { overlapsOf } from "~/study/live.server";
import type { Overlaps } from "~/study/overlap";
import { returnReasons } from "~/study/records.server";
import { studyText } from "~/text/study";
import { type Locale, textFor } from "~/text/text";
import type { ShownDraft } from "./own-draft";
import { sessionTyped } from "./session-typed.server";
import { uploadsFrom } from "./upload.server";

/** The longest that is kept of each field: what a form takes that is made by hand. */
const FIELDS = {
  ...{ title: 200, mode: 40, category: 40, level: 40, date: 20, start: 20, end: 20, minutes: 20 },
  ...{ laws: 2_000, evidence: 500 },
};

/** Twice as much is read of each file, so that one that is a little too large does not lose what was typed beside it. */
export async function ownStudyFrom(request: Request): Promise<Save> {
  const bounds = { mostBytes: 2 * MOST_FILE_BYTES, mostFiles: MOST_FILES };
  const { form, uploads, isTooLarge } = await uploadsFrom(request, bounds);
  const typed: Record<string, string> = {};
  for (const [name, longest] of Object.entries(FIELDS)) typed[name] = textIn(form, name, longest);
  typed.evidenceKind = form.getAll("evidenceKind").map(String).join(",").slice(0, 200);
  const draftId = form.get("draftId");
  return {
    draftId: isUuid(draftId) ? draftId : null,
    typed,
    uploads,
    removed: form.getAll("removed").filter(isUuid),
    refused: isTooLarge ? [tooLarge()] : [],
  };
}

export const draftSession = (draft: Pick<StudyDraft, "typed" | "kept">, locale: Locale) =>
  sessionTyped(draft.typed, locale, draft.kept.length > 0 ? textFor(studyText, locale).own.attached : "");

/** What stands at the same time, as soon as the times are readable, whatever else is missing. */
export async function draftOverlaps(
  tx: Tx,
  draft: Pick<StudyDraft, "typed" | "kept">,
  { personId }: Pick<Writer, "personId">,
  locale: Locale,
): Promise<Overlaps | null> {
  const stand = { title: "-", mode: "self-study", category: "law", level: "unit", minutes: "1" };
  const times = { date: draft.typed.date ?? "", start: draft.typed.start ?? "", end: draft.typed.end ?? "" };
  const read = sessionTyped({ ...stand, ...times, evidenceKind: "notes" }, locale);
  if (!read.ok || read.session.endAt <= read.session.startAt) return null;
  return (await overlapsOf(tx, [personId], read.session)).get(personId) ?? null;
}

/** A draft as its page shows it. */
export async function shownDraft(
  tx: Tx,
  draft: StudyDraft,
  writer: Pick<Writer, "personId">,
  locale: Locale,
  now: Date,
): Promise<ShownDraft> {
  const { draftId, mendsId, typed, kept, refused } = draft;
  const reasons = mendsId === null ? null : await returnReasons(tx, [mendsId]);
  return {
    draftId,
    typed,
    files: kept.map(({ id, name, bytes, width, height }) => ({ id, name, bytes, width, height })),
    notKept: refused,
    overlaps: await draftOverlaps(tx, draft, writer, locale),
    returnedFor: mendsId === null ? null : (reasons?.get(mendsId) ?? ""),
    today: chinaDateOf(now),
  };
}

/** The writer's open draft that an address or a form names, or 404. */
export async function requireDraft(tx: Tx, draftId: unknown, writer: Writer): Promise<StudyDraft> {
  const draft = isUuid(draftId) ? await findDraft(tx, draftId, writer.accountId) : null;
  if (!draft) throw new Response(null, { status: 404 });
  return draft;
}

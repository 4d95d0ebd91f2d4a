/** Which day a personnel file is asked about, and whose knowledge of it. */
import { addDays, type DateOn, dateOnFrom, startOfDay } from "~/calendar";

export type FileAsked = {
  trueOn: DateOn;
  /** true: only what had been recorded by the end of that day. */
  asKnownThen: boolean;
  /** With `asKnownThen`: by the end of this day instead. */
  knownOn?: DateOn;
};

/** As the address says it; a day that is none is today. */
export function fileAskedFrom(search: URLSearchParams, today: DateOn): FileAsked {
  const knownOn = search.get("known") === "on" ? dateOnFrom(search.get("knownOn") ?? "") : null;
  return {
    trueOn: dateOnFrom(search.get("on") ?? "") ?? today,
    asKnownThen: search.get("known") === "then" || knownOn !== null,
    ...(knownOn ? { knownOn } : {}),
  };
}

/** The last instant whose records count "as known then". */
export function knowledgeOf(
  { trueOn, asKnownThen, knownOn = trueOn }: FileAsked,
  now: Date,
): Date | undefined {
  if (!asKnownThen) return undefined;
  const end = new Date(startOfDay(addDays(knownOn, 1)).getTime() - 1);
  return end < now ? end : now;
}

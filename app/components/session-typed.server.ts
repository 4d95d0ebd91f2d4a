/**
 * A study session as it was typed: times of the Chinese day, a law a line. For the action of the form.
 * Out: the session for the verb, or every problem beside its field; what was typed either way.
 */
import { chinaClockOf, chinaDateOf, dateOnFrom, instantAt } from "~/calendar";
import {
  REVIEW_LEVEL_WORDS,
  STUDY_CATEGORY_WORDS,
  STUDY_MODE_WORDS,
  type StudyModeWord,
} from "~/rulebook/words";
import { EVIDENCE_KINDS, type StudySession } from "~/study/session";
import { studyText } from "~/text/study";
import { type Locale, textFor } from "~/text/text";
import type { FieldProblem } from "./error-summary";
import type { Typed } from "./typed-form";
import { type FormReader, readerOf, typedFrom } from "./typed-form.server";

const LONGEST_TITLE = 80;
const CLOCK = /^([01]?\d|2[0-3]):[0-5]\d$/;

/** `personIds` holds every id that was ticked, parted by spaces. */
export type SessionRead = { typed: Typed } & (
  | { ok: true; session: StudySession }
  | { ok: false; problems: FieldProblem[] }
);

export function sessionFrom(form: FormData, locale: Locale): SessionRead {
  return sessionTyped({ ...typedFrom(form), personIds: form.getAll("personIds").join(" ") }, locale);
}

type What = Omit<StudySession, "evidence">;

/** What was studied and when; null where a field cannot be read, and `read.problems` says which. */
export function whatTyped<Mode extends StudyModeWord>(
  { typed, read, modes }: { typed: Typed; read: FormReader; modes: readonly Mode[] },
  locale: Locale,
): (What & { mode: Mode }) | null {
  const t = textFor(studyText, locale).form;
  const { problems, against } = read;
  const at = (field: string) => typed[field] ?? "";
  const clock = (field: "start" | "end") => {
    if (CLOCK.test(at(field))) return at(field).padStart(5, "0");
    return against(field, t.required[field]);
  };
  if ([...at("title")].length > LONGEST_TITLE) against("title", t.required.title);
  const mode = read.choice("mode", t.mode, modes);
  const category = read.choice("category", t.category, STUDY_CATEGORY_WORDS);
  const organiserLevel = read.choice("level", t.level, REVIEW_LEVEL_WORDS);
  const on = dateOnFrom(at("date")) ?? against("date", t.required.date);
  const start = clock("start");
  const end = clock("end");
  const minutes = /^\d{1,4}$/.test(at("minutes"))
    ? Number(at("minutes"))
    : against("minutes", t.required.minutes);
  if (!mode || !category || !organiserLevel || !on || !start || !end || minutes === null) return null;
  if (problems.length > 0) return null;
  const laws = at("laws")
    .split("\n")
    .map((line) => line.trim().replace(/^《|》$/g, ""))
    .filter((line) => line !== "");
  const [startAt, endAt] = [instantAt(on, start), instantAt(on, end)];
  return { title: at("title"), mode, category, organiserLevel, laws, startAt, endAt, minutes };
}

/** An exam enters itself (H12). */
const ENTERED_MODES = STUDY_MODE_WORDS.filter((word) => word !== "exam");

/** `kept`: where evidence lies that is given with it; whoever names no other place means that. */
export function sessionTyped(typed: Typed, locale: Locale, kept = ""): SessionRead {
  const read = readerOf(typed, locale);
  const what = whatTyped({ typed, read, modes: ENTERED_MODES }, locale);
  const kinds = read.several(
    "evidenceKind",
    EVIDENCE_KINDS.filter((word) => word !== "exam"),
  );
  if (kinds.length === 0) read.against("evidenceKind", textFor(studyText, locale).form.required.evidenceKind);
  const { problems } = read;
  if (!what || problems.length > 0) return { ok: false, typed, problems };
  const evidence = kinds.map((kind) => ({ kind, reference: typed.evidence || kept }));
  return { ok: true, typed, session: { ...what, evidence } };
}

/** The other way round, for an entry that is to be put right. */
export function typedOf(record: StudySession): Typed {
  return {
    ...typedOfWhat(record),
    evidenceKind: record.evidence.map(({ kind }) => kind).join(","),
    evidence: record.evidence[0]?.reference ?? "",
  };
}

export function typedOfWhat(what: What): Typed {
  const { title, mode, category, organiserLevel, laws, startAt, endAt, minutes } = what;
  return {
    ...{ title, mode, category, level: organiserLevel, minutes: String(minutes) },
    laws: laws.join("\n"),
    date: chinaDateOf(startAt),
    start: chinaClockOf(startAt),
    end: chinaClockOf(endAt),
  };
}

const fields: Record<string, string> = {
  "study-record.title-missing": "title",
  "study-record.ends-before-start": "end",
  "study-record.longer-than-a-day": "end",
  "study-record.future": "date",
  "study-record.minutes-missing": "minutes",
  "study-record.minutes-over-span": "minutes",
  "study-record.evidence-missing": "evidence",
  "study-record.evidence-kind-missing": "evidenceKind",
  "study-record.wholly-covered": "personIds",
  "study-record.no-people": "personIds",
  "study-record.no-unit": "date",
  "study-session.not-in-unit": "personId",
};

/** The field that a refusal of the ledger is about. */
export const fieldOfSession = (code: string): string => fields[code] ?? "title";

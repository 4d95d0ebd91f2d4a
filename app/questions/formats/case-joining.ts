/**
 * Cases in formats that know none: a text opens the case, later questions say they belong to it.
 * In: what was read, in the order of the file. Out: whole questions laid on the tray in that order.
 */
import {
  type ExchangedCase,
  type ExchangedPart,
  type ExchangedQuestion,
  type ExchangedSingle,
  type Place,
  type Problem,
  problem,
  Unreadable,
} from "./exchanged-question";
import type { Tray } from "./taking";

export type Loose = {
  question: ExchangedQuestion;
  place: Place;
  notes: Problem[];
  /** The case it belongs to, or opens. */
  caseOf: string | null;
  opens: string | null;
};

/** Reads questions one by one; what of one cannot be read is laid on the tray, and its case remembered. */
export class RefusedCases {
  readonly names = new Set<string>();

  constructor(readonly tray: Tray) {}

  /** Null when it could not be read. `caseNamed`: the case it opens or belongs to, as far as that can be told. */
  read(read: () => Loose, caseNamed: () => string | null): Loose | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.tray.refuse(error.found);
      const named = caseNamed();
      if (named) this.names.add(named);
      return null;
    }
  }
}

export function layWithCases(loose: readonly Loose[], refusedCases: ReadonlySet<string>, tray: Tray): void {
  const parts = new Map<string, Loose[]>();
  const opened = new Set<string>();
  for (const read of loose) {
    if (read.opens) opened.add(read.opens);
    else if (read.caseOf) {
      const own = parts.get(read.caseOf);
      if (own) own.push(read);
      else parts.set(read.caseOf, [read]);
    }
  }
  const laid = new Set<string>();
  for (const { question, place, notes, caseOf, opens } of loose) {
    const named = opens ?? caseOf;
    // A part lost with its case is told, too: nobody should look for it in vain.
    if (named && refusedCases.has(named)) tray.refuse(problem("format.case-refused", place, { case: named }));
    else if (opens && laid.has(opens)) tray.refuse(problem("format.repeated-code", place, { code: opens }));
    else if (opens && question.type === "case-group") {
      laid.add(opens);
      const own = parts.get(opens) ?? [];
      const whole: ExchangedCase = { ...question, questions: own.map((part) => partOf(part.question)) };
      tray.take(whole, place, {
        notes: [...notes, ...own.flatMap((part) => part.notes)],
        parts: own.map((part) => part.place),
      });
    } else if (!caseOf) tray.take(question, place, { notes });
    else if (!opened.has(caseOf)) tray.refuse(problem("format.case-unknown", place, { case: caseOf }));
  }
}

/** Enemies and category belong to the case. */
function partOf(question: ExchangedQuestion): ExchangedPart {
  const { enemies: _, category: __, ...part } = question as ExchangedSingle;
  return part;
}

/** A name for each case of a file to be written: its code, or one of its own. */
export const caseName = (question: ExchangedCase, at: number) => question.code ?? `unnamed-case-${at + 1}`;

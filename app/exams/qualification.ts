/**
 * 执法资格: parts passed, apart from any card. Which parts the pack asks for, in which order, and how long they carry.
 * In: dated parts, the pack, a date in China. Out: refusals under K04; who may register for a part.
 */
import { contains, type DateOn, type DateRange, periodEnd } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { PartWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

/** `toOn` only if the qualification was taken away (取消); that it lapses without a card is the pack's to say. */
export type QualificationFact = DateRange & { part: PartWord; field: string | null };
export type QualificationFacts = { field: string | null; qualifications: readonly QualificationFact[] };

/** K04: every part the pack asks for, 专门 in the field. Without a card a part lapses; under one it does not. */
export function qualificationRefusals(
  facts: QualificationFacts,
  pack: RulePack,
  on: DateOn,
  purpose: "applying" | "holding",
): Refusal[] {
  return pack.exam.parts.value.flatMap((part) => partRefusals(part, facts, pack, on, purpose));
}

/**
 * K04 at registration, not after the exam: where the pack orders 专门 before 通用, 通用 waits for it.
 * Refusal: qualification.order { part, first, field }, beside why the first part is missing.
 */
export function mayRegisterForPart(
  part: PartWord,
  facts: QualificationFacts,
  pack: RulePack,
  on: DateOn,
): Verdict {
  const { order, parts } = pack.exam;
  if (part !== "general" || order.value !== "special-first" || !parts.value.includes("special"))
    return verdictOf([]);
  const missing = partRefusals("special", facts, pack, on, "applying");
  if (missing.length === 0) return verdictOf([]);
  return verdictOf([
    refusal("qualification.order", { part, first: "special", field: facts.field }, order.source),
    ...missing,
  ]);
}

function partRefusals(
  part: PartWord,
  facts: QualificationFacts,
  pack: RulePack,
  on: DateOn,
  purpose: "applying" | "holding",
): Refusal[] {
  const field = part === "special" ? facts.field : null;
  const passed = facts.qualifications.filter(
    (fact) => fact.part === part && contains(fact, on) && (field === null || fact.field === field),
  );
  if (purpose === "holding" && passed.length > 0) return [];
  const lastDays = passed.map(({ fromOn }) => qualificationLastOn(fromOn, pack));
  if (lastDays.some((lastOn) => lastOn === null || on <= lastOn)) return [];
  const lapsedOn = lastDays
    .flatMap((lastOn) => lastOn ?? [])
    .sort()
    .at(-1);
  return lapsedOn === undefined
    ? [refusal("qualification.missing", { part, field, cure: "sit-exam" }, pack.exam.parts.source)]
    : [
        refusal(
          "qualification.lapsed",
          { part, field, lastOn: lapsedOn, cure: "sit-exam" },
          pack.qualification.validYears.source,
        ),
      ];
}

/** The last day on which a passed part supports an application without a new exam; null: no end. */
export function qualificationLastOn(passedOn: DateOn, pack: RulePack): DateOn | null {
  const years = pack.qualification.validYears.value;
  return years === null ? null : periodEnd(passedOn, { years }, pack.certificate.convention.value);
}

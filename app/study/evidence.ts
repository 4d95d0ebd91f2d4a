/**
 * What a record of each form has to rest on (H5–H10). In: the form, the kinds of evidence given, the pack. Out: the lines
 * of the pack of which no kind is there.
 */
import type { RulePack } from "~/rulebook/schema";
import type { StudyEvidenceWord, StudyModeWord } from "~/rulebook/words";

import { refusal, type Verdict, verdictOf } from "~/verdict";

type Resting = { mode: StudyModeWord; evidenceKinds?: readonly StudyEvidenceWord[] | undefined };

/** Each gap is a choice: one of its kinds would fill it. Records whose evidence was not asked for have none. */
export function evidenceGaps(
  { mode, evidenceKinds }: Resting,
  pack: RulePack,
): (readonly StudyEvidenceWord[])[] {
  if (evidenceKinds === undefined) return [];
  return pack.study.evidence.value
    .filter((line) => line.mode === mode && !line.anyOf.some((kind) => evidenceKinds.includes(kind)))
    .map(({ anyOf }) => anyOf);
}

/** Refusals: study-record.evidence-kind-missing { mode, kinds } for each gap. */
export function mayRestOn(resting: Resting, pack: RulePack): Verdict {
  const { source } = pack.study.evidence;
  return verdictOf(
    evidenceGaps(resting, pack).map((kinds) =>
      refusal("study-record.evidence-kind-missing", { mode: resting.mode, kinds: kinds.join(",") }, source),
    ),
  );
}

/** A statement on law as paper: the author's words as they were handed in, the facts kept with them, what the review said. */

import { chinaDateOf } from "~/calendar";
import { renderReport } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { StatementWhole } from "~/study/statements.server";
import { shortInstant } from "~/text/dates";
import { lawStatementsText } from "~/text/law-statements";
import { studyText } from "~/text/study";
import { studyYearsText } from "~/text/study-years";

/** Papers of the house are Chinese. Only for one that was handed in. */
export async function statementPaper(
  tx: Tx,
  statement: StatementWhole,
): Promise<{ bytes: Buffer; name: string; plainName: string }> {
  const { personId, unitId, year, words, facts, submittedAt, steps, statementId } = statement;
  const on = chinaDateOf(submittedAt!);
  const name = (await namesOn(tx, [personId], on)).get(personId) ?? "";
  const unit = (await unitsById(tx, [unitId], on)).get(unitId)?.name ?? "";
  const t = lawStatementsText["zh-CN"];
  const { amounts, quotas, minutes } = studyText["zh-CN"];
  const { page, gap } = studyYearsText["zh-CN"].paper;
  const review = steps.findLast(({ step }) => step === "reviewed");
  const { exams, mustKnow } = facts!;
  const { bytes } = await renderReport({
    ...{ sender: unit, title: t.document.title, subtitle: t.document.facts(name, unit, year), page, gap },
    sections: [
      { heading: "", paragraphs: words.split(/\r?\n/).filter((line) => line.trim() !== ""), facts: [] },
      {
        ...{ heading: t.facts, paragraphs: [] },
        facts: [
          ...facts!.quotas.map(({ quotaId, unit: measure, credited, required }) => ({
            label: quotas[quotaId] ?? quotaId,
            value: `${credited} / ${amounts[measure](required)}`,
          })),
          {
            label: t.laws,
            value: facts!.laws.map(({ law, times }) => t.times(law, times)).join("、") || t.noLaws,
          },
          {
            label: t.attendances,
            value: `${t.attendancesOf(facts!.attendances)}，${minutes(facts!.minutes)}`,
          },
          { label: t.exams, value: t.examsOf(exams.passed, exams.required, exams.absent) },
          { label: t.mustKnow, value: t.mustKnowOf(mustKnow.covered, mustKnow.laws) },
        ],
      },
      {
        heading: t.review,
        paragraphs: [
          ...(review ? [t.document.review(review.score ?? 0, review.comment ?? "")] : []),
          `${t.factsKept(shortInstant(submittedAt!))}${t.document.notice}`,
        ],
        facts: [],
      },
    ],
    ...{ documentId: statementId, createdAt: submittedAt! },
  });
  return { bytes, name: t.document.name(name, year), plainName: `law-statement-${year}.pdf` };
}

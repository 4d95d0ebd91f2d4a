/**
 * 培训考试合格证明 for auxiliary staff: what a pass of their own exam leads to, and all it leads to. Nothing of it counts
 * towards an enforcement certificate, and the paper says so.
 */
import { chinaDateOf } from "~/calendar";
import { letterFrom } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import { releasedResults } from "~/exams/passes.server";
import { unitsById } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { longDate } from "~/text/dates";
import { examsText } from "~/text/exams";
import type { Refusal } from "~/verdict";

/** The best pass decides; the same paper each time. Refusals: letter.*. null: no released pass of such an exam. */
export async function trainingProof(
  tx: Tx,
  { examId, personId }: { examId: string; personId: string },
): Promise<{ ok: true; bytes: Buffer; name: string } | { ok: false; refusals: Refusal[] } | null> {
  const results = await releasedResults(tx, [personId], [examId]);
  const [best] = results.filter(({ passed }) => passed).sort((a, b) => b.mark - a.mark);
  if (best?.exam.kind !== "auxiliary-training") return null;
  const exam = await tx.exam.findUniqueOrThrow({
    where: { id: examId },
    include: { acts: { where: { act: "released" } } },
  });
  const registration = await tx.registration.findFirstOrThrow({
    where: { attempts: { some: { id: best.attemptId } } },
    select: { unitId: true },
  });
  const releasedAt = exam.acts[0]!.at;
  const on = best.satOn;
  const units = await unitsById(tx, [exam.unitId, registration.unitId], on);
  const name = (await namesOn(tx, [personId], on)).get(personId) ?? "";
  const holder = units.get(exam.unitId)?.name ?? "";
  const t = examsText["zh-CN"].proof;
  const prepared = letterFrom({
    sender: holder,
    title: t.title,
    number: t.number(best.attemptId.slice(-12).toUpperCase()),
    addressee: t.addressee(name),
    paragraphs: [t.body(exam.title)],
    facts: [
      { label: t.name, value: name },
      { label: t.unit, value: units.get(registration.unitId)?.name ?? "" },
      { label: t.satOn, value: longDate(on, "zh-CN") },
      { label: t.mark, value: examsText["zh-CN"].markOf(best.mark, best.fullMark) },
    ],
    signature: [holder, longDate(chinaDateOf(releasedAt), "zh-CN")],
    notice: t.notice,
    documentId: best.attemptId,
    createdAt: releasedAt,
  });
  if (!prepared.ok) return prepared;
  return { ok: true, bytes: await prepared.render(), name: t.fileName(name) };
}

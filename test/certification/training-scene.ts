import { randomUUID } from "node:crypto";
import type { TrainingWanted } from "~/certification/training";
import { draftTraining } from "~/certification/training-issuance.server";
import { inTransaction, prisma } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import { NOW, type Scene } from "./scene";

/** Somebody who met the year, as the ledger's projection has it. */
export async function metYear(
  scene: Scene,
  personId: string,
  year = 2026,
  isMet = true,
): Promise<TrainingWanted> {
  const { versionId } = await packFor(prisma, scene.urban, "2026-11-20");
  await prisma.studyStanding.create({
    data: {
      ...{
        personId,
        year,
        quotaId: "enforcement-15-days",
        applies: true,
        unitId: scene.urban,
        measure: "days",
      },
      ...{
        required: 15,
        credited: 16.5,
        requiredMinutes: 5_062,
        creditedMinutes: 5_568,
        pendingMinutes: 0,
        isMet,
      },
      ...{ fromOn: new Date("2026-01-01"), toOn: new Date("2027-01-01"), cures: [], categories: [] },
      packVersionId: versionId,
    },
  });
  return { kind: "annual-study", basis: String(year), personId };
}

/** Somebody who finished a course of the unit. */
export async function finishedCourse(
  scene: Scene,
  personId: string,
  title = "行政处罚法专题",
): Promise<TrainingWanted> {
  const courseId = randomUUID();
  await prisma.course.create({ data: { id: courseId, unitId: scene.urban, createdAt: NOW } });
  const versionId = randomUUID();
  await prisma.courseVersion.create({
    data: {
      ...{ id: versionId, courseId, number: 1, state: "published", title, summary: "", category: "law" },
      ...{ organiserLevel: "unit", laws: [], audience: [], questions: 5, passPercent: 60, triesADay: 3 },
      ...{
        writerIds: [],
        createdAt: NOW,
        changedAt: NOW,
        publishedAt: NOW,
        publishedById: scene.legalAffairs,
      },
    },
  });
  await prisma.courseEnrolment.create({
    data: {
      ...{ id: randomUUID(), personId, versionId, begunAt: new Date("2026-11-10T01:00:00Z") },
      ...{ endedAt: new Date("2026-11-12T01:00:00Z"), recordIds: [] },
    },
  });
  return { kind: "course", basis: courseId, personId };
}

export const draft = (wanted: TrainingWanted, by: string, at = NOW) =>
  inTransaction((tx) => draftTraining(tx, wanted, by, at));

/** Issued by whoever its kind takes, of two where two sign. */
export async function issuedTraining(scene: Scene, wanted: TrainingWanted, at = NOW): Promise<string> {
  const [first, second] =
    wanted.kind === "course" ? [scene.submitter, scene.submitter] : [scene.issuer, scene.secondIssuer];
  const drafted = await draft(wanted, first, at);
  if (!drafted.ok) throw new Error(drafted.refusals.map(({ code }) => code).join(", "));
  const signed = drafted.certificateId ? drafted : await draft(wanted, second, at);
  if (!signed.ok || !signed.certificateId) throw new Error("it was not signed");
  return signed.certificateId;
}

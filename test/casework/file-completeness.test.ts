import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf } from "~/calendar";
import { fileCompletenessOf } from "~/casework/file-completeness.server";
import { personnelFile } from "~/casework/personnel-file.server";
import { collectCertificate } from "~/certification/acts.server";
import {
  decideMinistryCard,
  fileMinistryCard,
  mendMinistryCard,
  type NewMinistryCard,
} from "~/certification/ministry-cards.server";
import { inTransaction, prisma } from "~/db.server";
import { grantQualification } from "~/exams/qualification.server";
import { changeEmployment } from "~/personnel/employment.server";
import { recordAnnualGrade, recordStudyCategory } from "~/personnel/record.server";
import { recordInheritedAssignment } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { FIELD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

await useDatabase();
let scene: Scene;
const today = chinaDateOf(NOW);
const PDF = Buffer.from("%PDF-1.4\n%%EOF\n");
const LATER = new Date(NOW.getTime() + 60 * 60_000);

beforeAll(async () => {
  scene = await setScene();
});

async function missingOf(personId: string): Promise<string[]> {
  const file = await personnelFile(prisma, personId, { trueOn: today, asKnownThen: false }, LATER);
  if (!file) throw new Error("nobody has this id");
  const completeness = await fileCompletenessOf(prisma, personId, file, today);
  if (!completeness) throw new Error("no pack speaks about this file");
  return completeness.parts.filter(({ held }) => !held).map(({ part }) => part);
}

describe("completeness of a file", () => {
  it("names what nobody has recorded, and no more of it once it is", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    expect(await missingOf(personId)).toEqual([
      "portrait",
      "employment-document",
      "study-category",
      "last-year-grade",
    ]);
    await inTransaction(async (tx) => {
      await recordStudyCategory(tx, { personId, category: "enforcement", fromOn: "2026-01-01" }, null, LATER);
      await recordAnnualGrade(tx, { personId, year: 2025, grade: "competent" }, null, LATER);
      await changeEmployment(
        tx,
        { personId, relation: "home", title: "科长", document: "临城管〔2026〕3号", fromOn: "2026-03-01" },
        null,
        LATER,
      );
    });
    expect(await missingOf(personId)).toEqual(["portrait"]);
  });

  it("asks for qualification, its evidence and the certificate of who is on an enforcement post", async () => {
    const personId = await officer(scene.urban, { qualified: false });
    await inTransaction(async (tx) => {
      for (const [part, field] of [
        ["special", FIELD],
        ["general", null],
      ] as const)
        await grantQualification(
          tx,
          { personId, part, field, origin: "imported", evidence: "成绩册第3页", fromOn: "2026-09-12" },
          null,
          NOW,
        );
    });
    const { certificateId } = await issued(scene, personId);
    const unlicensed = await officer(scene.urban);
    await onPost(unlicensed);
    await onPost(personId);
    expect(await missingOf(personId)).toContain("held-certificate");
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    expect((await missingOf(unlicensed)).slice(-2)).toEqual(["qualification-evidence", "held-certificate"]);
    expect(await missingOf(personId)).toEqual([
      "portrait",
      "employment-document",
      "study-category",
      "last-year-grade",
    ]);
  });

  it("asks who has filed a ministry's card for what was returned of it, and lets one in force be the certificate", async () => {
    const personId = await officer(scene.urban);
    await onPost(personId);
    const said = { ministry: "交通运输部", kind: "交通运输行政执法证", number: "JT-FILE", scan: PDF };
    const card: Omit<NewMinistryCard, "personId"> = {
      ...{ ...said, unitId: scene.urban, fields: [] },
      ...{ validFromOn: "2024-01-01", validToOn: "2028-12-31" },
    };
    const parts = async () =>
      (await missingOf(personId)).filter((part) => ["held-certificate", "ministry-card"].includes(part));
    const by = { accountId: scene.legalAffairs, personId: null };
    const decide = (cardId: string, decision: "accepted" | "returned") =>
      inTransaction((tx) => decideMinistryCard(tx, { cardId, decision, opinion: "影像不清" }, by, LATER));
    expect(await parts()).toEqual(["held-certificate"]);
    const first = await inTransaction((tx) =>
      fileMinistryCard(tx, { ...card, personId }, scene.submitter, LATER),
    );
    if (!first.ok) throw new Error("the filing was refused");
    await decide(first.cardId, "returned");
    expect(await parts()).toEqual(["held-certificate", "ministry-card"]);
    const mended = await inTransaction((tx) =>
      mendMinistryCard(tx, { ...card, returnedId: first.cardId }, scene.submitter, LATER),
    );
    if (!mended.ok) throw new Error("the mending was refused");
    expect(await parts()).toEqual(["held-certificate"]);
    await decide(mended.cardId, "accepted");
    expect(await parts()).toEqual([]);
  });
});

/** Found on a post at onboarding: there whatever the gate would say. */
async function onPost(personId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const positionId = await createPosition(
      tx,
      { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD },
      null,
      NOW,
    );
    await recordInheritedAssignment(
      tx,
      { personId, positionId, fromOn: "2026-01-01", toOn: null },
      null,
      NOW,
    );
  });
}

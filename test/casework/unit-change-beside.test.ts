import { beforeAll, expect, it } from "vitest";
import { totalsOf } from "~/casework/unit-change";
import { askedFrom } from "~/casework/unit-change-asked";
import { foreseenOf } from "~/casework/unit-change-preview.server";
import { figuresOf, runUnitChange } from "~/casework/unit-change-run.server";
import type { RegisterEntry } from "~/certification/register-entry";
import { prisma } from "~/db.server";
import { newId } from "~/ids";
import { NOW } from "../certification/scene";
import { useDatabase } from "../support/database";
import { applicants, approved, holders, intoNewUnit, type SixUnits, sixUnits } from "./six-units";

// People who have something beside their certificate when their unit goes into another.

await useDatabase();
let scene: SixUnits;
let renewing: string;
let supervisor: string;
let retired: string;
beforeAll(async () => {
  scene = await sixUnits(NOW);
  [renewing, supervisor, retired] = (await holders(scene, ["active", "active", "gone"], NOW)) as [
    string,
    string,
    string,
  ];
  await another(renewing, "administrative-enforcement", "9901000000901");
  await another(supervisor, "enforcement-supervision", "9901000000902");
});

/** A second certificate, issued and not collected. */
async function another(personId: string, certificateType: string, number: string): Promise<void> {
  const row = await prisma.certificate.findFirstOrThrow({ where: { personId } });
  const id = newId();
  const entry = row.registerEntry as RegisterEntry;
  await prisma.certificate.create({
    data: {
      ...{ ...row, id, number, certificateType, applicationId: null, publicToken: `token-${id}` },
      ...{ registerEntry: { ...entry, certificateId: id, number }, statusIndex: undefined },
    },
  });
  const decided = { decisionNumber: "临人社证〔2024〕2号", recordedAt: NOW };
  await prisma.certificateAct.create({
    data: { id: newId(), certificateId: id, act: "issue", effectiveAt: NOW, ...decided },
  });
}

it("each ends as was foreseen: the one in use is exchanged, the uncollected one is voided, and neither hinders the other", async () => {
  // Handed in before they left: an application that cannot succeed any more comes along with its unit.
  const [applicationId] = await applicants(scene, 1, NOW);
  const { reviews, ...row } = await prisma.application.findUniqueOrThrow({ where: { id: applicationId! } });
  const asked = { ...row, id: newId(), personId: retired, unitId: scene.units[2]!, kind: "renewal" };
  await prisma.application.create({ data: { ...asked, reviews: reviews as object } });
  await prisma.applicationStep.create({
    data: { applicationId: asked.id, round: 1, step: "submitted", byId: scene.submitter, at: NOW },
  });
  const changeId = await approved(scene, intoNewUnit(scene, NOW), NOW);
  const change = await prisma.unitChange.findUniqueOrThrow({
    where: { id: changeId },
    include: { units: true },
  });
  const foreseen = await foreseenOf(prisma, askedFrom(change), NOW);
  const report = (error: unknown) => {
    throw error;
  };
  expect(await runUnitChange(changeId, () => NOW, report)).toBe(true);

  const lines = await prisma.unitChangeLine.findMany({ where: { changeId, kind: "certificate" } });
  const became = new Map(lines.map(({ subjectId, outcome }) => [subjectId, outcome]));
  expect(foreseen.map(({ certificateId, fate }) => [certificateId, fate])).toEqual(
    foreseen.map(({ certificateId }) => [certificateId, became.get(certificateId)]),
  );
  const { open, inRegister, ...figures } = await figuresOf(prisma, { changeId, unitIds: scene.units });
  expect([open, figures]).toEqual([0, totalsOf(foreseen.map(({ fate }) => fate))]);
  expect(inRegister).toBe(figures.total);

  const fatesOf = (personId: string) =>
    foreseen
      .filter((one) => one.personId === personId)
      .map(({ state, fate, reasons }) => [state, fate, ...reasons.map(({ code }) => code)]);
  expect(fatesOf(renewing)).toEqual([
    ["active", "exchanged"],
    ["to-collect", "cancelled", "certificate.held-elsewhere"],
  ]);
  // A certificate of supervision is not exchanged for one of enforcement.
  expect(fatesOf(supervisor)).toEqual([
    ["active", "exchanged"],
    ["to-collect", "cancelled", "unit-change.other-type"],
  ]);
  expect(fatesOf(retired).map(([, fate]) => fate)).toEqual(["cancelled"]);
  for (const personId of [renewing, supervisor])
    expect(await prisma.application.count({ where: { personId, closedAt: null } })).toBe(1);
});

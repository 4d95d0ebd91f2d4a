import { beforeAll, expect, it } from "vitest";
import { zipPartsOf } from "~/archive/zip-parts.server";
import { archiveStream, linesOf, prepareArchive, runOf } from "~/casework/issuance-run-results.server";
import {
  issueLine,
  requestIssuanceRun,
  resumeIssuanceRuns,
  runIssuance,
} from "~/casework/issuance-runs.server";
import { inTransaction, prisma } from "~/db.server";
import { completeIssuance } from "~/jobs.server";
import { recordAnnualGrade } from "~/personnel/record.server";
import { apply, approve, codesOf, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

async function approvedOnes(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const applicationId = await apply(scene, await officer(scene.urban));
    await approve(scene, applicationId);
    ids.push(applicationId);
  }
  return ids;
}
const request = (applicationIds: string[], by = scene.issuer) =>
  inTransaction((tx) =>
    requestIssuanceRun(
      tx,
      { applicationIds, decisionNumber: "临人社证〔2026〕9号", unitId: scene.district },
      by,
      NOW,
    ),
  );
const begun = async (applicationIds: string[]) => {
  const answer = await request(applicationIds);
  if (!answer.ok) throw new Error(codesOf(answer).join(", "));
  return answer.runId;
};
const clock = () => NOW;
const heard: string[] = [];
const report = (error: unknown) => heard.push((error as Error).message);

it("issues each, says why not, and holds up none for another", async () => {
  const ids = await approvedOnes(3);
  const { personId } = await prisma.application.findUniqueOrThrow({ where: { id: ids[1]! } });
  await inTransaction((tx) =>
    recordAnnualGrade(tx, { personId, year: 2025, grade: "incompetent" }, null, NOW),
  );
  const runId = await begun(ids);
  await runIssuance(runId, clock, report);
  const run = await runOf(prisma, runId, scene.issuer);
  expect(run).toMatchObject({ total: 3, issued: 2, refused: 1, printed: 0 });
  expect(run!.finishedAt).not.toBeNull();
  const { lines } = await linesOf(prisma, runId, { after: 0, refusedOnly: false }, NOW);
  expect(lines.map(({ certificate }) => certificate !== null)).toEqual([true, false, true]);
  expect(lines[1]!.refusals.length).toBeGreaterThan(0);
  const refused = await linesOf(prisma, runId, { after: 0, refusedOnly: true }, NOW);
  expect(refused.lines.map(({ place }) => place)).toEqual([2]);
});

it("a second press, a second worker and a line decided before change nothing", async () => {
  const ids = await approvedOnes(4);
  const runId = await begun(ids);
  expect(await request(ids)).toEqual({ ok: true, runId });
  await Promise.all([runIssuance(runId, clock, report), runIssuance(runId, clock, report)]);
  await inTransaction((tx) => issueLine(tx, { runId, place: 1 }, NOW));
  const made = await prisma.certificate.findMany({ where: { applicationId: { in: ids } } });
  expect(new Set(made.map(({ number }) => number)).size).toBe(4);
  expect(
    await prisma.certificateAct.count({
      where: { act: "issue", certificate: { applicationId: { in: ids } } },
    }),
  ).toBe(4);
});

it("what was left in the middle is gone on with, and the archive holds all with a list", async () => {
  const ids = await approvedOnes(3);
  const runId = await begun(ids);
  await inTransaction((tx) => issueLine(tx, { runId, place: 1 }, NOW));
  expect(await resumeIssuanceRuns(() => new Date(NOW.getTime() + 30_000), report)).toBe(0);
  expect(await resumeIssuanceRuns(() => new Date(NOW.getTime() + 90_000), report)).toBe(1);
  const made = await prisma.certificate.findMany({ where: { applicationId: { in: ids } } });
  for (const { id } of made) await completeIssuance(id, NOW);
  expect(await runOf(prisma, runId, scene.issuer)).toMatchObject({ issued: 3, printed: 3, refused: 0 });
  expect(await runOf(prisma, runId, scene.secondIssuer)).toBeNull();

  const documents = await inTransaction((tx) => prepareArchive(tx, runId, scene.issuer, NOW));
  const words = { list: "list.csv", columns: ["number", "holder", "file"] as [string, string, string] };
  const chunks: Buffer[] = [];
  for await (const chunk of archiveStream(prisma, documents, words, NOW)) chunks.push(chunk as Buffer);
  const parts = zipPartsOf(Buffer.concat(chunks))!;
  const numbers = made.map(({ number }) => number).sort();
  expect([...parts.keys()].sort()).toEqual(
    [...numbers.flatMap((number) => [`a4/${number}.pdf`, `card/${number}.pdf`]), "list.csv"].sort(),
  );
});

it("nothing, or more than a run takes, is refused", async () => {
  expect(codesOf(await request([], scene.secondIssuer))).toEqual(["issuance-run.nothing"]);
  const many = Array.from({ length: 5_001 }, (_, n) => String(n));
  expect(codesOf(await request(many, scene.secondIssuer))).toEqual(["issuance-run.too-many"]);
});

it("a line at which the system fails is tried again, told by codes alone, and holds up none", async () => {
  const ids = await approvedOnes(2);
  const runId = await begun(ids);
  const [first] = await prisma.issuanceRunLine.findMany({ where: { runId }, orderBy: { place: "asc" } });
  const { personId } = await prisma.application.findUniqueOrThrow({ where: { id: first!.applicationId } });
  let turns = 0;
  // The clock breaks for the first line's three tries: as the system failing in the midst of its transaction.
  const breaking = () => {
    turns += 1;
    return turns <= 3 ? new Date(Number.NaN) : NOW;
  };
  heard.length = 0;
  await runIssuance(runId, breaking, report);
  expect(heard).toHaveLength(3);
  for (const told of heard) {
    expect(told).toMatch(new RegExp(`^issuance-run ${runId} line 1: [A-Za-z0-9 ]+$`));
    expect(told).not.toContain(personId);
  }
  const run = await runOf(prisma, runId, scene.issuer);
  expect(run).toMatchObject({ issued: 1, refused: 1 });
});

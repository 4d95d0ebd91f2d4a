import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requestIssuanceRun, runIssuance } from "~/casework/issuance-runs.server";
import { inTransaction, prisma } from "~/db.server";
import { resumeIssuances } from "~/jobs.server";
import { apply, approve, officer, type Scene, setScene } from "../certification/scene";
import { type OwnApp, ownApp } from "../support/own-app";

// The power goes in the middle of a batch, of the app or of the database, at any moment: no number is given twice, no line is
// lost, and every certificate has its documents in the end.

const BATCH = Number(process.env.BATCH ?? 20);
const KILLS = Number(process.env.KILLS ?? 3);

let app: OwnApp;
let scene: Scene;
beforeAll(async () => {
  app = await ownApp();
  scene = await setScene();
  await app.start();
}, 240_000);
afterAll(() => app?.close());

/** A database that is just coming back refuses; whoever asks, asks again. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 600; ; left -= 1)
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

it(`${BATCH} certificates, ${KILLS} times kill -9: the totals reconcile`, async () => {
  const now = new Date();
  const applicationIds: string[] = [];
  for (let n = 0; n < BATCH; n += 1) {
    const applicationId = await apply(scene, await officer(scene.urban), now);
    await approve(scene, applicationId, now);
    applicationIds.push(applicationId);
  }
  const asked = { applicationIds, decisionNumber: "临人社证〔2026〕9号", unitId: scene.district };
  const answer = await inTransaction((tx) => requestIssuanceRun(tx, asked, scene.issuer, now));
  if (!answer.ok) throw new Error("The run was refused");
  const kills = fc.sample(
    fc.record({ database: fc.boolean(), afterMs: fc.integer({ min: 5, max: 1_500 }) }),
    KILLS,
  );
  for (const [n, { database, afterMs }] of kills.entries()) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (n === 1 || (n > 1 && database)) app.killDatabase();
    else {
      await app.killApp();
      await app.start();
    }
  }
  // Another process goes on at once where the next turn of the app's own would.
  await insist(() =>
    runIssuance(
      answer.runId,
      () => new Date(),
      () => {},
    ),
  );
  while ((await insist(() => resumeIssuances(new Date(Date.now() + 120_000)))) > 0);

  const run = await prisma.issuanceRun.findUniqueOrThrow({
    where: { id: answer.runId },
    include: { lines: { include: { certificate: { include: { documents: true, acts: true } } } } },
  });
  expect(run.finishedAt).not.toBeNull();
  expect(run.lines).toHaveLength(BATCH);
  const certificates = run.lines.flatMap(({ certificate }) => certificate ?? []);
  const failed = run.lines.filter(({ refusals }) => refusals !== null);
  expect(certificates.length + failed.length).toBe(BATCH);
  // A line at which the database died is told as such and can be issued again; nothing else refuses here.
  const codes = failed.flatMap(({ refusals }) => (refusals as { code: string }[]).map(({ code }) => code));
  expect(codes.filter((code) => !code.endsWith("line-failed"))).toEqual([]);
  const sequence = certificates.map(({ number }) => Number(number.slice(4))).sort((a, b) => a - b);
  expect(sequence).toEqual(Array.from({ length: certificates.length }, (_, n) => n + 1));
  for (const { acts, documents } of certificates) {
    expect(acts.map(({ act }) => act)).toEqual(["issue"]);
    expect(documents.map(({ layout }) => layout).sort()).toEqual(["a4", "card"]);
  }
  expect(await prisma.certificate.count()).toBe(certificates.length);
}, 3_600_000);

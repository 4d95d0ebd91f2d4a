import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { allocateCertificate } from "~/certification/issuance.server";
import { inTransaction, prisma } from "~/db.server";
import { resumeIssuances } from "~/jobs.server";
import { useDatabase } from "../support/database";
import { apply, approve, codesOf, officer, type Scene, setScene } from "./scene";

// kill -9 at every statement of issuing one certificate, before it is sent and while it is under way: whoever goes on gives
// the number once, and every register entry has its documents in the end. All statements in the long run, some in every run.

const database = await useDatabase();
const STEPS = Number(process.env.STEPS ?? 3);
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const WORKER = path.resolve("test/support/dying-issuer.ts");

/** What it printed: how many statements it took; null: it was killed. */
async function issueElsewhere(applicationId: string, dieAt: number, how: "before" | "during") {
  const child = spawn(process.execPath, ["--import", "tsx", WORKER], {
    env: {
      ...process.env,
      ...{ APPLICATION_ID: applicationId, ISSUER_ID: scene.issuer, DIE_AT: String(dieAt), DIE_HOW: how },
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const [code, signal] = await once(child, "exit");
  if (signal === "SIGKILL") return null;
  if (code !== 0) throw new Error(`it ended with ${code}`);
  return Number(said);
}

async function approvedOne(): Promise<string> {
  const now = new Date();
  const applicationId = await apply(scene, await officer(scene.urban), now);
  await approve(scene, applicationId, now);
  return applicationId;
}

const filesKept = () =>
  readdirSync(database.dataFolder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    .length;

it(`killed at ${STEPS} places of issuing one: no number twice, and every entry has its documents`, async () => {
  // Keys and series are made once; the second knows how long issuing takes.
  await issueElsewhere(await approvedOne(), 0, "before");
  const statements = (await issueElsewhere(await approvedOne(), 0, "before"))!;
  expect(statements).toBeGreaterThan(20);
  const places = Array.from({ length: Math.min(STEPS, statements) }, (_, n) =>
    Math.round(1 + (n * (statements - 1)) / Math.max(1, Math.min(STEPS, statements) - 1)),
  );
  let issued = 2;
  let killed = 0;
  for (const [n, place] of places.entries())
    for (const how of STEPS >= statements
      ? (["before", "during"] as const)
      : ([n % 2 ? "during" : "before"] as const)) {
      const applicationId = await approvedOne();
      if ((await issueElsewhere(applicationId, place, how)) === null) killed += 1;
      const before = await prisma.certificate.findUnique({ where: { applicationId } });
      const asked = { applicationId, decisionNumber: "临人社证〔2026〕9号" };
      const answer = await inTransaction((tx) => allocateCertificate(tx, asked, scene.issuer, new Date()));
      if (!answer.ok) throw new Error(codesOf(answer).join(", "));
      expect(answer.repeated, `${how} statement ${place}`).toBe(before !== null);
      while ((await resumeIssuances(new Date(Date.now() + 120_000))) > 0);
      const certificate = await prisma.certificate.findUniqueOrThrow({
        where: { id: answer.certificateId },
        include: { documents: true, acts: true },
      });
      expect(certificate.documents.map(({ layout }) => layout).sort()).toEqual(["a4", "card"]);
      expect(certificate.acts.map(({ act }) => act)).toEqual(["issue"]);
      issued += 1;
    }
  expect(killed).toBeGreaterThan(0);
  const numbers = (await prisma.certificate.findMany())
    .map(({ number }) => Number(number.slice(4)))
    .sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: issued }, (_, n) => n + 1));
  const [series] = await prisma.certificateNumberSeries.findMany();
  expect(Number(series!.next)).toBe(issued + 1);
  // No document without its entry, and of what was half kept nothing is mentioned.
  expect(await prisma.certificateDocument.count()).toBe(issued * 2);
  expect(await prisma.storedFile.count({ where: { purpose: "certificate" } })).toBe(issued * 2);
  expect(filesKept()).toBeGreaterThanOrEqual(issued * 2);
  process.stdout.write(
    `issuing one: ${statements} statements, killed ${killed} times, ${issued} certificates\n`,
  );
}, 1_800_000);

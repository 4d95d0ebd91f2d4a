import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { startJobs, stopJobs } from "~/jobs.server";
import { enqueue } from "~/queue.server";
import { issued, officer, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const failures: unknown[] = [];
let certificateId: string;

beforeAll(async () => {
  const scene = await setScene();
  // Issued before anyone ever worked on the queue: the job must be there all the same.
  ({ certificateId } = await issued(scene, await officer(scene.urban)));
});
afterAll(stopJobs);

const documents = () => prisma.certificateDocument.count({ where: { certificateId } });
const states = () =>
  database.ownerQuery<{ state: string }>(
    "SELECT state::text FROM pgboss.job WHERE name = 'complete-issuance' ORDER BY created_on",
  );

describe("jobs", () => {
  it("wait on their queue from the commit of the act on", async () => {
    expect(await documents()).toBe(0);
    expect(await states()).toEqual([{ state: "created" }]);
  });

  it("are done as the application's role, which may not make tables", async () => {
    await startJobs((error) => failures.push(error));
    await startJobs((error) => failures.push(error));
    await expect.poll(documents, { timeout: 15_000 }).toBe(2);
    await expect.poll(states, { timeout: 15_000 }).toEqual([{ state: "completed" }]);
    expect(failures).toEqual([]);
  });

  it("done twice change nothing", async () => {
    const before = await prisma.certificateDocument.findMany({ where: { certificateId } });
    await inTransaction((tx) => enqueue(tx, "complete-issuance", { certificateId }));
    await expect.poll(states, { timeout: 15_000 }).toEqual([{ state: "completed" }, { state: "completed" }]);
    expect(await prisma.certificateDocument.findMany({ where: { certificateId } })).toEqual(before);
  });

  it("stop and start again", async () => {
    await stopJobs();
    await startJobs((error) => failures.push(error));
    await stopJobs();
    expect(failures).toEqual([]);
  });
});

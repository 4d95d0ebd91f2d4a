import { type Agent, request } from "node:http";
import { startApp } from "./bench/app.ts";
import { askFor, percentile } from "./bench/asking.ts";
import { machineLine } from "./bench/machine.ts";
import { postedRegister } from "./bench/posted-register.ts";
import type { Used } from "./bench/processor-time.ts";
import { atEachSize } from "./bench/sizes.ts";

// npm run bench:gate [-- sizes]: how often a second other systems can ask whether an officer may enforce, over HTTP and
// each time about another officer, with key, limit and log as always; and how long a unit's roster of two hundred people
// takes as of a past date. In registers of several sizes, each person with five assignments, four of them over. Sizes
// default to 2000, 20000 and 200000.

const AT_ONCE = 24;
const WARMING_SECONDS = 5;
const SECONDS = 15;
const ROSTER = 200;
const ASSIGNMENTS = 5;
const ROSTERS = 20;
const AIM = { perSecond: 800, p95: 40, rosterMs: 200 };

type Figure = {
  seeded: number;
  asked: { perSecond: number; p50: number; p95: number; p99: number; errors: number } & Pick<
    Used,
    "app" | "database"
  >;
  /** Checks kept against answers given: none is missing. */
  kept: number;
  answered: number;
  roster: { p50: number; p95: number; eligible: number };
};
let first: { eachMs: number; rosterMs: number } | undefined;

console.log(
  "| people | assignments | seeded s | per second | p50 ms | p95 ms | p99 ms | errors | app ms | database ms | against the first | roster of 200, p50 ms | p95 ms | a person, ms | against the first | kept |",
);
console.log(`|${"---:|".repeat(16)}`);
await atEachSize<Figure>("gate", [2_000, 20_000, 200_000], benchSize, (size, figure) => {
  const { seeded, asked, roster, kept, answered } = figure;
  const eachMs = asked.app + asked.database;
  const rosterMs = roster.p50 / ROSTER;
  first ??= { eachMs, rosterMs };
  const cells = [
    ...[size, size * ASSIGNMENTS, seeded.toFixed(0), asked.perSecond.toFixed(0)],
    ...[asked.p50, asked.p95, asked.p99].map((ms) => ms.toFixed(1)),
    ...[asked.errors, asked.app.toFixed(2), asked.database.toFixed(2), (eachMs / first.eachMs).toFixed(2)],
    ...[roster.p50.toFixed(0), roster.p95.toFixed(0), rosterMs.toFixed(2)],
    ...[(rosterMs / first.rosterMs).toFixed(2), kept === answered ? "all" : `${kept} of ${answered}`],
  ];
  console.log(`| ${cells.join(" | ")} |`);
  const missed = [
    ...(asked.perSecond < AIM.perSecond ? [`${AIM.perSecond} a second`] : []),
    ...(asked.p95 > AIM.p95 ? [`p95 of ${AIM.p95} ms`] : []),
    ...(roster.p95 > AIM.rosterMs ? [`a roster in ${AIM.rosterMs} ms`] : []),
    ...(asked.errors > 0 ? ["no errors"] : []),
    ...(kept === answered ? [] : ["every check kept"]),
  ];
  if (missed.length > 0) console.log(`\nMissed: ${missed.join(", ")}\n`);
});
console.log(`\n${machineLine()}; ${AT_ONCE} at once, load generator on the same machine`);

async function benchSize(data: string, size: number): Promise<Figure> {
  const began = performance.now();
  const register = await postedRegister(data, size, {
    units: Math.max(1, Math.round(size / ROSTER)),
    assignments: ASSIGNMENTS,
  });
  try {
    const seeded = (performance.now() - began) / 1000;
    const { inTransaction, prisma } = await import("../app/db.server.ts");
    const { createApiClient } = await import("../app/access/api-client.server.ts");
    const { PER_MINUTE } = await import("../app/access/api-scope.ts");
    const { watchProcessors } = await import("./bench/processor-time.ts");
    const now = new Date();
    const client = { name: "bench", unitId: register.rootId, perMinute: PER_MINUTE.most };
    const key = await inTransaction((tx) => createApiClient(tx, client, null, now));
    const app = await startApp(data);
    try {
      // A step that shares no divisor with any size: all officers come, in an order no cache expects.
      let n = 0;
      const next = () => {
        const one = 1 + ((n++ * 7_919) % size);
        return { certificateNumber: `B${one}`, unit: register.unitOf(one), caseNumber: `case ${n}` };
      };
      const right = async (agent: Agent) => (await ask(app.url, key, JSON.stringify(next()), agent)) === 200;
      await askFor(WARMING_SECONDS, AT_ONCE, right);
      const before = await prisma.eligibilityCheck.count();
      const watch = watchProcessors(app.pid, data);
      const start = watch.used();
      const { took, errors, seconds, at } = await askFor(SECONDS, AT_ONCE, right);
      const end = watch.used();
      watch.stop();
      const each = (what: keyof Used) => ((end[what] - start[what]) * 1000) / took.length;
      return {
        seeded,
        asked: {
          ...{ perSecond: took.length / seconds, errors, p50: at(0.5), p95: at(0.95), p99: at(0.99) },
          ...{ app: each("app"), database: each("database") },
        },
        kept: (await prisma.eligibilityCheck.count()) - before,
        answered: took.length,
        roster: await rosters(register.unitIds),
      };
    } finally {
      await app.stop();
    }
  } finally {
    await register.close();
  }
}

/** Who sat on the posts of a unit half a year ago, and whether they might enforce, as known today. */
async function rosters(unitIds: readonly string[]) {
  const { prisma } = await import("../app/db.server.ts");
  const { postRegister } = await import("../app/positions/register.server.ts");
  const past = new Date(Date.now() - 183 * 86_400_000);
  const took: number[] = [];
  let eligible = 0;
  for (let turn = -3; turn < ROSTERS; turn += 1) {
    const unitId = unitIds[(turn + 3) % unitIds.length]!;
    const began = performance.now();
    const seats = await postRegister(prisma, [unitId], past);
    if (turn >= 0) took.push(performance.now() - began);
    eligible = seats.filter(({ holder }) => holder?.verdict?.eligible).length;
  }
  took.sort((a, b) => a - b);
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), eligible };
}

function ask(url: string, key: string, body: string, agent: Agent): Promise<number> {
  const headers = {
    Authorization: `Bearer ${key}`,
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/api/v1/eligibility`, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
      response.once("error", reject);
    });
    asking.once("error", reject);
    asking.end(body);
  });
}

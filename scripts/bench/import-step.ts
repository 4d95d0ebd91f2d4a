import fs from "node:fs";
import { runRoster } from "../../app/casework/roster-runs.server.ts";
import { disconnect, inTransaction } from "../../app/db.server.ts";
import { uploadRoster } from "../../app/personnel/roster-import.server.ts";
import { rosterWords } from "../../app/text/roster-words.ts";

// One step of an import in a process of its own, so that nothing else counts: `upload <unit> <account> <file>`, or
// `run <run>` as the job does it. Prints what it cost as JSON.

const [step, ...words] = process.argv.slice(2);
const before = process.memoryUsage.rss();
const began = performance.now();
const answer = step === "upload" ? await upload(words) : await run(words);
const cost = {
  ...answer,
  seconds: (performance.now() - began) / 1000,
  beforeMegabytes: Math.round(before / 2 ** 20),
  // The most the system ever gave this process.
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
await disconnect();
console.log(JSON.stringify(cost));
process.exit(0);

async function upload([unitId = "", actorId = "", file = ""]: string[]): Promise<object> {
  const bytes = fs.readFileSync(file);
  const wanted = { unitId, fileName: "roster.xlsx", bytes, words: rosterWords };
  const kept = await inTransaction((tx) => uploadRoster(tx, wanted, actorId, new Date()), undefined, 600_000);
  if (!kept.ok) throw new Error(kept.refusals.map(({ code }) => code).join());
  return { importId: kept.importId };
}

async function run([runId = ""]: string[]): Promise<object> {
  const refusals = await runRoster(runId, rosterWords, () => new Date());
  if (refusals.length > 0) throw new Error(refusals.map(({ code }) => code).join());
  return {};
}

import fs from "node:fs";
import { disconnect, inTransaction, prisma } from "../../app/db.server.ts";
import { readQuestionFile } from "../../app/questions/import-reading.server.ts";
import { keepQuestionFile } from "../../app/questions/question-import.server.ts";
import { acceptQuestionImport, submitImport } from "../../app/questions/question-import-acceptance.server.ts";
import { importPreview } from "../../app/questions/question-import-preview.server.ts";
import { undoQuestionImport } from "../../app/questions/question-import-undoing.server.ts";

// One step of an import of questions in a process of its own, so that nothing else counts: `upload <bank> <account>
// <file>`, `preview`, `acceptance`, `submission` or `undoing` `<import> <account>`. Prints what it cost as JSON: time
// on the clock and of this process alone (on a busy machine the two differ), memory, and the longest time in which the
// process could not have answered anybody.

const LONGEST_MS = 600_000;
const [step = "", ...words] = process.argv.slice(2);
const before = process.memoryUsage.rss();
let last = performance.now();
let deafMs = 0;
const listen = setInterval(() => {
  deafMs = Math.max(deafMs, performance.now() - last - 5);
  last = performance.now();
}, 5);
const began = performance.now();
const used = process.cpuUsage();
last = began;
const answer = step === "upload" ? await upload(words) : await act(step, words);
clearInterval(listen);
const { user, system } = process.cpuUsage(used);
const cost = {
  ...answer,
  seconds: (performance.now() - began) / 1000,
  cpuSeconds: (user + system) / 1e6,
  deafMs: Math.round(deafMs),
  beforeMegabytes: Math.round(before / 2 ** 20),
  // The most the system ever gave this process.
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
await disconnect();
console.log(JSON.stringify(cost));
process.exit(0);

async function upload([bankId = "", actorId = "", file = ""]: string[]): Promise<object> {
  const bytes = fs.readFileSync(file);
  const read = await readQuestionFile(bytes, null);
  if (!read.ok) throw new Error(read.refusals.map(({ code }) => code).join());
  const wanted = { bankId, fileName: file, bytes, read };
  const importId = await inTransaction(
    (tx) => keepQuestionFile(tx, wanted, actorId, new Date()),
    undefined,
    LONGEST_MS,
  );
  return { importId, questions: read.questions.length };
}

async function act(name: string, [importId = "", actorId = ""]: string[]): Promise<object> {
  const now = new Date();
  const { bankId } = await prisma.questionImport.findUniqueOrThrow({ where: { id: importId } });
  if (name === "preview") {
    const asked = { shown: null, page: 1, pageSize: 50 };
    return { total: (await importPreview(prisma, { importId, bankId }, asked, now)).total };
  }
  return inTransaction(
    async (tx): Promise<object> => {
      if (name === "acceptance") return acceptQuestionImport(tx, { importId, known: "skip" }, actorId, now);
      if (name === "submission") return submitImport(tx, importId, actorId, now);
      return undoQuestionImport(tx, { importId, reason: "bench", mayRetire: true }, actorId, now);
    },
    undefined,
    LONGEST_MS,
  );
}

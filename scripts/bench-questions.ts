import { startApp } from "./bench/app.ts";
import { machineLine } from "./bench/machine.ts";
import { type Asked, measured, type PeopleFigure } from "./bench/people-pages.ts";
import type { QuestionsScene } from "./bench/questions-scene.ts";
import { atEachSize } from "./bench/sizes.ts";

// npm run bench:questions [-- sizes]: the list of questions at the server, over banks of that many questions, and what
// is done with many at once, as the table that docs/benchmarks.md keeps. Sizes default to 50000.

const LIMIT_MS = 150;
type Measured = { seconds: number; figures: PeopleFigure[] };

let isFast = true;
await atEachSize("questions", [50_000], benchSize, (size, { seconds, figures }) => {
  console.log(`\n${report(size, seconds, figures).join("\n")}`);
  isFast &&= figures.every(({ p95AtEight, p95 }) => p95AtEight === undefined || p95 < LIMIT_MS);
});
process.exitCode = isFast ? 0 : 1;

async function benchSize(data: string, size: number): Promise<Measured> {
  const { buildQuestions } = await import("./bench/questions-scene.ts");
  const began = performance.now();
  const scene = await buildQuestions(data, size);
  const seconds = (performance.now() - began) / 1000;
  const figures: PeopleFigure[] = [];
  try {
    const app = await startApp(data);
    try {
      for (const page of pagesOf(scene)) {
        const figure = await measured(app.url, page, scene.bench.countStatements);
        figures.push(figure);
        console.error(`${size} ${figure.page}: ${figure.p95.toFixed(0)} ms, ${figure.queries} queries`);
      }
    } finally {
      await app.stop();
    }
    // With the app away, whose jobs would share the machine.
    figures.push(await retiredAndRestored(scene));
    return { seconds, figures };
  } finally {
    await scene.bench.close();
  }
}

function pagesOf({ bankId, cookie, questionId, draftId }: QuestionsScene): Asked[] {
  const q = encodeURIComponent;
  const pages = [
    ["first page", "/questions"],
    ["thirtieth page", "/questions", 29],
    ["one bank", `/questions?bank=${bankId}`],
    ["one law", `/questions?law=${q("行政处罚法")}`],
    ["one article", `/questions?law=${q("行政处罚法")}&article=42`],
    ["type and difficulty", "/questions?type=multiple-choice&difficulty=4"],
    ["under review", "/questions?status=submitted"],
    ["to be read again", "/questions?status=reread"],
    ["never on a paper", "/questions?use=never"],
    ["common words", `/questions?q=${q("组织听证")}`],
    ["rare words", `/questions?q=${q("第49999题")}`],
    ["words that nothing holds", `/questions?q=${q("没有这样的题")}`],
    ["banks", "/banks"],
    ["a bank", `/banks/${bankId}`],
    ["a question", `/questions/${questionId}`],
    ["a draft under review", `/questions/drafts/${draftId}`],
  ] as const;
  return pages.map(([page, path, turns = 0]) => ({ page, path, turns, cookie }));
}

async function retiredAndRestored({ bankId, bench, actorId }: QuestionsScene): Promise<PeopleFigure> {
  const { inTransaction } = await import("../app/db.server.ts");
  const { restoreQuestions, retireQuestions } = await import("../app/questions/retirements.server.ts");
  const { rows } = await bench.superuser.query<{ id: string }>(
    "SELECT question_id AS id FROM question_listing WHERE bank_id = $1 AND standing ORDER BY code LIMIT 1000",
    [bankId],
  );
  const ids = rows.map(({ id }) => id);
  const began = performance.now();
  await inTransaction((tx) => retireQuestions(tx, ids, "测试", actorId, new Date()));
  await inTransaction((tx) => restoreQuestions(tx, ids, actorId, new Date()));
  return { page: "1,000 questions retired and put back", p95: performance.now() - began };
}

function report(size: number, seconds: number, figures: readonly PeopleFigure[]): string[] {
  const number = (n: number | undefined) => (n === undefined ? "" : n.toFixed(n < 10 ? 1 : 0));
  return [
    `${machineLine()}; loading took ${seconds.toFixed(0)} s`,
    "",
    `| page | ${size.toLocaleString("en")} questions: p95 ms | p95 ms at 8 | queries |`,
    "|---|---:|---:|---:|",
    ...figures.map(
      ({ page, p95, p95AtEight, queries }) =>
        `| ${page} | ${number(p95)} | ${number(p95AtEight)} | ${queries ?? ""} |`,
    ),
  ];
}

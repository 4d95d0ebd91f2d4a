import { startApp } from "./bench/app.ts";
import { machineLine } from "./bench/machine.ts";
import { type Asked, measured, type PeopleFigure } from "./bench/people-pages.ts";
import type { PeopleScene } from "./bench/people-scene.ts";
import { atEachSize } from "./bench/sizes.ts";

// npm run bench:people [-- sizes]: pages about people at the server, in registers of several sizes, as the table that
// docs/benchmarks.md keeps. Sizes default to 1000 and 100000; 1000000 takes some minutes more.

type Measured = { seconds: number; figures: PeopleFigure[] };

const measuredAt = new Map<number, Measured>();
await atEachSize("people", [1_000, 100_000], benchSize, (size, figures) => {
  measuredAt.set(size, figures);
  console.log(`\n${report([size]).join("\n")}`);
});
if (measuredAt.size > 1) console.log(`\n${report([...measuredAt.keys()]).join("\n")}`);

async function benchSize(data: string, size: number): Promise<Measured> {
  const { buildRegister } = await import("./bench/people-scene.ts");
  const began = performance.now();
  const scene = await buildRegister(data, size);
  const seconds = (performance.now() - began) / 1000;
  const all: PeopleFigure[] = [];
  try {
    const app = await startApp(data);
    try {
      await measurePages(app.url, scene, size, all);
    } finally {
      await app.stop();
    }
    // With the app away, whose jobs would take the import first.
    all.push(...(await scene.importRoster(1_000)));
    return { seconds, figures: all };
  } finally {
    await scene.close();
  }
}

async function measurePages(url: string, scene: PeopleScene, size: number, all: PeopleFigure[]) {
  for (const asked of pagesOf(scene.cookies, scene.fullName, scene.leafId, scene.personId)) {
    const figure = await measured(url, asked, scene.countStatements);
    all.push(figure);
    console.error(`${size} ${figure.page}: ${figure.p95.toFixed(0)} ms, ${figure.queries} queries`);
  }
}

function pagesOf(
  cookies: { root: string; officer: string },
  fullName: string,
  leafId: string,
  personId: string,
): Asked[] {
  const q = encodeURIComponent;
  const pages = [
    ["first page", "/people"],
    ["thirtieth page", "/people", 29],
    ["one character, common", `/people?q=${q("伟")}`],
    ["one character, a surname", `/people?q=${q("王")}`],
    ["one character, rare", `/people?q=${q("㛃")}`],
    ["two characters", `/people?q=${q("王伟")}`],
    ["a full name", `/people?q=${q(fullName)}`],
    ["identity and unit", `/people?identity=contract&unit=${leafId}`],
    ["identity", "/people?identity=contract"],
    ["who left", "/people?state=left"],
    ["a person's file", `/people/${personId}`],
    ["units", "/units"],
    ["certificates", "/certificates"],
    ["certificates that end within 90 days", "/certificates?within=90"],
    ["posts", "/positions"],
    ["applications", "/applications"],
  ] as const;
  return (["root", "officer"] as const).flatMap((who) =>
    pages.map(([page, path, turns = 0]) => ({
      page: `${page}, ${who === "root" ? "whole district" : "one unit"}`,
      path,
      turns,
      cookie: cookies[who],
    })),
  );
}

function report(counts: readonly number[]): string[] {
  const smallest = measuredAt.get(counts[0]!);
  const [larger, largest] = counts.slice(-2);
  const cell = (size: number, page: string) => measuredAt.get(size)?.figures.find((one) => one.page === page);
  const number = (n: number | undefined) => (n === undefined ? "" : n.toFixed(n < 10 ? 1 : 0));
  const ratio = (page: string) => {
    const [below, above] = [cell(larger ?? 0, page), cell(largest ?? 0, page)];
    return below && above ? (above.p95 / below.p95).toFixed(1) : "";
  };
  const rate = counts.length > 1;
  const heads = counts.flatMap((n) => [`${n.toLocaleString("en")}: p95 ms`, "p95 ms at 8", "queries"]);
  return [
    `${machineLine()}; ` +
      `loading took ${counts.map((n) => `${measuredAt.get(n)?.seconds.toFixed(0)} s`).join(", ")}`,
    "",
    `| page | ${heads.join(" | ")} |${rate ? " ratio of the last two |" : ""}`,
    `|---|${heads.map(() => "---:").join("|")}|${rate ? "---:|" : ""}`,
    ...(smallest?.figures ?? []).map(({ page }) => {
      const cells = counts.flatMap((n) => {
        const one = cell(n, page);
        return [number(one?.p95), number(one?.p95AtEight), String(one?.queries ?? "")];
      });
      return `| ${page} | ${cells.join(" | ")} |${rate ? ` ${ratio(page)} |` : ""}`;
    }),
  ];
}

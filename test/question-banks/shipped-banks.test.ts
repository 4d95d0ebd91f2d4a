// The banks we ship: sound, broad enough to be examined on, and every paper they offer can be drawn.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { PoolQuestion } from "~/questions/blueprint";
import { fill } from "~/questions/filling";
import { rulesOf } from "~/questions/question-banks.server";
import { checkBanks } from "../../question-banks/check";
import { type BankFigures, lawOfWhole } from "../../question-banks/figures";
import { type LoadedBank, loadBanks, loadLaws } from "../../question-banks/load";

const dir = fileURLToPath(new URL("../../question-banks", import.meta.url));
const { problems, figures } = checkBanks(dir);
const banks = loadBanks(dir);
const total = (count: (bank: BankFigures) => number) => figures.reduce((sum, bank) => sum + count(bank), 0);

describe("the shipped banks", () => {
  it("have no problem", () => {
    expect(problems).toEqual([]);
  });

  it("hold eight hundred questions over two dozen laws, of every type and difficulty", () => {
    const all = total((bank) => bank.answerable);
    expect(all).toBeGreaterThanOrEqual(800);
    expect(new Set(figures.flatMap(({ laws }) => laws.map(({ law }) => law))).size).toBeGreaterThanOrEqual(
      24,
    );
    const share = (type: string) => total((bank) => bank.byType[type] ?? 0) / all;
    expect(share("single-choice")).toBeGreaterThanOrEqual(0.45);
    expect(share("multiple-choice")).toBeGreaterThanOrEqual(0.2);
    expect(share("true-false")).toBeGreaterThanOrEqual(0.15);
    expect(total((bank) => bank.byType["case-group"] ?? 0)).toBeGreaterThanOrEqual(40);
    for (const difficulty of ["1", "2", "3", "4", "5"])
      expect(total((bank) => bank.byDifficulty[difficulty] ?? 0) / all, difficulty).toBeGreaterThanOrEqual(
        0.03,
      );
  });

  it("ask at least twenty questions about every law of the general bank", () => {
    const general = figures.find(({ id }) => id === "general-law")!;
    expect(general.laws.filter(({ answerable }) => answerable < 20)).toEqual([]);
  });

  it("cover every field that districts examine apart", () => {
    const fields = banks.flatMap(({ kind, field }) => (kind === "special" ? [field] : []));
    expect(fields.sort()).toEqual([
      "ecology",
      "emergency",
      "market-regulation",
      "public-security",
      "transport",
      "urban-management",
    ]);
    expect(banks.map(({ kind }) => kind)).toContain("leading-cadre");
  });

  it("load the same way twice, with a hash on every question and part", () => {
    expect(loadBanks(dir)).toEqual(banks);
    const questions = banks.flatMap((bank) => bank.questions);
    const parts = questions.flatMap((question) => (question.type === "case-group" ? question.questions : []));
    const hashes = [...questions, ...parts].map((question) => question.contentHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("list the laws with the day each version takes effect", () => {
    const law = loadLaws(dir).find((candidate) => candidate.law === "行政处罚法");
    expect(law?.versions).toEqual([{ version: "2021-01-22", effectiveOn: "2021-07-15", articles: 86 }]);
  });

  it("pass from the command line too, which prints them law by law", () => {
    const output = execFileSync("node_modules/.bin/tsx", ["question-banks/check.ts"], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      encoding: "utf8",
    });
    expect(output).toMatch(/^general-law\s+行政处罚法\s+\d+/m);
    expect(output).toMatch(/^all banks\s+\d+ laws\s+\d+/m);
    expect(output).toContain("The question banks are sound.");
  });
});

/** What the draw knows of a bank's questions. */
const poolOf = (bank: LoadedBank): PoolQuestion[] =>
  bank.questions.map((question) => ({
    id: question.code,
    bank: bank.id,
    code: question.code,
    type: question.type,
    law: lawOfWhole(question),
    difficulty: question.difficulty,
    enemies: question.enemies,
    ...(question.type === "case-group" ? { parts: question.questions } : {}),
  }));

/** A thousand in the long run. */
const DRAWS = Number(process.env.PAPER_DRAWS ?? 100);

describe("the shipped papers", () => {
  const papers = banks.flatMap((bank) => bank.blueprints.map((blueprint) => ({ bank, blueprint })));

  it("are offered by every bank", () => {
    expect(banks.filter(({ blueprints }) => blueprints.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it.each(papers.map((paper) => ({ ...paper, code: paper.blueprint.code })))(
    `$code is drawn ${DRAWS} times without an empty cell, a repeat or two enemies`,
    ({ bank, blueprint }) => {
      const rules = rulesOf(bank, blueprint);
      const pool = poolOf(bank);
      const wanted = blueprint.cells.reduce((sum, cell) => sum + cell.count, 0);
      for (let seed = 1; seed <= DRAWS; seed += 1) {
        const draw = fill(rules, pool, {}, `paper-${seed}`);
        if (!draw.ok) throw new Error(`seed ${seed}: ${JSON.stringify(draw.refusals)}`);
        const drawn = draw.drawn.map(({ question }) => question);
        const codes = new Set(drawn.map(({ code }) => code));
        expect(codes.size).toBe(wanted);
        expect(drawn.filter(({ enemies }) => enemies.some((enemy) => codes.has(enemy)))).toEqual([]);
      }
    },
  );
});

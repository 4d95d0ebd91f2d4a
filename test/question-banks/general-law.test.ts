// The banks we ship: sound, and broad enough to draw a paper from.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkBanks } from "../../question-banks/check";
import { loadBanks, loadLaws } from "../../question-banks/load";

const dir = fileURLToPath(new URL("../../question-banks", import.meta.url));

describe("the shipped banks", () => {
  it("have no problem", () => {
    expect(checkBanks(dir).problems).toEqual([]);
  });

  it("cover both laws, every type and every difficulty", () => {
    const [bank] = checkBanks(dir).figures;
    expect(bank?.id).toBe("general-law");
    expect(bank!.questions).toBeGreaterThanOrEqual(70);
    expect(bank!.byLaw.行政处罚法).toBeGreaterThanOrEqual(32);
    expect(bank!.byLaw.行政强制法).toBeGreaterThanOrEqual(32);
    const share = (type: string) => (bank!.byType[type] ?? 0) / bank!.questions;
    expect(share("single-choice")).toBeGreaterThanOrEqual(0.45);
    expect(share("multiple-choice")).toBeGreaterThanOrEqual(0.2);
    expect(share("true-false")).toBeGreaterThanOrEqual(0.15);
    expect(bank!.byType["case-group"]).toBeGreaterThanOrEqual(4);
    expect(Object.keys(bank!.byDifficulty)).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("load the same way twice, with a hash on every question and part", () => {
    const [first, second] = [loadBanks(dir), loadBanks(dir)];
    expect(first).toEqual(second);
    const questions = first.flatMap((bank) => bank.questions);
    const parts = questions.flatMap((question) => (question.type === "case-group" ? question.questions : []));
    const hashes = [...questions, ...parts].map((question) => question.contentHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("list the laws with the day each version takes effect", () => {
    const law = loadLaws(dir).find((candidate) => candidate.law === "行政处罚法");
    expect(law?.versions).toEqual([{ version: "2021-01-22", effectiveOn: "2021-07-15", articles: 86 }]);
  });

  it("pass from the command line too", () => {
    const output = execFileSync("node_modules/.bin/tsx", ["question-banks/check.ts"], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      encoding: "utf8",
    });
    expect(output).toContain("The question banks are sound.");
  });
});

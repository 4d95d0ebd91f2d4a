import { describe, expect, it } from "vitest";
import { Histogram } from "~/components/histogram";
import { QuestionVersionFigures } from "~/components/question-version-figures";
import type { VersionFigures } from "~/exams/item-figures.server";
import { findingsOf } from "~/exams/item-flags";
import { added, figuresOf } from "~/exams/item-statistics";
import { coefficient, percent } from "~/text/item-statistics";
import { htmlOf, wordsOf } from "./html-of";

const nothing = added([]);
const figures = figuresOf({
  ...nothing,
  attempts: 30,
  shares: 12,
  paired: 30,
  sxx: 7.2,
  srr: 4,
  sxr: -1,
  papers: [10, 10, 10],
  unanswered: [0, 0, 1],
  options: { A: [2, 4, 6], B: [8, 6, 3] },
  guesses: 7.5,
});
const options = ["A", "B", "C", "D"].map((id) => ({ id, text: `<${id}>` }));
const item = { type: "single-choice", optionIds: ["A", "B", "C", "D"], key: ["A"] };
const version: VersionFigures = {
  ...{ versionId: "v", number: 2, type: "single-choice", stem: "<b>题干</b>", options, key: ["A"] },
  ...{ standsNow: true, exams: 1, figures, findings: findingsOf(figures, item) },
};

describe("a question's figures", () => {
  it("say in words what the plot shows, and every reason, in both languages", () => {
    const zh = htmlOf(<QuestionVersionFigures version={version} />);
    expect(zh).toContain("A 答案：60%、40%、20%；B：30%、60%、80%；C：0%、0%、0%");
    expect(zh).toContain("&lt;b&gt;题干");
    expect(wordsOf(zh)).toContain("答案存疑 选项 B");
    expect(wordsOf(zh)).toContain("选项 C、D");
    expect(wordsOf(zh)).toContain("−0.19");
    const en = htmlOf(<QuestionVersionFigures version={version} />, { locale: "en" });
    expect(wordsOf(en)).toContain("Key in doubt Option B");
    expect(en.replace("题干", "")).not.toMatch(/[\u4e00-\u9fff]/u);
    expect(en).not.toMatch(/NaN|undefined|style=/);
  });

  it("stand while there is nothing to tell", () => {
    const empty = figuresOf(nothing);
    const html = htmlOf(
      <QuestionVersionFigures
        version={{ ...version, figures: empty, findings: findingsOf(empty, item), exams: 0 }}
      />,
    );
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    expect(wordsOf(html)).toContain("答卷太少 0 份，满 20 份后评价");
  });
});

it("a histogram of nobody has no bar that is no number", () => {
  expect(htmlOf(<Histogram label="x" counts={[0, 0]} ends={["0%", "100%"]} />)).not.toMatch(/NaN|Infinity/);
});

it.each([
  [-0.004, "0.00"],
  [-0.12, "−0.12"],
  [0.5, "0.50"],
  [null, "—"],
])("%s reads %s", (value, text) => {
  expect(coefficient(value)).toBe(text);
});

it("shares read as whole percents", () => {
  expect([percent(0.954), percent(null), percent(0)]).toEqual(["95%", "—", "0%"]);
});

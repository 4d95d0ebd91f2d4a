import { describe, expect, it } from "vitest";
import { QuestionContent } from "~/components/question-content";
import { QuestionDifferences } from "~/components/question-differences";
import { SlotHead, SlotOptions } from "~/components/question-slot";
import { differenceOf } from "~/questions/question-difference";
import { htmlOf } from "../components/html-of";
import { caseOf, single } from "./question-scene";

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(2)>"'&`;
const isHarmless = (html: string) => {
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(html).not.toMatch(/<script|<img/);
};

describe("what was typed into a question shows as it was typed", () => {
  const options = [{ id: "A", text: HOSTILE, feedback: HOSTILE }];
  it.each([
    [
      "to its keepers",
      <QuestionContent key="1" content={single(HOSTILE, { options, explanation: HOSTILE })} />,
    ],
    ["in a case", <QuestionContent key="2" content={caseOf(HOSTILE, [HOSTILE])} />],
    [
      "beside the version before",
      <QuestionDifferences key="3" differences={differenceOf(single("初稿"), single(HOSTILE))} />,
    ],
  ])("%s", (_, page) => isHarmless(htmlOf(page)));

  it("to a candidate", () => {
    const group = { firstNumber: 1, stem: HOSTILE };
    const slot = {
      ...{ number: 1, type: "single-choice" as const, stem: HOSTILE, marks: 1, group },
      options: [{ label: "A", text: HOSTILE }],
    };
    isHarmless(htmlOf(<SlotHead slot={slot} total={1} groupEnd={1} />));
    isHarmless(htmlOf(<SlotOptions slot={slot} />));
  });
});

import { describe, expect, it } from "vitest";
import { problemsIn, questionsIn, read, refusedAs } from "./samples";

describe("Aiken", () => {
  it("reads stems, options with a full stop or a bracket, and the answer", async () => {
    const reading = await read(
      "aiken",
      "\uFEFF属于行政处罚的是：\r\nA. 警告\r\nB. 查封\r\nC. 约谈\r\nANSWER: A\r\n\r\n期限是：\r\nA) 二日\r\nB) 五日\r\nANSWER: B\r\n",
    );
    expect(problemsIn(reading)).toEqual([]);
    expect(questionsIn(reading)).toMatchObject([
      {
        type: "single-choice",
        stem: "属于行政处罚的是：",
        key: ["A"],
        options: [{ text: "警告" }, {}, { text: "约谈" }],
      },
      { stem: "期限是：", key: ["B"] },
    ]);
    expect(reading.questions.map(({ place }) => place.line)).toEqual([1, 7]);
  });

  it("knows right and wrong when it sees them", async () => {
    const reading = await read(
      "aiken",
      "可以。\nA. 错误\nB. 正确\nANSWER: B\n\nIt may.\nA. True\nB. False\nANSWER: B",
    );
    expect(questionsIn(reading)).toMatchObject([
      { type: "true-false", key: ["T"] },
      { type: "true-false", key: ["F"] },
    ]);
  });

  it("says where each bad question stands and takes the good ones", async () => {
    const text = [
      "好题：",
      "A. 甲",
      "B. 乙",
      "ANSWER: B",
      "",
      "没有答案行：",
      "A. 甲",
      "B. 乙",
      "",
      "跳了字母：",
      "A. 甲",
      "C. 乙",
      "ANSWER: A",
      "",
      "两个答案：",
      "A. 甲",
      "B. 乙",
      "ANSWER: A, B",
      "",
      "ANSWER: A",
      "",
      "不在选项中：",
      "A. 甲",
      "B. 乙",
      "ANSWER: D",
      "",
      "半道题：",
      "A. 甲",
    ].join("\n");
    const reading = await read("aiken", text);
    expect(questionsIn(reading)).toHaveLength(1);
    expect(problemsIn(reading)).toEqual([
      { code: "no-answer-line", at: "6:1" },
      { code: "letter-order", at: "12:1" },
      { code: "answer-unknown", at: "18:1" },
      { code: "answer-alone", at: "20:1" },
      { code: "key-unknown", at: "22:1" },
      { code: "no-answer-line", at: "27:1" },
    ]);
  });

  it("takes what looks like markup as the text it is", async () => {
    const reading = await read("aiken", "<b>a</b> &amp; <script>?\nA. 1\nB. 2\nANSWER: A");
    expect(questionsIn(reading)[0]?.stem).toBe("<b>a</b> &amp; <script>?");
  });

  it("refuses an empty file", async () => {
    expect(refusedAs(await read("aiken", "\n\n"))).toBe("format.empty");
  });
});

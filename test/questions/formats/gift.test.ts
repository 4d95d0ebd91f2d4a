import { describe, expect, it } from "vitest";
import { problemsIn, questionsIn, read, refusedAs } from "./samples";

// Written by hand from the format's published rules.

const one = async (text: string) => {
  const reading = await read("gift", text);
  expect(problemsIn(reading)).toEqual([]);
  expect(reading.questions).toHaveLength(1);
  return questionsIn(reading)[0]!;
};

describe("GIFT", () => {
  it("reads title, options, comments on options and the general one", async () => {
    const question = await one(
      "// [id:law-001] [tag:topic=种类和设定] [tag:difficulty=2] [tag:cite=行政处罚法@2021-01-22:9.0.1]\n" +
        "::law-001:: 属于行政处罚的是： {\n  =警告 # 对。\n  ~查封 # 这是强制措施。\n  ~约谈\n  #### 警告列在第一项。\n}\n",
    );
    expect(question).toEqual({
      code: "law-001",
      type: "single-choice",
      stem: "属于行政处罚的是：",
      options: [
        { id: "A", text: "警告", feedback: "对。" },
        { id: "B", text: "查封", feedback: "这是强制措施。" },
        { id: "C", text: "约谈", feedback: "" },
      ],
      key: ["A"],
      explanation: "警告列在第一项。",
      citations: [{ law: "行政处罚法", article: 9, paragraph: null, item: 1, version: "2021-01-22" }],
      topic: "种类和设定",
      difficulty: 2,
      marks: null,
      enemies: [],
      category: [],
    });
  });

  it("takes escapes for signs, and \\n for a line break", async () => {
    const question = await one("甲 \\{x\\: 1 \\= 1 \\~ 2\\} \\# \\\\n\\n第二行{=a\\=b ~c\\~d#e\\#f}");
    expect(question.stem).toBe("甲 {x: 1 = 1 ~ 2} # \\n\n第二行");
    expect(question).toMatchObject({
      options: [
        { id: "A", text: "a=b", feedback: "" },
        { id: "B", text: "c~d", feedback: "e#f" },
      ],
    });
  });

  it("reads true and false in four spellings, the first comment for the wrong answer", async () => {
    expect(await one("可以。{T#不对。#对了。####因为。}")).toMatchObject({
      type: "true-false",
      key: ["T"],
      options: [
        { id: "T", text: "", feedback: "对了。" },
        { id: "F", text: "", feedback: "不对。" },
      ],
      explanation: "因为。",
    });
    expect(await one("可以。{FALSE#不对。}")).toMatchObject({
      key: ["F"],
      options: [{ feedback: "不对。" }, { feedback: "" }],
    });
    expect(await one("可以。{ TRUE }")).toMatchObject({ key: ["T"] });
    expect(await one("可以。{F}")).toMatchObject({ key: ["F"] });
  });

  it("reads several right answers of equal shares, and tells that a penalty is left out", async () => {
    const reading = await read(
      "gift",
      "选出：{~%50%甲 ~%50%乙 ~%-100%丙}\n\n选出：{~%33.33333%甲 ~%33.33333%乙 ~%33.33333%丁 ~丙}",
    );
    expect(problemsIn(reading)).toEqual([{ code: "penalty", at: "1:5", taken: true }]);
    expect(questionsIn(reading)).toMatchObject([
      { type: "multiple-choice", key: ["A", "B"] },
      { type: "multiple-choice", key: ["A", "B", "C"] },
    ]);
  });

  it.each([
    ["unequal shares", "选出：{~%70%甲 ~%30%乙 ~丙}"],
    ["shares that are not the whole mark", "选出：{~%40%甲 ~%40%乙 ~丙}"],
    ["half a mark beside the right answer", "选出：{=甲 ~%50%乙 ~丙}"],
  ])("refuses %s: a key cannot say them", async (_, text) => {
    expect(problemsIn(await read("gift", text))).toEqual([{ code: "weighted", at: "1:5" }]);
  });

  it("puts the answer into the gap when text follows it", async () => {
    expect((await one("当场处罚应当在{=二日 ~五日}内交所属机关。")).stem).toBe(
      "当场处罚应当在 _____ 内交所属机关。",
    );
  });

  it("knows categories with and without a blank line, roots left away, a slash written twice", async () => {
    const text =
      "$CATEGORY: $course$/top/法律/行政处罚\n\n甲{=a ~b}\n\n$CATEGORY: 其他//杂项\n乙{=a ~b}\n\n$CATEGORY: $course$\n\n丙{=a ~b}";
    expect(questionsIn(await read("gift", text)).map(({ category }) => category)).toEqual([
      ["法律", "行政处罚"],
      ["其他/杂项"],
      [],
    ]);
  });

  it("takes HTML for text with its line breaks, plain text as it stands", async () => {
    const html = await one(
      "[html]<p>甲&nbsp;&lt;18&gt;</p><p><b>乙</b>\nx<sup>2</sup></p>{=a&amp;b ~[plain]c&amp;<i>d</i>}",
    );
    expect(html.stem).toBe("甲 <18>\n乙 x²");
    expect(html).toMatchObject({ options: [{ text: "a&b" }, { text: "c&amp;<i>d</i>" }] });
    expect((await one("[plain]<p>甲</p>\n乙{=a ~b}")).stem).toBe("<p>甲</p>\n乙");
    const marked = await read("gift", "[markdown]**甲**{=a ~b}");
    expect(problemsIn(marked)).toEqual([{ code: "markdown", at: "1:11", taken: true }]);
    expect(questionsIn(marked)[0]?.stem).toBe("**甲**");
  });

  it("reads files with a mark, with CRLF, and in GB18030", async () => {
    const text = "// 注释\r\n甲：{\r\n=乙\r\n~丙\r\n}\r\n\r\n丁。{T}\r\n";
    const stems = (bytes: string | Buffer) =>
      read("gift", bytes).then((reading) => questionsIn(reading).map(({ stem }) => stem));
    expect(await stems(`\uFEFF${text}`)).toEqual(["甲：", "丁。"]);
    // 甲：{=乙 ~丙} in GB18030.
    const gb = Buffer.from("bcd7a3ba7b3dd2d2207eb1fb7d", "hex");
    expect(await stems(gb)).toEqual(["甲："]);
  });

  it("says where each bad question stands and takes the good ones", async () => {
    const text = [
      "好题：{=a ~b}",
      "",
      "  没有结束：{=a ~b",
      "",
      "两个对：{=a =b ~c}",
      "",
      "简答：{=a =b}",
      "",
      "配对：{=a -> b =c -> d}",
      "",
      "数字：{#3:1}",
      "",
      "论述：{}",
      "",
      "没有答案的说明文字",
      "",
      "没有对的：{~a ~b}",
      "",
      "两个一样：{=a ~b ~b}",
      "",
      "::题名 没完：{=a ~b}",
      "",
      "还是好题。{F}",
    ].join("\n");
    const reading = await read("gift", text);
    expect(questionsIn(reading).map(({ stem }) => stem)).toEqual(["好题：", "还是好题。"]);
    expect(problemsIn(reading)).toEqual([
      { code: "no-closing-brace", at: "3:8" },
      { code: "either-right", at: "5:6" },
      { code: "kind", at: "7:5" },
      { code: "kind", at: "9:5" },
      { code: "kind", at: "11:5" },
      { code: "kind", at: "13:1" },
      { code: "kind", at: "15:1" },
      { code: "no-key", at: "17:1" },
      { code: "same-options", at: "19:1" },
      { code: "no-closing-title", at: "21:1" },
    ]);
  });

  it("refuses markup that runs or would change the meaning", async () => {
    const bad = [
      "<script>alert(1)</script>甲{=a ~b}",
      "<b onclick\\=x>甲</b>{=a ~b}",
      "<img src\\=x>甲{=a ~b}",
      "<a href\\='javascript\\:x'>甲</a>{=a ~b}",
      "x<sup>甲</sup>{=a ~b}",
      "&notacharacter;甲{=a ~b}",
    ];
    expect(problemsIn(await read("gift", bad.join("\n\n"))).map(({ code }) => code)).toEqual([
      "script",
      "event-handler",
      "picture",
      "script",
      "raised",
      "unknown-entity",
    ]);
  });

  it("gives a case together or not at all", async () => {
    const text = (second: string) =>
      `// [tag:case-group=c-1]\n::c-1::案情。\n\n// [tag:case=c-1]\n甲。{T}\n\n// [tag:case=c-1]\n${second}\n\n// [tag:case=c-2]\n乙。{T}`;
    const good = await read("gift", text("丙：{=a ~b}"));
    expect(questionsIn(good)).toMatchObject([
      { type: "case-group", code: "c-1", questions: [{ stem: "甲。" }, { stem: "丙：" }] },
    ]);
    expect(problemsIn(good)).toEqual([{ code: "case-unknown", at: "11:1" }]);
    const bad = await read("gift", text("丙：{=a ~b"));
    expect(bad.questions).toEqual([]);
    expect(problemsIn(bad).map(({ code }) => code)).toEqual([
      "case-refused",
      "case-refused",
      "no-closing-brace",
      "case-unknown",
    ]);
  });

  it("refuses what is empty, no text, or no question", async () => {
    expect(refusedAs(await read("gift", ""))).toBe("format.empty");
    expect(refusedAs(await read("gift", "\uFEFF \r\n"))).toBe("format.empty");
    expect(refusedAs(await read("gift", Buffer.from([0, 1, 2, 255, 254])))).toBe("format.not-text");
    expect(refusedAs(await read("gift", "// nur ein Kommentar"))).toBe("format.no-questions");
  });
});

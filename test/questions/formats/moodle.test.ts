import { describe, expect, it } from "vitest";
import { problemsIn, questionsIn, read, refusedAs } from "./samples";

const quiz = (...questions: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join("\n")}\n</quiz>`;
const choice = (
  answers: string,
  more = "",
  stem = "<p>属于行政处罚的是：</p>",
) => `<question type="multichoice">
<name><text>甲</text></name>
<questiontext format="html"><text><![CDATA[${stem}]]></text></questiontext>
${more}
${answers}
</question>`;
const answer = (fraction: string, text: string, feedback = "") =>
  `<answer fraction="${fraction}" format="html"><text>${text}</text><feedback format="html"><text>${feedback}</text></feedback></answer>`;
const twoAnswers = answer("100", "甲") + answer("0", "乙");

describe("Moodle XML", () => {
  it("reads a question with everything this platform keeps", async () => {
    const reading = await read(
      "moodle-xml",
      quiz(
        '<question type="category"><category><text>$course$/top/法律/行政处罚</text></category></question>',
        choice(
          answer("100", "警告", "&lt;b&gt;对&lt;/b&gt;。") +
            answer("0", "<![CDATA[查封&nbsp;&amp; 扣押<br/>两项]]>") +
            answer("0", "A &amp;lt; B"),
          `<generalfeedback format="html"><text>第一项。</text></generalfeedback><defaultgrade>2.0000000</defaultgrade>
           <idnumber>law-001</idnumber><single>true</single>
           <tags><tag><text>topic=种类</text></tag><tag><text>difficulty=4</text></tag><tag><text>cite=行政处罚法@:9</text></tag></tags>`,
          "<p>属于&ldquo;行政处罚&rdquo;的是：</p>\n<p>第二段</p>",
        ),
      ),
    );
    expect(problemsIn(reading)).toEqual([]);
    expect(reading.questions[0]?.place).toEqual({ line: 4, column: 1 });
    expect(questionsIn(reading)).toEqual([
      {
        code: "law-001",
        type: "single-choice",
        stem: "属于“行政处罚”的是：\n第二段",
        options: [
          { id: "A", text: "警告", feedback: "对。" },
          { id: "B", text: "查封 & 扣押\n两项", feedback: "" },
          { id: "C", text: "A < B", feedback: "" },
        ],
        key: ["A"],
        explanation: "第一项。",
        citations: [{ law: "行政处罚法", article: 9, paragraph: null, item: null, version: null }],
        topic: "种类",
        difficulty: 4,
        marks: 2,
        enemies: [],
        category: ["法律", "行政处罚"],
      },
    ]);
  });

  it("reads true and false with their comments", async () => {
    const text =
      quiz(`<question type="truefalse"><questiontext format="plain_text"><text>可以 &lt;当场&gt;。</text></questiontext>
      <answer fraction="0"><text>true</text><feedback><text>再想想</text></feedback></answer>
      <answer fraction="100"><text>false</text><feedback><text>对</text></feedback></answer></question>`);
    expect(questionsIn(await read("moodle-xml", text))).toMatchObject([
      {
        type: "true-false",
        stem: "可以 <当场>。",
        key: ["F"],
        options: [
          { id: "T", feedback: "再想想" },
          { id: "F", feedback: "对" },
        ],
      },
    ]);
  });

  it("takes equal shares as a key, says what penalties are left out, refuses other shares", async () => {
    const several = (...shares: string[]) =>
      choice(shares.map((share, at) => answer(share, `选项${at}`)).join(""), "<single>false</single>");
    const reading = await read(
      "moodle-xml",
      quiz(
        several("33.33333", "33.3333333", "0", "33.33333"),
        several("50", "50", "-50"),
        several("70", "30", "0"),
        several("100", "0", "0"),
        several("50", "50"),
        choice(answer("100", "甲") + answer("50", "乙")),
        choice(answer("hundred", "甲") + answer("0", "乙")),
      ),
    );
    expect(questionsIn(reading).map((one) => "key" in one && one.key)).toEqual([
      ["A", "B", "D"],
      ["A", "B"],
    ]);
    expect(problemsIn(reading).map(({ code, taken }) => (taken ? `${code} (taken)` : code))).toEqual([
      "penalty (taken)",
      "weighted",
      "one-key-of-many",
      "all-right",
      "weighted",
      "bad-weight",
    ]);
  });

  it.each(["description", "cloze", "essay", "matching", "shortanswer", "numerical", "ddwtos"])(
    "refuses a %s by its name",
    async (type) => {
      const text = quiz(
        `<question type="${type}"><questiontext><text>甲</text></questiontext></question>`,
        choice(twoAnswers),
      );
      const reading = await read("moodle-xml", text);
      expect(problemsIn(reading)).toEqual([{ code: "kind", at: "3:1" }]);
      expect(reading.problems[0]?.refusal.facts.kind).toBe(type);
      expect(reading.questions).toHaveLength(1);
    },
  );

  it("tells each thing it leaves out", async () => {
    const more = `<correctfeedback format="html"><text>很好</text></correctfeedback><incorrectfeedback><text></text></incorrectfeedback>
<hint format="html"><text>提示</text></hint><tags><tag><text>期末</text></tag></tags>`;
    const reading = await read(
      "moodle-xml",
      quiz(choice(twoAnswers, more, '<a href="https://example.org">看这里</a>')),
    );
    expect(reading.questions).toHaveLength(1);
    expect(problemsIn(reading)).toEqual([
      { code: "left-out-tag", at: "3:1", taken: true },
      { code: "left-out-link", at: "5:1", taken: true },
      { code: "left-out-field", at: "6:1", taken: true },
      { code: "left-out-field", at: "7:1", taken: true },
    ]);
  });

  it.each([
    ["script", "<script>alert(1)</script>"],
    ["script", '<iframe src="x"></iframe>'],
    ["script", '<a href="java&#09;script:alert(1)">x</a>'],
    ["script", "<svg/onload=alert(1)>".replace("svg/", "style ")],
    ["event-handler", '<p onmouseover="x">甲</p>'],
    ["event-handler", "<svg/onload=alert(1)>"],
    ["picture", '<img src="@@PLUGINFILE@@/a.png"/>'],
    ["table", "<table><tr><td>1</td></tr></table>"],
    ["unknown-tag", "<blink>甲</blink>"],
    ["broken-markup", "甲<b class='"],
  ])("refuses %s in a stem: %s", async (code, stem) => {
    const found = problemsIn(await read("moodle-xml", quiz(choice(twoAnswers, "", stem))));
    expect(found.map((one) => one.code)).toEqual([
      code === "script" && /onload/.test(stem) ? "event-handler" : code,
    ]);
  });

  it("refuses an attached file", async () => {
    const text = quiz(choice(twoAnswers)).replace(
      "</questiontext>",
      '<file name="a.png" encoding="base64">AA==</file></questiontext>',
    );
    expect(problemsIn(await read("moodle-xml", text))).toEqual([
      { code: "picture", at: expect.stringMatching(/^5:/) },
    ]);
  });

  it("reads a file with a mark, CRLF and GB18030", async () => {
    const text = quiz(choice(twoAnswers)).replaceAll("\n", "\r\n");
    expect(questionsIn(await read("moodle-xml", `\uFEFF${text}`))[0]?.stem).toBe("属于行政处罚的是：");
    const gb = Buffer.concat([
      Buffer.from('<quiz><question type="truefalse"><questiontext><text>'),
      Buffer.from("bcd7", "hex"),
      Buffer.from(
        '</text></questiontext><answer fraction="100"><text>true</text></answer></question></quiz>',
      ),
    ]);
    expect(questionsIn(await read("moodle-xml", gb))[0]?.stem).toBe("甲");
  });

  it("refuses other XML, none, and half a file", async () => {
    expect(refusedAs(await read("moodle-xml", "<html></html>"))).toBe("format.not-moodle");
    expect(refusedAs(await read("moodle-xml", "甲{=a ~b}"))).toBe("format.not-xml");
    expect(refusedAs(await read("moodle-xml", "<quiz></quiz>"))).toBe("format.no-questions");
    const whole = quiz(choice(twoAnswers));
    const half = await read("moodle-xml", whole.slice(0, whole.length - 30));
    expect(refusedAs(half)).toBe("format.not-xml");
    expect(half.questions).toEqual([]);
  });
});

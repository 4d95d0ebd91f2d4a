import { describe, expect, it } from "vitest";
import { textOfPart, zipPartsOf } from "~/archive/zip-parts.server";
import { writeQuestions } from "~/questions/formats/formats.server";
import { caseGroup, problemsIn, questionsIn, read, refusedAs, single } from "./samples";
import { zipOf } from "./zip-of";

// Written by hand from the published information model, as other systems export it.

const manifest = (items: string, type = "imsqti_item_xmlv2p2") =>
  `<?xml version="1.0"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:imsmd="http://ltsc.ieee.org/xsd/LOM" identifier="m"><organizations/><resources>${items.replaceAll(
    "TYPE",
    type,
  )}</resources></manifest>`;
const resource = (href: string, metadata = "") =>
  `<resource identifier="r" type="TYPE" href="${href}">${metadata}<file href="${href}"/></resource>`;
const LOM = `<metadata><imsmd:lom><imsmd:general><imsmd:identifier><imsmd:entry>law-001</imsmd:entry></imsmd:identifier>
<imsmd:keyword><imsmd:string language="x-none">topic=种类</imsmd:string></imsmd:keyword></imsmd:general>
<imsmd:educational><imsmd:difficulty><imsmd:source>LOMv1.0</imsmd:source><imsmd:value>difficult</imsmd:value></imsmd:difficulty></imsmd:educational>
<imsmd:classification><imsmd:taxonPath><imsmd:taxon><imsmd:entry><imsmd:string>法律</imsmd:string></imsmd:entry></imsmd:taxon></imsmd:taxonPath></imsmd:classification></imsmd:lom></metadata>`;

const item = (declaration: string, body: string, after = "") => `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="choice" title="t" adaptive="false" timeDependent="false">
${declaration}
<itemBody>${body}</itemBody>
${after}
</assessmentItem>`;
const declared = (correct: string[], more = "", cardinality = correct.length > 1 ? "multiple" : "single") =>
  `<responseDeclaration identifier="RESPONSE" cardinality="${cardinality}" baseType="identifier"><correctResponse>${correct
    .map((value) => `<value>${value}</value>`)
    .join("")}</correctResponse>${more}</responseDeclaration>`;
const interaction = (choices: string, prompt = "<prompt>属于行政处罚的是：</prompt>") =>
  `<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">${prompt}${choices}</choiceInteraction>`;
const CHOICES =
  '<simpleChoice identifier="w">警告</simpleChoice><simpleChoice identifier="s">查封<feedbackInline outcomeIdentifier="F" identifier="s" showHide="show">这是<b>强制措施</b>。</feedbackInline></simpleChoice><simpleChoice identifier="t">约谈</simpleChoice>';

const one = async (xml: string, metadata = "", type?: string) =>
  read(
    "qti22",
    await zipOf({ "imsmanifest.xml": manifest(resource("items/1.xml", metadata), type), "items/1.xml": xml }),
  );

describe("QTI packages", () => {
  it("read an item of 2.2 with metadata, prompt, feedback and marks", async () => {
    const outcome =
      '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="3"/>';
    const reading = await one(
      item(
        declared(["w"]) + outcome,
        `<p>某日，&#60;甲&#62;：<br/>检查。</p>${interaction(CHOICES)}`,
        '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/><modalFeedback outcomeIdentifier="F" identifier="x" showHide="show"><p>第一项。</p></modalFeedback>',
      ),
      LOM,
    );
    expect(problemsIn(reading)).toEqual([]);
    expect(questionsIn(reading)).toEqual([
      {
        code: "law-001",
        type: "single-choice",
        stem: "某日，<甲>：\n检查。\n属于行政处罚的是：",
        options: [
          { id: "A", text: "警告", feedback: "" },
          { id: "B", text: "查封", feedback: "这是强制措施。" },
          { id: "C", text: "约谈", feedback: "" },
        ],
        key: ["A"],
        explanation: "第一项。",
        citations: [],
        topic: "种类",
        difficulty: 4,
        marks: 3,
        enemies: [],
        category: ["法律"],
      },
    ]);
  });

  it("read an item of 3.0", async () => {
    const xml = `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q3" title="t" adaptive="false" time-dependent="false">
<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>a</qti-value><qti-value>c</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="0"><qti-prompt>选出：</qti-prompt><qti-simple-choice identifier="a">甲</qti-simple-choice><qti-simple-choice identifier="b">乙</qti-simple-choice><qti-simple-choice identifier="c">丙</qti-simple-choice></qti-choice-interaction></qti-item-body>
<qti-modal-feedback outcome-identifier="F" identifier="x" show-hide="show"><qti-content-body><p>因为。</p></qti-content-body></qti-modal-feedback></qti-assessment-item>`;
    const reading = await one(xml, "", "imsqti_item_xmlv3p0");
    expect(problemsIn(reading)).toEqual([]);
    expect(questionsIn(reading)).toMatchObject([
      { code: "q3", type: "multiple-choice", stem: "选出：", key: ["A", "C"], explanation: "因为。" },
    ]);
  });

  it("read right and wrong as a true-false question, in whichever order", async () => {
    const choices =
      '<simpleChoice identifier="n">False</simpleChoice><simpleChoice identifier="y">True</simpleChoice>';
    expect(questionsIn(await one(item(declared(["y"]), interaction(choices))))).toMatchObject([
      { type: "true-false", key: ["T"] },
    ]);
  });

  it("take even marks as a key and refuse others", async () => {
    const mapping = (w: number, s: number, t = 0) =>
      `<mapping defaultValue="0"><mapEntry mapKey="w" mappedValue="${w}"/><mapEntry mapKey="s" mappedValue="${s}"/><mapEntry mapKey="t" mappedValue="${t}"/></mapping>`;
    const of = (more: string) => one(item(declared(["w", "s"], more), interaction(CHOICES)));
    expect(problemsIn(await of(mapping(1, 1)))).toEqual([]);
    expect(problemsIn(await of(mapping(1, 1, -1)))).toEqual([
      { code: "penalty", at: expect.stringContaining("items/1.xml:3"), taken: true },
    ]);
    expect(problemsIn(await of(mapping(2, 1)))).toEqual([
      { code: "weighted", at: expect.stringContaining("items/1.xml:3") },
    ]);
    expect(problemsIn(await of(mapping(1, 1, 1)))[0]?.code).toBe("weighted");
  });

  it("say what they cannot take, and in which file", async () => {
    const bad = async (xml: string) => problemsIn(await one(xml)).map(({ code }) => code);
    expect(
      await bad(item(declared(["w"]), '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>')),
    ).toEqual(["kind"]);
    expect(await bad(item("", "<p>甲</p>"))).toEqual(["kind"]);
    expect(await bad(item(declared(["zz"]), interaction(CHOICES)))).toEqual(["key-unknown"]);
    expect(await bad(item(declared([]), interaction(CHOICES)))).toEqual(["no-key"]);
    expect(
      await bad(item(declared(["w"]), `<p><img src="a.png" alt=""/></p>${interaction(CHOICES)}`)),
    ).toEqual(["picture"]);
    expect(await bad(item(declared(["w"]), `<p onclick="x()">a</p>${interaction(CHOICES)}`))).toEqual([
      "event-handler",
    ]);
    expect(await bad(item(declared(["w"]), `<script>x</script>${interaction(CHOICES)}`))).toEqual(["script"]);
    expect(await bad("<assessmentTest/>")).toEqual(["not-item"]);
    expect(await bad(item(declared(["w"]), interaction(CHOICES)).slice(0, -30))).toEqual(["not-xml"]);
    const scored = item(
      declared(["w"]),
      interaction(CHOICES),
      "<responseProcessing><customOperator/></responseProcessing>",
    );
    expect(problemsIn(await one(scored))).toEqual([
      { code: "own-scoring", at: "items/1.xml:5:21", taken: true },
    ]);
  });

  it("tell of tests, missing items, and packages without any", async () => {
    const files = {
      "imsmanifest.xml": manifest(
        `<resource identifier="t" type="imsqti_test_xmlv2p2" href="t.xml"/>${resource("a.xml")}${resource("b.xml")}`,
      ),
      "a.xml": item(declared(["w"]), interaction(CHOICES)),
    };
    const reading = await read("qti22", await zipOf(files));
    expect(reading.questions).toHaveLength(1);
    expect(problemsIn(reading).map(({ code }) => code)).toEqual(["left-out-field", "item-missing"]);
    expect(refusedAs(await read("qti22", await zipOf({ "imsmanifest.xml": manifest("") })))).toBe(
      "format.no-items",
    );
    expect(refusedAs(await read("qti22", await zipOf({ "a/imsmanifest.xml": manifest("") })))).toBe(
      "format.no-manifest",
    );
    expect(refusedAs(await read("qti22", Buffer.from("<manifest/>")))).toBe("format.not-package");
  });

  it.each([
    ["qti22", "choiceInteraction", 'type="imsqti_item_xmlv2p2"'],
    ["qti30", "qti-choice-interaction", 'type="imsqti_item_xmlv3p0"'],
  ] as const)("write %s as its specification spells it", async (format, element, type) => {
    const { bytes } = await writeQuestions(format, [single(), caseGroup()], "zh-CN");
    const parts = zipPartsOf(bytes)!;
    const text = async (name: string) => {
      let whole = "";
      for await (const piece of textOfPart(bytes, parts.get(name)!, { left: 1e6 })) whole += piece;
      return whole;
    };
    expect([...parts.keys()]).toEqual(["imsmanifest.xml", "items/item-1.xml", "items/item-2.xml"]);
    expect(await text("imsmanifest.xml")).toContain(type);
    const written = await text("items/item-2.xml");
    expect(written.split(`<${element} `)).toHaveLength(3);
    if (format === "qti30") expect(written).not.toMatch(/<[a-z]*[A-Z]|\s(?!schemaLocation)[a-z]+[A-Z]\w*="/);
  });
});

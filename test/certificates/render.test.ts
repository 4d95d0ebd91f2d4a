import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { prepareCertificate, renderCertificate } from "../../certificates/render";
import { readPdf } from "./read-pdf";
import { sampleView } from "./sample";

test("a reader finds name, unit, number and dates, each in one run", async () => {
  const pdf = await readPdf(await renderCertificate(sampleView()));

  expect(pdf.pages).toBe(1);
  expect(pdf.size).toEqual([297, 210]);
  expect(pdf.texts).toEqual(
    expect.arrayContaining([
      "许文竹",
      "临湖区城市管理局",
      "90170030218",
      "城市管理",
      "2023年5月18日至2028年5月17日",
      "临湖区人力资源和社会保障局",
      "2023年5月18日",
      "7KQ2-M9XD-4RTH",
      "zheng.linhu.example/v/7KQ2-M9XD-4RTH",
    ]),
  );
  expect(pdf.texts.join("").replaceAll(" ", "")).toContain("行政执法证件登记证明");
});

test("the QR code holds the whole address, and the printed address leads there too", async () => {
  const view = sampleView();
  const pdf = await readPdf(await renderCertificate(view));

  expect(pdf.qr).toBe(view.verifyUrl);
  expect(pdf.links).toEqual([view.verifyUrl]);
});

test("the register entry is embedded as JSON, its keys in one order", async () => {
  const entry = { b: [1, { z: "张", a: null }], a: "2023-05-18" };
  const pdf = await readPdf(await renderCertificate(sampleView({ registerEntry: entry })));

  expect(JSON.parse(pdf.attachments["register-entry.json"]!)).toEqual(entry);
  expect(pdf.attachments["register-entry.json"]).toMatch(/"a"[\s\S]*"b"[\s\S]*"a"[\s\S]*"z"/);
});

test("the paper is a tagged document with a language, a title and its instant", async () => {
  const bytes = await renderCertificate(sampleView());
  const pdf = await readPdf(bytes);

  expect(pdf.marked).toBe(true);
  expect(pdf.info).toMatchObject({
    Language: "zh-CN",
    Title: "行政执法证件登记证明 90170030218",
    CreationDate: "D:20230518010203Z",
    ModDate: "D:20230518010203Z",
  });
  expect(bytes.toString("latin1")).toMatch(/<pdfaid:part>3<[\s\S]*<pdfaid:conformance>B</);

  const [document] = pdf.structure!.children as unknown as [Node];
  expect(outline(document)).toEqual([
    "P 临湖区",
    "H1 行政执法证件登记证明",
    "P 经考试合格并审核通过，下列人员已取得行政执法证件，登记信息如下：",
    "Lbl 姓名",
    "LBody 许文竹",
    "Lbl 工作单位",
    "LBody 临湖区城市管理局",
    "Lbl 证件编号",
    "LBody 90170030218",
    "Lbl 执法领域",
    "LBody 城市管理",
    "Lbl 有效期",
    "LBody 2023年5月18日至2028年5月17日",
    "Figure 核验二维码：https://zheng.linhu.example/v/7KQ2-M9XD-4RTH",
    "P 扫码核验",
    "P 7KQ2-M9XD-4RTH",
    "P 临湖区人力资源和社会保障局",
    "P 2023年5月18日",
    `P ${sampleView().notices[0]}`,
  ]);
});

type Node = { role?: string; alt?: string; children?: Node[] };

/** What a reader aloud is told, in order. */
function outline(node: Node): string[] {
  const own = node.alt ? [`${node.role} ${node.alt}`] : [];
  return [...own, ...(node.children ?? []).flatMap(outline)];
}

test("metadata is well-formed whatever an issuer is called", async () => {
  const bytes = await renderCertificate(sampleView({ issuer: "<甲&乙>局" }));
  const xmp = bytes.toString("utf8").match(/<x:xmpmeta[\s\S]*<\/x:xmpmeta>/)![0];
  expect(xmp).toContain("＜甲＆乙＞局");
  expect(xmp.replace(/&(amp|lt|gt);/g, "")).not.toContain("&");
});

test("the same view gives the same bytes, whatever was printed before", async () => {
  const name = { holderName: "人文竹" };
  const first = await renderCertificate(sampleView(name));
  // The radical shares its glyph with the character: a font cache must not mistake one for the other.
  const radical = await renderCertificate(sampleView({ holderName: "⼈文竹" }));
  const others = await Promise.all(
    ["甲", "乙", "⼈"].map((holderName) => renderCertificate(sampleView({ holderName }))),
  );
  const again = await renderCertificate(sampleView(name));

  expect(again.equals(first)).toBe(true);
  expect((await readPdf(again)).texts).toContain("人文竹");
  expect((await readPdf(radical)).texts).toContain("⼈文竹");
  expect(others.every((bytes) => !bytes.equals(first))).toBe(true);
});

test("a different document or instant gives different bytes", async () => {
  const plain = await renderCertificate(sampleView());
  for (const change of [
    { documentId: "0195d3a0-0000-7000-8000-000000000002" },
    { createdAt: new Date("2023-05-18T01:02:04Z") },
    { registerEntry: {} },
  ]) {
    expect((await renderCertificate(sampleView(change))).equals(plain)).toBe(false);
  }
});

test("the optional field is left out when there is none", async () => {
  const pdf = await readPdf(await renderCertificate(sampleView({ field: undefined })));
  expect(pdf.texts).not.toContain("执法领域");
});

test.each([
  ["rare characters", "㛃䶮𬭚𬍡𠅤"],
  ["one that only the sans face has", "王𰻝"],
  ["a long name of several parts", "阿卜杜拉·买买提江·吐尔逊"],
])("%s are drawn", async (_, holderName) => {
  const pdf = await readPdf(await renderCertificate(sampleView({ holderName })));

  expect(pdf.texts.join("")).toContain(holderName);
  for (const glyph of pdf.glyphs) expect(glyph.originalCharCode, glyph.unicode).not.toBe(0);
});

test("characters that no font has are refused by name, not printed as boxes", async () => {
  const view = sampleView({ holderName: "王𥖄𱅒", unit: "𥖄湖区城市管理局" });

  expect(prepareCertificate(view)).toEqual({
    ok: false,
    refusals: [{ code: "glyph.missing", characters: ["𥖄", "𱅒"] }],
  });
  await expect(renderCertificate(view)).rejects.toThrow("glyph.missing");
});

test("a character that would be lost without a trace is refused", () => {
  for (const lost of ["\u{e0100}", "\n", "\u0000"]) {
    expect(prepareCertificate(sampleView({ holderName: `葛${lost}` }))).toMatchObject({
      ok: false,
      refusals: [{ code: "glyph.missing", characters: [lost] }],
    });
  }
});

test("every reason is given at once", () => {
  const view = sampleView({
    holderName: "𥖄",
    unit: "局".repeat(90),
    number: " ",
    photo: Buffer.from("GIF89a"),
  });
  expect(prepareCertificate(view)).toEqual({
    ok: false,
    refusals: [
      { code: "photo.unusable" },
      { code: "glyph.missing", characters: ["𥖄"] },
      { code: "text.empty", places: ["number"] },
      { code: "text.too-long", places: ["unit"] },
    ],
  });
  expect(prepareCertificate(sampleView({ templateVersion: 99 }))).toEqual({
    ok: false,
    refusals: [{ code: "template.unknown", templateId: "enforcement-a4", templateVersion: 99 }],
  });
});

test("texts that fit one by one but not together are refused", () => {
  const notices = Array.from({ length: 8 }, () => "说明".repeat(30));
  expect(prepareCertificate(sampleView({ notices }))).toEqual({
    ok: false,
    refusals: [{ code: "page.overfull" }],
  });
});

const longest = {
  jurisdiction: "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县",
  holderName: "阿卜杜拉·买买提江·吐尔逊阿依夏木古丽·阿布都热合曼·托合提",
  unit: "临湖区市场监督管理综合行政执法大队第三执法中队（知识产权）驻高新技术产业园",
  field: "市场监督管理、知识产权、食品安全、药品安全、特种设备、产品质量、计量标准",
  issuer: "伊犁哈萨克自治州察布查尔锡伯自治县人民政府行政执法协调监督局",
};

test.each([
  ["with a photo", { photo: portrait(2) }],
  ["without a photo", {}],
])("the longest texts shrink and wrap without running into each other, %s", async (_, photo) => {
  const pdf = await readPdf(await renderCertificate(sampleView({ ...longest, ...photo })));
  const { boxes } = pdf;

  expect(pdf.texts.join("")).toContain("2023年5月18日至2028年5月17日");
  for (const [n, a] of boxes.entries()) {
    expect(a.left, a.text).toBeGreaterThan(91);
    expect(a.right, a.text).toBeLessThan(751);
    for (const b of boxes.slice(n + 1)) {
      const apart =
        a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom >= b.top - 3 || b.bottom >= a.top - 3;
      expect(apart, `${a.text} and ${b.text}`).toBe(true);
    }
  }
});

test.each([
  ["opaque", 2],
  ["transparent", 6],
] as const)("a photo is shown, %s PNG", async (_, colorType) => {
  const bytes = await renderCertificate(sampleView({ photo: portrait(colorType) }));
  expect(bytes.toString("latin1")).toMatch(/\/Subtype \/Image/);
  expect((await readPdf(bytes)).texts).toContain("许文竹");
});

test("a photo is shown, JPEG", async () => {
  const onePixel =
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////" +
    "////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=";
  const bytes = await renderCertificate(sampleView({ photo: Buffer.from(onePixel, "base64") }));
  expect(bytes.toString("latin1")).toMatch(/\/Filter \/DCTDecode/);
  expect((await readPdf(bytes)).texts).toContain("许文竹");
});

function portrait(colorType: 2 | 6): Buffer {
  const png = new PNG({ width: 50, height: 70 });
  png.data.fill(200);
  return PNG.sync.write(png, { colorType });
}

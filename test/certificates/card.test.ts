import { expect, test } from "vitest";
import { cornerOf, renderCardSheets } from "../../certificates/card-sheet";
import { prepareCertificate, renderCertificate } from "../../certificates/render";
import { enforcementCard } from "../../certificates/templates/enforcement-card/template";
import type { CertificateView } from "../../certificates/view";
import { readPages, readStructure } from "./read-pdf";
import { SAMPLE_QR, sampleView } from "./sample";

const cardView = (changes: Partial<CertificateView> = {}) =>
  sampleView({ templateId: "enforcement-card", templateVersion: 1, qrText: SAMPLE_QR, ...changes });
const info = { title: "cards", author: "office", keywords: "", createdAt: new Date(0) };

test("front and back are two pages of a card's size, with everything on them", async () => {
  const bytes = await renderCertificate(cardView());
  const [front, back] = (await readPages(bytes)) as [string[], string[]];
  const { structure, marked } = await readStructure(bytes);
  expect(marked).toBe(true);
  expect(JSON.stringify(structure)).toContain("H1");
  expect(bytes.toString("latin1")).toMatch(/MediaBox \[0 0 242\.6\d* 153\.0\d*\]/);
  for (const wanted of [
    "许文竹",
    "临湖区城市管理局",
    "90170030218",
    "城市管理",
    "2023年5月18日至2028年5月17日",
  ])
    expect(front).toContain(wanted);
  for (const wanted of ["临湖区人力资源和社会保障局", "2023年5月18日", "7KQ2-M9XD-4RTH"])
    expect(back).toContain(wanted);
});

test("the same view gives the same bytes", async () => {
  const once = await renderCertificate(cardView());
  expect((await renderCertificate(cardView())).equals(once)).toBe(true);
});

test("a row without its value is left out with its label", async () => {
  const [front] = await readPages(await renderCertificate(cardView({ field: undefined })));
  expect(front).not.toContain("执法领域");
});

test("what a card cannot show is refused by name", () => {
  expect(prepareCertificate(cardView({ holderName: "王𥖄", unit: "局".repeat(90) }))).toMatchObject({
    ok: false,
    refusals: [
      { code: "glyph.missing", characters: ["𥖄"] },
      { code: "text.too-long", places: ["unit"] },
    ],
  });
  expect(prepareCertificate(cardView({ qrText: "x".repeat(201) }))).toMatchObject({
    refusals: [{ code: "qr.too-long", bytes: 201, most: 200 }],
  });
});

test("ten cards to a sheet, and each back behind its front when the sheet is turned over its long edge", async () => {
  const views = Array.from({ length: 11 }, (_, n) =>
    cardView({ number: `9017003${String(n).padStart(4, "0")}` }),
  );
  const pages = await readPages(await renderCardSheets(views, info));
  expect(pages).toHaveLength(4);
  const count = (page: string[], text: string) => page.filter((each) => each === text).length;
  expect(pages.map((page) => count(page, "姓名"))).toEqual([10, 0, 1, 0]);
  expect(pages.map((page) => count(page, "7KQ2-M9XD-4RTH"))).toEqual([0, 10, 0, 1]);

  const [template] = enforcementCard;
  for (let place = 0; place < 10; place++) {
    const front = cornerOf(place, 0, template!);
    const back = cornerOf(place, 1, template!);
    expect(back.top).toBe(front.top);
    expect(back.left).toBeCloseTo(210 - front.left - template!.page.width);
  }
});

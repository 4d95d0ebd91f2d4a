/** What other people's tools make of a certificate. Fails where a tool is missing: evidence is not skipped. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderCertificate } from "../../certificates/render";
import { sampleView } from "../certificates/sample";

const view = sampleView({ holderName: "㛃䶮𬭚𬍡𠅤" });
let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "certificate-"));
  file = join(folder, "certificate.pdf");
  writeFileSync(file, await renderCertificate(view));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tool(name: string, ...args: string[]): string {
  return execFileSync(name, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

test("pdftotext finds name, unit, number and dates", () => {
  const text = tool("pdftotext", "-layout", file, "-");
  for (const wanted of [
    view.holderName,
    view.unit,
    view.number,
    `${view.validFrom}至${view.validTo}`,
    view.title,
  ]) {
    expect(text).toContain(wanted);
  }
});

test("pdffonts: every font is embedded, cut down, and can be turned back into text", () => {
  const fonts = tool("pdffonts", file).trim().split("\n").slice(2);
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Noto.* Identity-H +yes yes yes /);
});

test("qpdf finds no fault", () => {
  expect(tool("qpdf", "--check", file)).toContain("No syntax or stream encoding errors found");
});

test("pdfinfo: tagged, one A4 page lying, read in order", () => {
  expect(tool("pdfinfo", file)).toMatch(/Tagged: +yes[\s\S]*Pages: +1[\s\S]*\(A4\)/);
  const texts = [...tool("pdfinfo", "-struct-text", file).matchAll(/"(.+)"/g)].map(([, text]) => text);
  expect(texts.slice(0, 5)).toEqual([
    view.jurisdiction,
    view.title,
    expect.any(String),
    "姓名",
    view.holderName,
  ]);
});

test("pdfdetach takes out the register entry", () => {
  const saved = join(folder, "entry.json");
  expect(tool("pdfdetach", "-list", file)).toContain("register-entry.json");
  tool("pdfdetach", "-savefile", "register-entry.json", "-o", saved, file);
  expect(JSON.parse(readFileSync(saved, "utf8"))).toEqual(view.registerEntry);
});

test.each([300, 100])(
  "zbarimg reads the QR code from a picture of the page at %i dots per inch",
  (resolution) => {
    const picture = join(folder, `page-${resolution}`);
    tool("pdftoppm", "-r", String(resolution), "-png", "-singlefile", file, picture);
    expect(tool("zbarimg", "--quiet", "--raw", `${picture}.png`).trim()).toBe(view.verifyUrl);
  },
);

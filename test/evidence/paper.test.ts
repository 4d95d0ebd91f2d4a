/** What other people's tools make of a certificate. Fails where a tool is missing: evidence is not skipped. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderCertificate } from "../../certificates/render";
import { SAMPLE_QR, sampleView } from "../certificates/sample";
import { KEY_FILES, signatureIn, signaturePartsOf, signerOf } from "../certificates/signing";

const view = sampleView({ templateVersion: 2, qrText: SAMPLE_QR, holderName: "㛃䶮𬭎𠅤" });
const at = new Date("2026-11-22T12:00:00Z");
let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "certificate-"));
  file = join(folder, "certificate.pdf");
  // What other tools make of the paper they have to make of it signed.
  writeFileSync(file, await renderCertificate(view, { signer: signerOf("rsa-chinese-legacy"), at }));
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
    expect(tool("zbarimg", "--quiet", "--raw", `${picture}.png`).trim()).toBe(SAMPLE_QR);
  },
);

describe("signatures", () => {
  const signed = async (name: string): Promise<Buffer> =>
    renderCertificate(view, { signer: signerOf(name), at });
  const said = (bytes: Buffer): string => {
    const path = join(folder, "signed.pdf");
    writeFileSync(path, bytes);
    // It answers with an error where a signature does not hold; what it says is what counts.
    return spawnSync("pdfsig", [path], { encoding: "utf8" }).stdout;
  };

  test.each([
    ["rsa", "CN=Linhu Signing"],
    ["rsa-chinese-legacy", "CN=临湖区行政执法证件签名,O=临湖区人力资源和社会保障局"],
    ["p256-chinese", "CN=临湖区签名,O=临湖区人力资源和社会保障局"],
  ])("pdfsig: %s holds for the whole document, and not after one changed byte", async (name, subject) => {
    const bytes = await signed(name);
    const answer = said(bytes);
    expect(answer).toContain("Signature is Valid.");
    expect(answer).toContain("Total document signed");
    expect(answer).toContain("ETSI.CAdES.detached");
    expect(answer).toContain("SHA-256");
    expect(answer).toContain(subject);

    const changed = Buffer.from(bytes);
    changed[changed.indexOf("CreatorTool>") + 12]! ^= 1;
    expect(said(changed)).toContain("Digest Mismatch.");
  });

  test("openssl reads the SM2 signature with the identity that GB/T 35276 names", async () => {
    const { contents, signed: covered } = signatureIn(await signed("sm2"));
    const parts = signaturePartsOf(contents);
    const [key, attributes, signature, content] = ["key.pem", "attributes", "signature", "content"].map(
      (name) => join(folder, name),
    ) as [string, string, string, string];
    writeFileSync(key, parts.certificate.publicKey.export({ type: "spki", format: "pem" }));
    writeFileSync(attributes, parts.signedBytes);
    writeFileSync(signature, parts.signature);
    writeFileSync(content, covered);
    const identity = ["-pkeyopt", "distid:1234567812345678"];
    const how = [
      "-verify",
      "-pubin",
      "-inkey",
      key,
      "-rawin",
      "-digest",
      "sm3",
      "-in",
      attributes,
      "-sigfile",
    ];
    expect(tool("openssl", "pkeyutl", ...how, signature, ...identity)).toContain("Signature Verified");
    const digest = tool("openssl", "dgst", "-sm3", "-r", content).split(" ")[0]!;
    expect(parts.signedBytes.toString("hex")).toContain(digest);
  });

  test.each(Object.values(KEY_FILES))("openssl reads the parts of %s", async (name) => {
    const path = join(folder, "cms.der");
    const { contents } = signatureIn(await signed(name));
    writeFileSync(path, contents);
    const printed = tool("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", path);
    expect(printed).toContain("id-smime-aa-signingCertificateV2");
    expect(printed).toContain("messageDigest");
    expect(printed).not.toContain("signingTime");
  });
});

test("the card: two pages, signed, its fonts inside, its code read from 300 dots per inch, also in grey", async () => {
  const path = join(folder, "card.pdf");
  const card = { ...view, templateId: "enforcement-card", templateVersion: 1 };
  writeFileSync(path, await renderCertificate(card, { signer: signerOf("rsa"), at }));

  expect(tool("qpdf", "--check", path)).toContain("No syntax or stream encoding errors found");
  expect(tool("pdfinfo", path)).toMatch(/Tagged: +yes[\s\S]*Pages: +2[\s\S]*242\.6\d* x 153\.0\d* pts/);
  expect(tool("pdftotext", path, "-")).toContain(view.holderName);
  expect(tool("pdfdetach", "-list", path)).toContain("register-entry.json");
  expect(tool("pdfsig", path)).toContain("Signature is Valid.");
  for (const font of tool("pdffonts", path).trim().split("\n").slice(2))
    expect(font).toMatch(/^[A-Z]{6}\+Noto.* Identity-H +yes yes yes /);
  for (const ink of [[], ["-gray"]]) {
    const picture = join(folder, `card${ink.length}`);
    tool("pdftoppm", "-r", "300", "-f", "2", ...ink, "-png", "-singlefile", path, picture);
    expect(tool("zbarimg", "--quiet", "--raw", `${picture}.png`).trim()).toBe(SAMPLE_QR);
  }
});

import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatOf, readQuestions, writeQuestions } from "~/questions/formats/formats.server";
import { formatNames } from "~/questions/formats/not-said";
import { caseGroup, problemsIn, read, refusedAs, single } from "./samples";
import { bombOf, zipOf } from "./zip-of";

const BILLION = `<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz><question type="truefalse"><questiontext><text>&c;</text></questiontext></question></quiz>`;
const EXTERNAL = `<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="truefalse"><questiontext><text>&x;</text></questiontext></question></quiz>`;
const MANIFEST = (href: string) =>
  `<manifest><resources><resource type="imsqti_item_xmlv2p2" href="${href}"><file href="${href}"/></resource></resources></manifest>`;

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number; grewMb: number }> {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start, grewMb: (process.memoryUsage().rss - before) / 1024 / 1024 };
}

describe("hostile files", () => {
  it.each([
    ["entities that unfold", BILLION],
    ["entities of a file", EXTERNAL],
    ["a document type alone", '<!DOCTYPE quiz SYSTEM "https://example.org/x.dtd"><quiz/>'],
  ])("XML with %s is refused before anything is unfolded", async (_, xml) => {
    expect(refusedAs(await read("moodle-xml", xml))).toBe("format.document-type");
    const inManifest = await zipOf({ "imsmanifest.xml": xml });
    expect(refusedAs(await read("qti22", inManifest))).toBe("format.document-type");
    const inItem = await zipOf({ "imsmanifest.xml": MANIFEST("a.xml"), "a.xml": xml });
    expect(refusedAs(await read("qti22", inItem))).toBe("format.document-type");
  });

  it("an entity nobody declared is an error", async () => {
    expect(refusedAs(await read("moodle-xml", "<quiz><question>&x;</question></quiz>"))).toBe(
      "format.not-xml",
    );
  });

  it("nesting without end is refused", async () => {
    const deep = `<quiz><question type="truefalse">${"<a>".repeat(200_000)}`;
    expect(refusedAs(await read("moodle-xml", deep))).toBe("format.too-deep");
    const wide = `<quiz><question type="truefalse">${"<a/>".repeat(300_000)}</question></quiz>`;
    expect(refusedAs(await read("moodle-xml", wide))).toBe("format.too-deep");
  });

  it.each(["../a.xml", "/etc/a.xml", "items/../../a.xml", "C:\\a.xml", "..\\a.xml", "~/a.xml"])(
    "a package with %s is refused as a whole, in its directory or its manifest",
    async (name) => {
      const inside = await zipOf({ "imsmanifest.xml": MANIFEST("a.xml"), [name]: "x" });
      expect(refusedAs(await read("qti22", inside))).toBe("format.unsafe-name");
      const named = await zipOf({ "imsmanifest.xml": MANIFEST(name.replaceAll("\\", "%5C")), "a.xml": "x" });
      expect(refusedAs(await read("qti22", named))).toBe("format.unsafe-name");
    },
  );

  it("a manifest that points to an address is refused", async () => {
    const archive = await zipOf({ "imsmanifest.xml": MANIFEST("https://example.org/a.xml") });
    expect(refusedAs(await read("qti22", archive))).toBe("format.unsafe-name");
  });

  it("a package with a link is refused", async () => {
    const archive = await zipOf({ "imsmanifest.xml": MANIFEST("a.xml"), "a.xml": "/etc/passwd" });
    const at = archive.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
    archive.writeUInt32LE(0o120777 * 0x10000, at + 38);
    expect(refusedAs(await read("qti22", archive))).toBe("format.link");
  });

  it("a package that unfolds without end is refused in bounded time and memory", async () => {
    // The sizes in its directory lie; a gigabyte of zeros packs to one megabyte.
    const bytes = bombOf("imsmanifest.xml");
    const { value, ms, grewMb } = await timed(() => read("qti22", bytes));
    expect(refusedAs(value)).toBe("format.unfolds-too-far");
    expect(ms).toBeLessThan(10_000);
    expect(grewMb).toBeLessThan(400);
  });

  it("200 MB are refused at once by every format", async () => {
    const huge = Buffer.alloc(200 * 1024 * 1024, 0x41);
    for (const format of formatNames) {
      const { value, ms } = await timed(() => readQuestions(format, huge));
      expect(refusedAs(value)).toMatch(/too-large$/);
      expect(ms).toBeLessThan(1_000);
    }
  });

  it("texts made to be slow are read in bounded time", async () => {
    const texts = {
      gift: [
        "{".repeat(500_000),
        "~".repeat(500_000),
        `a{${"~x".repeat(200_000)}}`,
        `a{${"=x~%5%y#z ".repeat(9_000)}}`,
        `${"a<b>".repeat(20_000)}{=a ~b}`,
        `a{${"=".repeat(300_000)}}`,
        "\\".repeat(500_000),
        `${"<".repeat(300_000)}{=a ~b}`,
        `${"<a ".repeat(50_000)}{=a ~b}`,
        `//${"[tag:".repeat(100_000)}`,
      ],
      aiken: ["A. ".repeat(300_000), "a\n".repeat(300_000), "ANSWER: A\n".repeat(60_000)],
      "moodle-xml": [
        `<quiz><question type="multichoice"><questiontext><text>${"&lt;!--".repeat(50_000)}</text></questiontext></question></quiz>`,
        `<quiz><question type="truefalse"><questiontext><text>${"a&lt;b&gt;".repeat(100_000)}</text></questiontext></question></quiz>`,
        `<quiz a="${"x".repeat(1_000_000)}`,
      ],
    } as const;
    for (const [format, list] of Object.entries(texts))
      for (const text of list) {
        const { value, ms } = await timed(() => read(format as "gift", text));
        problemsIn(value);
        expect(value.questions).toEqual([]);
        expect(ms).toBeLessThan(8_000);
      }
  });

  it("half a file, or one with changed bytes, is told and never thrown", async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => /qti|question|import/i.test(name)).length;
    const before = left();
    for (const format of formatNames) {
      const { bytes } = await writeQuestions(format, [single(), caseGroup({ code: "c-1" })], "zh-CN");
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
          const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
          if (!cut) changed[at] = byte;
          problemsIn(await readQuestions(format, changed));
        }),
        { numRuns: 40 },
      );
    }
    expect(left()).toBe(before);
  });

  it("a file is known by what it holds", async () => {
    for (const format of formatNames) {
      const { bytes } = await writeQuestions(format, [single({ category: [], enemies: [] })], "zh-CN");
      expect(formatOf(bytes)).toBe(format === "qti30" ? "qti22" : format);
    }
    expect(formatOf(Buffer.from("%PDF-1.7"))).toBeNull();
  });
});

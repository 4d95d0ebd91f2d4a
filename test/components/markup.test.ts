import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

// Every visible word stands in app/text, in both languages; no element carries a style or a script of its own, which the
// content policy would refuse. Read with the compiler's parser, so that comments do not count.

const chinese = /[\p{Script=Han}\u3001-\u3017\uff01-\uff5e]/u;
/** Attributes that a reader sees or hears. */
const spoken = new Set([
  "aria-label",
  "alt",
  "title",
  "placeholder",
  "label",
  "hint",
  "aria-roledescription",
]);

/** Courses are written in Markdown; what the server makes of it is taken as it is here and nowhere else. */
const PROSE = "app/components/prose.tsx";

const files = ["app/routes", "app/components", "app"]
  .flatMap((folder) => filesIn(folder, folder !== "app"))
  .filter((file) => file.endsWith(".tsx"))
  .map((file) => ({
    file,
    found: findingsIn(file).filter(({ what }) => file !== PROSE || what !== "dangerouslySetInnerHTML"),
  }));

describe("markup", () => {
  it("is read at all", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: source text to be read
      findingsOf("x.tsx", '<p title="Close">姓名 {"单位"} {`有 ${1}`} Save</p>').map(({ what }) => what),
    ).toEqual(["attribute words", "Chinese", "Chinese", "Chinese", "words"]);
    expect(findingsOf("x.tsx", "// 注释\n<p>{t.name} · 42%</p>")).toEqual([]);
    expect(findingsOf("x.tsx", "<p>Save now</p>").map(({ what }) => what)).toEqual(["words"]);
    expect(findingsOf("x.tsx", "<p style={{}} onClick={f} />").map(({ what }) => what)).toEqual(["style"]);
  });

  it.each(files)("$file: words come from app/text, looks from the sheet", ({ found }) => {
    expect(found).toEqual([]);
  });
});

type Finding = { what: string; line: number; text: string };

function findingsIn(file: string): Finding[] {
  return findingsOf(file, readFileSync(file, "utf8"));
}

function findingsOf(file: string, source: string): Finding[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Finding[] = [];
  const add = (what: string, node: ts.Node) =>
    found.push({
      what,
      line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      text: node.getText().trim().slice(0, 60),
    });
  const visit = (node: ts.Node) => {
    if (ts.isJsxAttribute(node)) {
      const name = node.name.getText();
      if (name === "style" || name === "dangerouslySetInnerHTML") add(name, node);
      const value = node.initializer;
      if (spoken.has(name) && value && ts.isStringLiteral(value) && isWords(value.text))
        add("attribute words", node);
    }
    if (ts.isJsxText(node)) {
      if (chinese.test(node.text)) add("Chinese", node);
      else if (isWords(node.text)) add("words", node);
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (chinese.test(node.text) && !ts.isImportDeclaration(node.parent)) add("Chinese", node);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** A word of a language: letters that are not an abbreviation all in capitals, such as PDF or A. */
function isWords(text: string): boolean {
  return (text.replace(/&[a-z]+;/g, "").match(/[A-Za-z]{2,}/g) ?? []).some(
    (word) => word !== word.toUpperCase(),
  );
}

function filesIn(folder: string, deep: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: deep })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

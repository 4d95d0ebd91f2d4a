/**
 * A letter: A4 upright, as an office sends it. In: plain strings, already formatted. Out: the bytes of a tagged
 * PDF/A-3b, the same for the same view; or why it cannot be printed. No emblem, no seal.
 */
import { collect } from "./draw";
import { missingGlyphs } from "./fonts";
import { inStyle, openSheets, placed, put } from "./sheet";
import type { TypeStyle } from "./template";
import type { TextBlock } from "./text-block";

export type LetterView = {
  /** The office that writes, at the head. */
  sender: string;
  title: string;
  number: string;
  addressee: string;
  paragraphs: string[];
  /** Labels and values, a row each. */
  facts: { label: string; value: string }[];
  signature: string[];
  /** At the foot: who may read it. */
  notice: string;
  documentId: string;
  createdAt: Date;
};

export type LetterRefusal = { code: "glyph.missing"; characters: string[] } | { code: "page.overfull" };

const LEFT = 28;
const RIGHT = 182;
const FOOT = 277;
const HEAD = inStyle("serif-500", 13, 8);
const TITLE = inStyle("serif-700", 22, 12);
const SMALL = inStyle("sans-400", 9, 7);
const BODY = inStyle("serif-500", 13);
const LABEL = inStyle("serif-600", 12, 8);

type Placed = { block: TextBlock; role: "H1" | "P" };

/** Every line with its place, and what stands in the way; nothing is drawn. */
function arranged(view: LetterView): { blocks: Placed[]; refusals: LetterRefusal[] } {
  const blocks: Placed[] = [];
  let fits = true;
  let y = 32;
  const set = (
    text: string,
    how: TypeStyle,
    {
      left = LEFT,
      width = RIGHT - LEFT,
      align = "left" as "left" | "centre" | "right",
      lines = 1,
      role = "P" as Placed["role"],
    } = {},
  ) => {
    const place = { x: left, y, width, align, lines, leading: 1.75, prose: lines > 1 };
    const { block, fits: fitsIn } = placed(text, how, place);
    fits &&= fitsIn;
    blocks.push({ block, role });
    return block.lines.length;
  };
  set(view.sender, HEAD, { align: "centre" });
  y += 16;
  set(view.title, TITLE, { align: "centre", role: "H1" });
  y += 9;
  set(view.number, SMALL, { align: "centre" });
  y += 16;
  set(view.addressee, LABEL);
  for (const paragraph of view.paragraphs) {
    y += 10;
    y += (set(paragraph, BODY, { lines: 12 }) - 1) * 8;
  }
  y += 4;
  for (const { label, value } of view.facts) {
    y += 10;
    set(label, LABEL, { left: LEFT + 9, width: 34 });
    y += (set(value, BODY, { left: LEFT + 45, width: RIGHT - LEFT - 45, lines: 3 }) - 1) * 8;
  }
  y += 14;
  for (const line of view.signature) {
    y += 9;
    set(line, BODY, { align: "right" });
  }
  if (y > FOOT - 10) fits = false;
  y = FOOT;
  set(view.notice, SMALL, { lines: 2 });
  const characters = missingGlyphs(blocks.map(({ block }) => block.text).join(""));
  return {
    blocks,
    refusals: [
      ...(characters.length > 0 ? [{ code: "glyph.missing" as const, characters }] : []),
      ...(fits ? [] : [{ code: "page.overfull" as const }]),
    ],
  };
}

/** Checks everything that could keep the letter from being printed; its `render` then cannot be refused. */
export function prepareLetter(
  view: LetterView,
): { ok: true; render: () => Promise<Buffer> } | { ok: false; refusals: LetterRefusal[] } {
  const { blocks, refusals } = arranged(view);
  if (refusals.length > 0) return { ok: false, refusals };
  return { ok: true, render: () => draw(view, blocks) };
}

function draw(view: LetterView, blocks: readonly Placed[]): Promise<Buffer> {
  const doc = openSheets({
    title: `${view.title} ${view.number}`,
    author: view.sender,
    keywords: [view.number, view.documentId].join(" "),
    createdAt: view.createdAt,
  });
  const bytes = collect(doc);
  doc.addPage();
  const paper = doc.struct("Document");
  doc.addStructure(paper);
  for (const { block, role } of blocks) put(doc, paper, block, role);
  paper.end();
  doc.end();
  return bytes;
}

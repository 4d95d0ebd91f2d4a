/**
 * 准考证: a sheet for one candidate, or for all of an exam one after the other. In: plain strings, already formatted, and
 * the photographs. Out: the bytes of a tagged PDF. Nothing is refused: on the day everybody has to have one.
 */
import { collect, type Element, type Pdf, photograph } from "./draw";
import { isUsablePhoto } from "./photo";
import {
  cutToFit,
  drawable,
  GETA,
  inStyle,
  openSheets,
  put,
  ruled,
  SHEET,
  type SheetInfo,
  turnOfOthers,
} from "./sheet";
import type { TypeStyle } from "./template";

export type TicketView = {
  exam: string;
  title: string;
  number: string;
  /** Labels and values, a row each. */
  facts: readonly { label: string; value: string }[];
  /** Room and seat: what a candidate looks for on the way in. */
  places: readonly { label: string; value: string }[];
  photo: Uint8Array | null;
  /** In the box where a photograph is to be stuck, and what one that is printed is called. */
  photoWords: { missing: string; alt: string };
  notes: { title: string; lines: readonly string[] };
  /** At the foot: who holds the exam. */
  foot: string;
  /** Beside the foot where a character stands for one that cannot be printed. */
  gap: string;
};

const EXAM = inStyle("serif-600", 16, 9);
const TITLE = inStyle("serif-700", 30);
const NUMBER = inStyle("sans-400", 11, 8);
const LABEL = inStyle("sans-400", 11, 8);
const VALUE = inStyle("serif-600", 14, 8);
const PLACE = inStyle("serif-700", 26, 10);
const HEAD = inStyle("serif-600", 13);
const NOTE = inStyle("serif-500", 11.5, 9);
const SMALL = inStyle("sans-400", 9, 6);

const PHOTO = { left: 152, top: 62, width: 38, height: 53.2 };
const [RULE_WIDTH, RULE_INK] = [0.2, "#7d8894"];

/** One page each. They are drawn as they come, so that only one photograph is held at a time before it is embedded. */
export async function renderTickets(
  tickets: Iterable<TicketView> | AsyncIterable<TicketView>,
  info: SheetInfo,
): Promise<Buffer> {
  const doc = openSheets(info);
  const bytes = collect(doc);
  const paper = doc.struct("Document");
  doc.addStructure(paper);
  for await (const ticket of tickets) {
    doc.addPage();
    const section = doc.struct("Sect");
    paper.add(section);
    drawTicket(doc, section, ticket);
    section.end();
    await turnOfOthers();
  }
  paper.end();
  doc.end();
  return bytes;
}

function drawTicket(doc: Pdf, section: Element, view: TicketView): void {
  let isGapped = false;
  const say = (
    text: string,
    style: TypeStyle,
    at: Parameters<typeof cutToFit>[2],
    role?: Parameters<typeof put>[3],
  ): number => {
    const shown = drawable(text);
    isGapped ||= shown !== text && shown.includes(GETA);
    const block = cutToFit(shown, style, at);
    put(doc, section, block, role);
    return block.lines.length;
  };
  const { left, right } = SHEET;
  const half = (right - left) / 2;

  const more = say(view.exam, EXAM, { y: 30, align: "centre", lines: 2, leading: 1.4 }) - 1;
  say(view.title, TITLE, { y: 46 + more * 5, align: "centre" }, "H1");
  say(view.number, NUMBER, { y: 54 + more * 5, align: "centre" });

  let y = 68;
  for (const { label, value } of view.facts) {
    const isBeside = y < PHOTO.top + PHOTO.height + 4;
    say(label, LABEL, { y, width: 34 }, "Lbl");
    const width = (isBeside ? PHOTO.left - 6 : right) - left - 36;
    const lines = say(
      value,
      VALUE,
      { x: left + 36, y, width, lines: 2, oneLineFrom: 12, leading: 1.3 },
      "LBody",
    );
    y += 10.5 + (lines - 1) * 5;
  }

  const top = Math.max(y - 2, PHOTO.top + PHOTO.height + 6);
  const box = { left, right, top, bottom: top + 26 };
  view.places.forEach(({ label, value }, index) => {
    const x = left + index * half;
    say(label, LABEL, { x: x + 5, y: top + 8, width: half - 10 }, "Lbl");
    say(value, PLACE, { x: x + 5, y: top + 20, width: half - 10 }, "LBody");
  });
  ruled(doc, [...frame(box), { from: [left + half, box.top], to: [left + half, box.bottom] }]);

  say(view.notes.title, HEAD, { y: box.bottom + 13 }, "H2");
  let line = box.bottom + 22;
  view.notes.lines.forEach((note, index) => {
    say(`${index + 1}.`, NOTE, { y: line, width: 7 });
    const lines = say(note, NOTE, {
      x: left + 8,
      y: line,
      lines: 3,
      oneLineFrom: NOTE.size,
      leading: 1.55,
      prose: true,
    });
    line += 8 + (lines - 1) * 6.3;
  });

  drawPhoto(doc, section, view, say);
  say(isGapped ? `${view.foot}　${view.gap}` : view.foot, SMALL, { y: 282, align: "centre" });
}

function drawPhoto(
  doc: Pdf,
  section: Element,
  { photo, photoWords }: TicketView,
  say: (text: string, style: TypeStyle, at: Parameters<typeof cutToFit>[2]) => number,
): void {
  const { left, top, width, height } = PHOTO;
  // A photograph in colours for the press has no place in this kind of file: the box stays for one to be stuck in.
  if (photo && isUsablePhoto(photo)) {
    const place = { ...PHOTO, alt: photoWords.alt, line: RULE_WIDTH, ink: RULE_INK };
    section.add(photograph(doc, photo, place));
    return;
  }
  say(photoWords.missing, SMALL, { x: left, y: top + height / 2, width, align: "centre" });
  ruled(doc, frame({ left, right: left + width, top, bottom: top + height }));
}

type Box = { left: number; right: number; top: number; bottom: number };

function frame({ left, right, top, bottom }: Box): { from: [number, number]; to: [number, number] }[] {
  return [
    { from: [left, top], to: [right, top] },
    { from: [right, top], to: [right, bottom] },
    { from: [right, bottom], to: [left, bottom] },
    { from: [left, bottom], to: [left, top] },
  ];
}

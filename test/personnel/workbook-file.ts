import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** Files as people send them, made by hand, so that they may be clumsy or lie. */

export function zip(files: { name: string; body: string }[], lie: { claimed?: number } = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, body } of files) {
    const packed = deflateRawSync(Buffer.from(body));
    const sum = crc32(Buffer.from(body));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(lie.claimed ?? Buffer.byteLength(body), 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(sum, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(lie.claimed ?? Buffer.byteLength(body), 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** A part of a workbook as it stands in the file, read without our own reader. */
export function textOfPart(bytes: Buffer, wanted: string): string {
  for (let at = bytes.indexOf("PK\x01\x02", 0, "latin1"); at >= 0; ) {
    const nameLength = bytes.readUInt16LE(at + 28);
    if (bytes.toString("utf8", at + 46, at + 46 + nameLength) === wanted) {
      const local = bytes.readUInt32LE(at + 42);
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      return inflateRawSync(bytes.subarray(from, from + bytes.readUInt32LE(at + 20))).toString("utf8");
    }
    at = bytes.indexOf("PK\x01\x02", at + 46, "latin1");
  }
  throw new Error(`No part ${wanted}`);
}

/** A cell: its text, or the formula that stands there with the value a program last saw. */
export type TypedCell = string | { formula: string; seen: string };
type Clumsy = {
  merged?: string[];
  hiddenColumns?: [first: number, last: number];
  hiddenRow?: number;
  sheetState?: "hidden" | "veryHidden";
  secondSheet?: { name: string; hidden: boolean };
};

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A workbook as a spreadsheet program writes it, with what people do to sheets. */
export function workbookFile(rows: readonly (readonly TypedCell[])[], clumsy: Clumsy = {}): Buffer {
  const { merged = [], hiddenColumns, hiddenRow, sheetState, secondSheet } = clumsy;
  const cell = (value: TypedCell, place: string) =>
    typeof value === "string"
      ? value === ""
        ? ""
        : `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
      : `<c r="${place}" t="str"><f>${escaped(value.formula)}</f><v>${escaped(value.seen)}</v></c>`;
  const body = rows
    .map((cells, at) => {
      const row = at + 1;
      const inside = cells.map((value, n) => cell(value, `${String.fromCharCode(65 + n)}${row}`)).join("");
      return `<row r="${row}"${row === hiddenRow ? ' hidden="1"' : ""}>${inside}</row>`;
    })
    .join("");
  const columns = hiddenColumns
    ? `<cols><col min="${hiddenColumns[0]}" max="${hiddenColumns[1]}" width="9" hidden="1"/></cols>`
    : "";
  const merges =
    merged.length > 0
      ? `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`
      : "";
  const second = secondSheet
    ? `<sheet name="${secondSheet.name}" sheetId="2" ${secondSheet.hidden ? 'state="hidden" ' : ""}r:id="rId2"/>`
    : "";
  const link = (n: number) =>
    `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`;
  const sheet = (inside: string) => `<?xml version="1.0"?><worksheet ${MAIN}>${inside}</worksheet>`;
  return zip([
    {
      name: "xl/workbook.xml",
      body: `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="名册" sheetId="1" ${sheetState ? `state="${sheetState}" ` : ""}r:id="rId1"/>${second}</sheets></workbook>`,
    },
    { name: "xl/_rels/workbook.xml.rels", body: `<Relationships>${link(1)}${link(2)}</Relationships>` },
    { name: "xl/worksheets/sheet1.xml", body: sheet(`${columns}<sheetData>${body}</sheetData>${merges}`) },
    { name: "xl/worksheets/sheet2.xml", body: sheet("<sheetData/>") },
  ]);
}

/** Text in the encoding of Chinese Windows; made from what the decoder knows, for there is no encoder here. */
export function gb18030(text: string): Buffer {
  const decoder = new TextDecoder("gb18030");
  const bytesOf = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const pair = Buffer.from([high, low]);
      const character = low === 0x7f ? "" : decoder.decode(pair);
      if ([...character].length === 1) bytesOf.set(character, pair);
    }
  return Buffer.concat(
    [...text].map((character) => bytesOf.get(character) ?? Buffer.from(character, "latin1")),
  );
}

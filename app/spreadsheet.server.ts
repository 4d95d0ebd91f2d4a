/**
 * Tables for people to download, as .xlsx or as CSV: written row by row and packed at once, so that a hundred thousand
 * rows take little more memory than their packed bytes. Every cell is text: no spreadsheet rounds an identity number,
 * turns a date around, or runs what begins like a formula.
 */
import { type Part, packed, zipped } from "./archive/zip-writing.server";

export type Cell = string | { text: string; bad: true };
export type Rows = AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
/** The first row of `rows` names the columns. Widths are in characters. */
export type Sheet = { name: string; rows: Rows; widths?: readonly number[]; lists?: readonly CellList[] };
/** Cells of the column, from the second row down, take one of the values that stand in `from`, such as Lists!$A$1:$A$5. */
export type CellList = { column: number; from: string; refusal: string };
const LAST_LISTED_ROW = 50_000;

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const CSV = "text/csv; charset=utf-8";
const PIECE = 64 * 1024;

/** A download: the name in its own script, and a plain one for programs that know no other. */
export function download(
  bytes: Buffer,
  { type, plainName, name }: { type: string; plainName: string; name: string },
) {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "no-store",
    },
  });
}

/** UTF-8 with the mark by which Excel knows it. What begins like a formula gets an apostrophe. */
export async function writeCsv(rows: Rows): Promise<Buffer> {
  const pieces: Buffer[] = [Buffer.from("\uFEFF")];
  let text = "";
  for await (const row of rows) {
    text += `${row.map((cell) => csvCell(typeof cell === "string" ? cell : cell.text)).join(",")}\r\n`;
    if (text.length < PIECE) continue;
    pieces.push(Buffer.from(text));
    text = "";
    await new Promise(setImmediate);
  }
  return Buffer.concat([...pieces, Buffer.from(text)]);
}

export function csvCell(text: string): string {
  const safe = /^['=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n\t;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A workbook of these sheets, the first row of each standing still at the top. */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const parts: Part[] = [
    await packed("[Content_Types].xml", [contentTypes(sheets.length)]),
    await packed("_rels/.rels", [RELATIONS]),
    await packed("xl/workbook.xml", [workbook(sheets)]),
    await packed("xl/_rels/workbook.xml.rels", [relations(sheets.length)]),
    await packed("xl/styles.xml", [STYLES]),
  ];
  for (const [at, sheet] of sheets.entries())
    parts.push(await packed(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)));
  return zipped(parts);
}

const HEAD = 1;
const PLAIN = 2;
const BAD = 3;

async function* sheetXml({ rows, widths = [], lists = [] }: Sheet): AsyncGenerator<string> {
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns ? `<cols>${columns}</cols>` : ""}<sheetData>`;
  let row = 0;
  for await (const cells of rows) {
    row += 1;
    let xml = `<row r="${row}">`;
    for (const [at, cell] of cells.entries()) {
      const text = typeof cell === "string" ? cell : cell.text;
      const style = row === 1 ? HEAD : typeof cell === "string" ? PLAIN : BAD;
      if (text === "" && style === PLAIN) continue;
      xml += `<c r="${letters(at + 1)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
    }
    yield `${xml}</row>`;
  }
  yield `</sheetData>${validations(lists)}</worksheet>`;
}

function validations(lists: readonly CellList[]): string {
  if (lists.length === 0) return "";
  const rules = lists.map(({ column, from, refusal }) => {
    const cells = `${letters(column)}2:${letters(column)}${LAST_LISTED_ROW}`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" error="${escaped(refusal)}" sqref="${cells}"><formula1>${escaped(from)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${lists.length}">${rules.join("")}</dataValidations>`;
}

/** What XML cannot hold is left out; a cell holds 32,767 characters. */
function escaped(text: string): string {
  return text
    .slice(0, 32_767)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function letters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return `${before > 0 ? letters(before) : ""}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const each = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at + 1)).join("");

const contentTypes = (sheets: number) =>
  `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>${each(sheets, (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${KIND}.worksheet+xml"/>`)}</Types>`;
const RELATIONS = `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const relations = (sheets: number) =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${each(sheets, (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
const workbook = (sheets: readonly Sheet[]) =>
  `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escaped(name.slice(0, 31))}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`;
/** 1 the head, 2 plain text, 3 a bad cell. Format 49 is text; quotePrefix keeps it text when edited. */
const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF2F7"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFD9D9"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" fontId="1" fillId="2" applyFont="1" applyFill="1" applyNumberFormat="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fillId="3" quotePrefix="1" applyFill="1" applyNumberFormat="1"/></cellXfs></styleSheet>`;

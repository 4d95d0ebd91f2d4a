/**
 * Reads a sheet of questions (.xlsx, or a text table). In: bytes. Out: questions with problems at their cell.
 * A case is a row of its own; the rows of its questions name its code.
 */
import { isFormula, textOf } from "~/personnel/roster-cell";
import { cellName, columnLetters } from "~/personnel/sheet-place";
import type { Sheet, SheetRow } from "~/personnel/sheet-xml.server";
import { readWorkbook } from "~/personnel/workbook.server";
import { citationWords, sheetTypes, truthWords } from "~/text/question-formats";
import { type Refusal, refusal } from "~/verdict";
import { type Loose, layWithCases, RefusedCases } from "./case-joining";
import { categoryFrom } from "./category-path";
import {
  type ExchangedPart,
  oneLine,
  optionId,
  type Place,
  type Problem,
  problem,
  type Reading,
  refusedWhole,
  tidy,
  truthOptions,
  Unreadable,
} from "./exchanged-question";
import { columnNamed, OPTION_LETTERS, REQUIRED, type SheetColumn } from "./sheet-columns";
import { readingOf } from "./taking";

type Columns = ReadonlyMap<SheetColumn, number>;

export async function readSheet(bytes: Buffer): Promise<Reading> {
  const workbook = await readWorkbook(bytes);
  if (!workbook.ok) return refusedWhole(inWordsOfQuestions(workbook.refusals[0] as Refusal));
  const { sheet } = workbook;
  const [header] = sheet.rows;
  if (!header) return refusedWhole(refusal("format.no-questions"));
  return readingOf(async (tray) => {
    const { columns, notes } = columnsOf(header);
    const refused = refusalOf(sheet, header.row);
    if (refused) throw new Unreadable({ place: {}, refusal: refused, taken: false });
    tray.note(...notes);
    const loose: Loose[] = [];
    const cases = new RefusedCases(tray);
    for (const [at, row] of sheet.rows.slice(1).entries()) {
      if (at % 500 === 499) await new Promise(setImmediate);
      const reader = new RowReader(row, columns);
      const read = cases.read(
        () => reader.read(),
        () => reader.caseNamed(),
      );
      if (read) loose.push(read);
    }
    layWithCases(loose, cases.names, tray);
  });
}

/** The roster's own words would speak of people. */
function inWordsOfQuestions({ code, facts }: Refusal): Refusal {
  if (code === "workbook.empty") return refusal("format.empty");
  if (code === "workbook.unfolds-too-far") return refusal("format.unfolds-too-far", { megabytes: 150 });
  if (code === "workbook.reaches-too-far") return refusal("format.reaches-too-far", facts);
  return { code, facts, source: null };
}

function columnsOf({ row, cells }: SheetRow): { columns: Columns; notes: Problem[] } {
  const columns = new Map<SheetColumn, number>();
  const notes: Problem[] = [];
  for (const [at, cell] of cells.entries()) {
    const header = oneLine(textOf(cell));
    const column = columnNamed(header);
    const place = { cell: cellName(at + 1, row) };
    if (column && columns.has(column)) throw new Unreadable(problem("format.column-twice", place));
    if (column) columns.set(column, at + 1);
    else if (header) notes.push(problem("format.left-out-column", place, { column: header.slice(0, 30) }));
  }
  const missing = REQUIRED.filter((column) => !columns.has(column));
  if (missing.length > 0)
    throw new Unreadable(problem("format.columns-missing", {}, { columns: missing.join(",") }));
  return { columns, notes };
}

/** What cannot be read without guessing. A title merged in the header does no harm. */
function refusalOf(sheet: Sheet, headerRow: number): Refusal | null {
  const merged = sheet.merged.find((range) => Number(/\d+$/.exec(range)?.[0] ?? 0) > headerRow);
  if (merged) return refusal("format.merged", { cell: merged });
  const [hidden] = sheet.hiddenRows;
  if (hidden !== undefined) return refusal("format.hidden-row", { row: hidden });
  const width = sheet.rows[0]?.cells.length ?? 0;
  const column = sheet.hiddenColumns.find(({ first }) => first <= width);
  return column ? refusal("format.hidden-column", { column: columnLetters(column.first) }) : null;
}

class RowReader {
  constructor(
    readonly row: SheetRow,
    readonly columns: Columns,
  ) {}

  /** The case this row opens or belongs to, as far as it can be read. */
  caseNamed(): string | null {
    const cell = (column: SheetColumn) =>
      oneLine(textOf(this.row.cells[(this.columns.get(column) ?? 0) - 1]));
    return sheetTypes(cell("type")) === "case-group" ? cell("code") || null : cell("case") || null;
  }

  read(): Loose {
    const place = this.#place("stem");
    const type = sheetTypes(this.#text("type"));
    if (!type) throw this.#wrong("format.type-unknown", "type");
    const code = oneLine(this.#text("code")) || null;
    const shared = {
      code,
      stem: this.#text("stem"),
      topic: oneLine(this.#text("topic")) || null,
      difficulty: this.#number("difficulty", "format.bad-difficulty"),
      enemies: this.#list("enemies"),
      category: categoryFrom(this.#text("category")),
    };
    const caseOf = oneLine(this.#text("case")) || null;
    if (type === "case-group") {
      if (!code) throw this.#wrong("format.case-without-code", "code");
      return { question: { ...shared, type, questions: [] }, place, notes: [], caseOf: null, opens: code };
    }
    const part = {
      type,
      explanation: this.#text("explanation"),
      citations: this.#citations(),
      marks: this.#number("marks", "format.bad-marks"),
      ...(type === "true-false" ? this.#truth() : this.#choices()),
    };
    return { question: { ...shared, ...part }, place, notes: [], caseOf, opens: null };
  }

  #truth(): Pick<ExchangedPart, "options" | "key"> {
    const truth = truthWords(this.#text("key"));
    if (!truth) throw this.#wrong("format.bad-truth", "key");
    // Somebody may write right and wrong into the first two options; anything else there was meant to be asked.
    for (const letter of OPTION_LETTERS) {
      const said = this.#text(`option${letter}`);
      if (said && !truthWords(said)) throw this.#wrong("format.truth-options", `option${letter}`);
    }
    const feedback = { T: this.#text("feedbackA"), F: this.#text("feedbackB") };
    return { options: truthOptions(feedback), key: [truth] };
  }

  #choices(): Pick<ExchangedPart, "options" | "key"> {
    const texts = OPTION_LETTERS.map((letter) => this.#text(`option${letter}`));
    const count = texts.findLastIndex((text) => text !== "") + 1;
    const gap = texts.slice(0, count).indexOf("");
    if (gap >= 0) throw this.#wrong("format.option-gap", `option${OPTION_LETTERS[gap] as "A"}`);
    const written = this.#text("key")
      .normalize("NFKC")
      .toUpperCase()
      .replace(/[\s,;、.。/|]/g, "");
    if (!/^[A-Z]*$/.test(written)) throw this.#wrong("format.bad-key", "key");
    const key = [...new Set(written)].sort();
    const unknown = key.filter((letter) => letter.charCodeAt(0) - 65 >= count);
    if (unknown.length > 0) throw this.#wrong("format.key-unknown", "key", { key: unknown.join("") });
    const options = texts.slice(0, count).map((text, at) => ({
      id: optionId(at),
      text,
      feedback: this.#text(`feedback${OPTION_LETTERS[at] as "A"}`),
    }));
    return { options, key };
  }

  #citations() {
    return this.#text("citations")
      .split(/[\n;；]/)
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const citation = citationWords.read(line);
        if (!citation) throw this.#wrong("format.bad-citation", "citations");
        return citation;
      });
  }

  #list = (column: SheetColumn) =>
    this.#text(column)
      .split(/[\n,，;；、]/)
      .map((word) => word.trim())
      .filter(Boolean);

  #number(column: SheetColumn, code: string): number | null {
    const text = this.#text(column).normalize("NFKC");
    if (text === "") return null;
    if (!/^\d{1,4}(\.\d{1,5})?$/.test(text)) throw this.#wrong(code, column);
    return Number(text);
  }

  #text(column: SheetColumn): string {
    const at = this.columns.get(column);
    const cell = at === undefined ? null : this.row.cells[at - 1];
    if (isFormula(cell)) throw this.#wrong("format.formula", column);
    if (cell instanceof Date) throw this.#wrong("format.date-cell", column);
    return tidy(textOf(cell));
  }

  #place = (column: SheetColumn): Place => ({ cell: cellName(this.columns.get(column) ?? 1, this.row.row) });

  #wrong = (code: string, column: SheetColumn, facts = {}) =>
    new Unreadable(problem(code, this.#place(column), facts));
}

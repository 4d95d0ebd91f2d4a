/** An empty roster to fill in, with a second sheet of the words its columns take. */
import writeSheets from "write-excel-file/node";
/** What a template says, in one language: headers (required ones marked) and the words each column takes. */
export type TemplateWords = {
  sheet: string;
  headers: readonly string[];
  guide: {
    sheet: string;
    column: string;
    word: string;
    rows: readonly { column: string; words: readonly string[] }[];
  };
};

const BLANK_ROWS = 300;

/** An empty roster. Every cell is text, so that no spreadsheet rounds an identity number or turns a date around. */
export async function rosterTemplate({ sheet, headers, guide }: TemplateWords): Promise<Buffer> {
  const head = (value: string) => ({
    value,
    type: String,
    fontWeight: "bold" as const,
    backgroundColor: "#EEF2F7",
  });
  const blank = headers.map(() => ({ value: "", type: String, format: "@" }));
  const explained = guide.rows.flatMap(({ column, words }) =>
    words.map((word, index) => [
      { value: index === 0 ? column : "", type: String },
      { value: word, type: String },
    ]),
  );
  return writeSheets([
    {
      sheet,
      data: [headers.map(head), ...Array.from({ length: BLANK_ROWS }, () => blank)],
      columns: headers.map((_, index) => ({ width: index === 1 ? 24 : 18 })),
      stickyRowsCount: 1,
    },
    {
      sheet: guide.sheet,
      data: [[head(guide.column), head(guide.word)], ...explained],
      columns: [{ width: 18 }, { width: 30 }],
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}

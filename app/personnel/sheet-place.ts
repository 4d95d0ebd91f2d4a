/** Columns as a spreadsheet names them. In: a number from 1, or letters. Out: the other. */
export const columnNumber = (letters: string) =>
  [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0);

/** 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return `${before > 0 ? columnLetters(before) : ""}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

export const cellName = (column: number, row: number) => `${columnLetters(column)}${row}`;

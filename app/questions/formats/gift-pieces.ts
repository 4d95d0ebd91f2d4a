/**
 * GIFT cut into its pieces, by the format's published rules: blank lines part questions, // begins a comment line, a
 * backslash takes the meaning from ~ = # { } : and itself, and \n is a line break.
 * In: the text of a file. Out: blocks, and within them texts with the offset at which they stand.
 */

/** A character, and whether a backslash stood before it: then it is a sign no more. */
type Character = { sign: string; escaped: boolean; offset: number };
export type Piece = readonly Character[];
export type Block = {
  /** Offset of the first line that is no comment. */
  offset: number;
  characters: Character[];
  /** [id:…] and [tag:…] of its comments. */
  id: string | null;
  tags: string[];
  /** The path of a $CATEGORY line, as it stands: it knows no escapes. Such a block holds nothing else. */
  category: string | null;
  /** More than any question has: the rest was not read. */
  isTooLong: boolean;
};

export const LONGEST_BLOCK = 100_000;
const SIGNS = "~=#{}:\\";

/** One after another, so that only one lies open at a time. */
export function* blocksOf(text: string): Generator<Block> {
  let block: Block | null = null;
  for (let at = 0; at <= text.length; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, end);
    if (line.trim() === "") {
      if (block && isSomething(block)) yield block;
      block = null;
    } else {
      block ??= { offset: at, characters: [], id: null, tags: [], category: null, isTooLong: false };
      const category = block.characters.length === 0 ? /^\s*\$CATEGORY:(.*)$/.exec(line) : null;
      if (category) {
        // A category stands on a line of its own, with or without a blank line after it.
        block.category = category[1] as string;
        yield block;
        block = null;
      } else if (/^\s*\/\//.test(line)) readComment(line, block);
      else {
        if (block.characters.length === 0) block.offset = at + line.length - line.trimStart().length;
        if (block.characters.length + line.length > LONGEST_BLOCK) block.isTooLong = true;
        else pushLine(line, at, block.characters);
      }
    }
    at = end + 1;
  }
  if (block && isSomething(block)) yield block;
}

const isSomething = ({ characters, isTooLong }: Block) => characters.length > 0 || isTooLong;

function readComment(line: string, block: Block) {
  for (let at = line.indexOf("["); at >= 0; at = line.indexOf("[", at + 1)) {
    const kind = line.startsWith("[id:", at) ? "id" : line.startsWith("[tag:", at) ? "tag" : null;
    if (!kind) continue;
    let value = "";
    at += kind.length + 2;
    for (; at < line.length && line[at] !== "]"; at += 1) {
      if (line[at] === "\\") at += 1;
      value += line.charAt(at);
    }
    // What does not end is a comment and nothing else.
    if (at >= line.length) return;
    if (kind === "id") block.id = value.trim() || null;
    else if (value.trim()) block.tags.push(value.trim());
  }
}

function pushLine(line: string, start: number, characters: Character[]) {
  for (let at = 0; at < line.length; at += 1) {
    const next = line.charAt(at + 1);
    const offset = start + at;
    if (line[at] === "\\" && next === "n") {
      characters.push({ sign: "\n", escaped: true, offset });
      at += 1;
    } else if (line[at] === "\\" && next !== "" && SIGNS.includes(next)) {
      characters.push({ sign: next, escaped: true, offset });
      at += 1;
    } else characters.push({ sign: line.charAt(at), escaped: false, offset });
  }
  characters.push({ sign: "\n", escaped: false, offset: start + line.length });
}

/** Where the sign stands first, from there on; -1 when nowhere. */
export function find(piece: Piece, signs: string, from = 0): number {
  for (let at = from; at < piece.length; at += 1) {
    const { sign, escaped } = piece[at] as Character;
    if (!escaped && sign === signs[0] && startsWith(piece, signs, at)) return at;
  }
  return -1;
}

export const startsWith = (piece: Piece, signs: string, at = 0): boolean =>
  [...signs].every((sign, index) => {
    const character = piece[at + index];
    return character?.sign === sign && !character.escaped;
  });

/** The text of a piece; its line ends are those of the file, those of \n are kept apart by the caller's trimming. */
export const textOf = (piece: Piece): string => piece.map(({ sign }) => sign).join("");

/** Without blank ends. */
export function trimmed(piece: Piece): Piece {
  let from = 0;
  let to = piece.length;
  const isBlank = (at: number) => /\s/.test(piece[at]?.sign ?? "");
  while (from < to && isBlank(from)) from += 1;
  while (to > from && isBlank(to - 1)) to -= 1;
  return piece.slice(from, to);
}

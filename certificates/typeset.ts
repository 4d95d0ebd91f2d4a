/** Makes a text fit its place: first smaller, then on more lines, never across its neighbours. Pure. */

export type Room = {
  /** Size that it is set in when it fits, in points. */
  size: number;
  /** Down to this size one line is preferred to several. */
  oneLineFrom: number;
  /** Smaller than this nobody should have to read; a text that needs less does not fit. */
  least: number;
  lines: number;
  /** In points. */
  width: number;
  /** Running text fills its lines; names and the like are broken into even lines where their parts meet. */
  prose?: boolean;
};

/** Answers in em. */
export type Measure = (text: string) => number;

/** The size and the lines, or null: it does not fit. */
export function typeset(
  text: string,
  room: Room,
  widthOf: Measure,
): { size: number; lines: string[] } | null {
  const smallestOneLine = room.lines > 1 ? room.oneLineFrom : room.least;
  const oneLine = Math.min(room.size, Math.floor((100 * room.width) / widthOf(text)) / 100);
  if (oneLine >= smallestOneLine) return { size: oneLine, lines: [text] };

  for (let size = room.oneLineFrom; room.lines > 1 && size >= room.least; size -= 0.25) {
    const width = room.width / size;
    const lines = room.prose
      ? filled(unbreakable(text), width, widthOf)
      : even(text, width, room.lines, widthOf);
    if (lines && lines.length <= room.lines) return { size, lines };
  }
  return null;
}

/** As few lines as the width (em) allows, about as long as each other: no last line is a lone character. */
function even(text: string, width: number, most: number, widthOf: Measure): string[] | null {
  for (const pieces of [parts(text), unbreakable(text)]) {
    const lines = filled(pieces, width, widthOf);
    if (!lines || lines.length > most) continue;
    let [narrow, wide] = [width / 2, width];
    while (wide - narrow > 0.1) {
      const middle = (narrow + wide) / 2;
      if (filled(pieces, middle, widthOf)?.length === lines.length) wide = middle;
      else narrow = middle;
    }
    return filled(pieces, wide, widthOf);
  }
  return null;
}

/** Where a reader would pause: between the parts of a name, the items of a list, the levels of an authority. */
function parts(text: string): string[] {
  return text.split(/(?<=[·•‧、；]|自治[区州县旗]|[总支大]队)/u);
}

/** Puts as many pieces on each line as go in; null when one piece is wider than the line. */
function filled(pieces: string[], width: number, widthOf: Measure): string[] | null {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (widthOf(piece.trim()) > width) return null;
    if (line && widthOf((line + piece).trim()) > width) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trim()];
}

/** Dates, numbers and Latin words stay whole; no line begins with a closing mark or ends with an opening one. */
function unbreakable(text: string): string[] {
  const pieces: string[] = [];
  for (const [piece] of text.matchAll(/\d+年\d+月\d+日|[!-~]+|./gsu)) {
    const last = pieces.at(-1) ?? "";
    const holdsOn = /^[，。、；：！？）》」』】”’…·•‧ ]/u.test(piece) || /[（《「『【“‘]$/u.test(last);
    if (last && holdsOn) pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

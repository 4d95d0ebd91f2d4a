/** Named characters of HTML that question texts use, with those every XML file has. Another name is told, not guessed. */
const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  zwnj: "",
  zwj: "",
  shy: "",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  minus: "−",
  middot: "·",
  bull: "•",
  times: "×",
  divide: "÷",
  plusmn: "±",
  deg: "°",
  sect: "§",
  para: "¶",
  copy: "©",
  reg: "®",
  trade: "™",
  yen: "¥",
  euro: "€",
  pound: "£",
  cent: "¢",
  permil: "‰",
  le: "≤",
  ge: "≥",
  ne: "≠",
  asymp: "≈",
  infin: "∞",
  radic: "√",
  rarr: "→",
  larr: "←",
  frac12: "½",
  frac14: "¼",
  frac34: "¾",
  sup2: "²",
  sup3: "³",
};

/** The text with its characters written out; `unknown` names the first one nobody knows. A lone & is itself. */
export function decodeEntities(text: string): { text: string; unknown: string | null } {
  if (!text.includes("&")) return { text, unknown: null };
  let unknown: string | null = null;
  const decoded = text.replace(
    /&(#[xX][0-9a-fA-F]{1,8}|#\d{1,8}|[A-Za-z]\w{1,30});/g,
    (whole, name: string) => {
      const found = name.startsWith("#") ? numbered(name.slice(1)) : NAMED[name];
      if (found !== undefined) return found;
      unknown ??= name;
      return whole;
    },
  );
  return { text: decoded, unknown };
}

function numbered(name: string): string {
  const point = /^x/i.test(name) ? Number.parseInt(name.slice(1), 16) : Number(name);
  const isCharacter = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : "";
}

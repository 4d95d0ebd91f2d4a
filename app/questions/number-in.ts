/** Numbers as laws count their articles: 42, 四十二, 一百零五, 一二〇. */

const DIGITS = "零一二三四五六七八九";
const COUNTED =
  /^(?:([一二三四五六七八九])千)?零?(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?十)?零?([一二三四五六七八九])?$/;

/** From 1 to 9999; null for what is no such number. */
export function numberIn(text: string): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text) || null;
  const signs = text.replaceAll("〇", "零").replaceAll("两", "二");
  if (/^[零一二三四五六七八九]{1,4}$/.test(signs))
    return Number([...signs].map((sign) => DIGITS.indexOf(sign)).join("")) || null;
  const found = COUNTED.exec(signs);
  if (!found) return null;
  const [thousands, hundreds, , ones] = found.slice(1).map((sign) => DIGITS.indexOf(sign ?? "零"));
  const tens = signs.includes("十") ? DIGITS.indexOf(found[3] ?? "一") : 0;
  return (thousands ?? 0) * 1000 + (hundreds ?? 0) * 100 + tens * 10 + (ones ?? 0) || null;
}

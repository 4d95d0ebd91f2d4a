/**
 * 行政执法证件登记证明, as a card of 85.6 × 54 mm: the register entry in short, the code behind. It imitates no face of the
 * national card, and carries no emblem and no seal. Change nothing here once an edition is in use: add the next one below.
 */
import type { CardTemplate, PlacedText, TypeStyle } from "../../template";

const ink = "#12181f";
const quiet = "#414b57";
const faint = "#5b6673";

const labelled: TypeStyle = { face: "serif-500", size: 6, least: 5, ink: faint };
const value: TypeStyle = { face: "serif-600", size: 8, least: 5.5, ink };

const row = (
  label: string,
  text: string,
  baseline: number,
  style: Partial<PlacedText> = {},
): PlacedText[] => [
  { ...labelled, text: label, left: 27.5, right: 36.5, baseline, role: "Lbl" },
  { ...value, text, left: 37, right: 81.6, baseline, role: "LBody", ...style },
];

const first: CardTemplate = {
  id: "enforcement-card",
  version: 1,
  page: { width: 85.6, height: 54 },
  frame: { inset: 2, line: 0.2, ink: "#123f8c" },
  rule: { line: 0.15, ink: "#c6ced7" },
  faces: [
    {
      texts: [
        {
          ...{ face: "serif-500", size: 6.5, least: 5, tracking: 0.3, ink: quiet },
          ...{ text: "{jurisdiction}", left: 4, right: 81.6, baseline: 7.4, align: "centre" },
        },
        {
          ...{ face: "serif-700", size: 12, least: 8, tracking: 0.12, ink },
          ...{ text: "{title}", left: 4, right: 81.6, baseline: 13.2, align: "centre", role: "H1" },
        },
        ...row("姓名", "{holderName}", 22.6, {
          ...{ face: "serif-700", size: 13, least: 6, tracking: 0.08 },
          wrap: { lines: 2, oneLineFrom: 9, leading: 1.15 },
        }),
        ...row("工作单位", "{unit}", 29.8, { wrap: { lines: 2, oneLineFrom: 7, leading: 1.15 } }),
        ...row("证件编号", "{number}", 36.2, { face: "sans-600", tracking: 0.06 }),
        ...row("执法领域", "{field}", 41.8, { wrap: { lines: 2, oneLineFrom: 6.5, leading: 1.15 } }),
        ...row("有效期", "{validFrom}至{validTo}", 47.6, { size: 7 }),
      ],
      photo: { left: 4.5, top: 17.4, width: 20.5, height: 28.7, alt: "持证人照片" },
      rules: [{ left: 4.5, right: 81.1, y: 15.4 }],
    },
    {
      texts: [
        {
          ...{ face: "sans-400", size: 6, least: 6, tracking: 0.2, ink: quiet },
          ...{ text: "扫码核验", left: 4.5, right: 38.5, baseline: 43.4, align: "centre" },
        },
        {
          ...{ face: "sans-400", size: 5.5, least: 4.5, tracking: 0.02, ink: faint },
          ...{ text: "{verifyCode}", left: 4.5, right: 38.5, baseline: 46.6, align: "centre" },
        },
        {
          ...{ face: "serif-600", size: 7.5, least: 5, ink },
          ...{ text: "{issuer}", left: 42.5, right: 81.1, baseline: 36.8, align: "right" },
          wrap: { lines: 2, oneLineFrom: 6, leading: 1.2 },
        },
        {
          ...{ face: "serif-600", size: 7.5, least: 6, ink },
          ...{ text: "{issuedOn}", left: 42.5, right: 81.1, baseline: 44.4, align: "right" },
        },
        {
          ...{ face: "sans-400", size: 5, least: 4, ink: faint },
          ...{ text: "{verifyAddress}", left: 4.5, right: 62, baseline: 50.4 },
        },
        {
          ...{ face: "sans-400", size: 5, least: 4, ink: faint },
          ...{ text: "卡 第 {templateVersion} 版", left: 63, right: 81.1, baseline: 50.4, align: "right" },
        },
      ],
      notices: {
        ...{ face: "sans-400", size: 6, least: 5, ink: quiet },
        ...{ left: 42.5, right: 81.1, baseline: 9.4, leading: 1.5, lines: 5 },
      },
      qr: { left: 5.5, top: 6, size: 32, level: "M", ink, alt: "核验二维码：{verifyUrl}" },
      rules: [{ left: 4.5, right: 81.1, y: 47.9 }],
    },
  ],
};

export const enforcementCard: CardTemplate[] = [first];

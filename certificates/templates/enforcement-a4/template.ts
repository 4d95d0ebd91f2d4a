/**
 * 行政执法证件登记证明, A4 landscape: it says what the register says and does not replace the national card, so it
 * carries no emblem and no seal. Change nothing here once an edition is in use: add the next one below.
 */
import type { CertificateTemplate, TypeStyle } from "../../template";

const ink = "#12181f";
const quiet = "#414b57";
const faint = "#5b6673";

const value: TypeStyle = { face: "serif-600", size: 15.5, least: 11, ink };
const row = { rise: 8.6, drop: 3.95 };
const small: TypeStyle = { face: "sans-400", size: 8, least: 6.5, ink: faint };

const first: CertificateTemplate = {
  id: "enforcement-a4",
  version: 1,
  page: { width: 297, height: 210 },
  column: { left: 32.35, right: 264.65 },
  frame: { inset: 10.175, line: 0.35, ink: "#123f8c" },
  rule: { line: 0.2, ink: "#c6ced7" },
  head: [
    {
      text: "{jurisdiction}",
      face: "serif-500",
      size: 13,
      least: 9,
      tracking: 0.5,
      ink: quiet,
      baseline: 32.5,
    },
    {
      text: "{title}",
      face: "serif-700",
      size: 33,
      least: 20,
      tracking: 0.2,
      ink,
      baseline: 46.9,
      heading: true,
    },
    {
      text: "经考试合格并审核通过，下列人员已取得行政执法证件，登记信息如下：",
      face: "serif-500",
      size: 13,
      least: 13,
      ink,
      baseline: 59.2,
    },
  ],
  photo: { left: 32.35, top: 73.3, width: 40, height: 56, alt: "持证人照片" },
  facts: {
    top: 73.3,
    beside: { left: 86.35, right: 214.65 },
    alone: { left: 32.35, right: 206.65 },
    indent: 24,
    label: { face: "serif-500", size: 11.5, least: 8, ink: faint, width: 16.2 },
    leading: 1.3,
    rows: [
      {
        label: "姓名",
        text: "{holderName}",
        face: "serif-700",
        size: 30,
        least: 11,
        // Wider spacing would make readers take the characters of a name for separate words.
        tracking: 0.08,
        ink,
        rise: 11.2,
        drop: 4.2,
        wrap: { lines: 2, oneLineFrom: 15 },
      },
      { ...value, ...row, label: "工作单位", text: "{unit}", wrap: { lines: 2, oneLineFrom: 13 } },
      { ...value, ...row, label: "证件编号", text: "{number}", face: "sans-600", tracking: 0.08 },
      { ...value, ...row, label: "执法领域", text: "{field}", wrap: { lines: 2, oneLineFrom: 13 } },
      { ...value, ...row, label: "有效期", text: "{validFrom}至{validTo}" },
    ],
  },
  qr: {
    right: 264.65,
    top: 73.3,
    size: 34,
    ink,
    alt: "核验二维码：{verifyUrl}",
    lines: [
      { text: "扫码核验", face: "sans-400", size: 10, least: 10, tracking: 0.3, ink: quiet, below: 7.9 },
      {
        text: "{verifyCode}",
        face: "sans-400",
        size: 9,
        // Twenty characters in five groups: the widest of them need this.
        least: 5.5,
        tracking: 0.04,
        ink: faint,
        below: 12.8,
      },
    ],
  },
  signature: {
    face: "serif-600",
    size: 15,
    least: 9,
    ink,
    lines: ["{issuer}", "{issuedOn}"],
    leading: 9.26,
    above: 11.4,
    gives: 5.4,
  },
  foot: {
    baseline: 189.4,
    items: {
      ...small,
      gap: 8,
      left: [
        { label: "核验网址", text: "{verifyAddress}", link: true },
        { label: "证件类型", text: "行政执法证件" },
      ],
      right: { label: "模板", text: "A4 第 {templateVersion} 版" },
    },
    notice: { face: "sans-400", size: 8.5, least: 8.5, ink: quiet, leading: 5.1, lines: 3, above: 4.85 },
    ruleAbove: 7.1,
  },
};

/** A larger code: it holds a proof beside the address, and is still to be read from a poor copy. */
const second: CertificateTemplate = {
  ...first,
  version: 2,
  facts: {
    ...first.facts,
    beside: { left: 86.35, right: 208.65 },
    alone: { left: 32.35, right: 206.65 },
  },
  qr: {
    ...first.qr,
    top: 71.3,
    size: 48,
    level: "M",
    lines: first.qr.lines.map((line) => ({ ...line, below: line.below - 1.4 })),
  },
};

export const enforcementA4: CertificateTemplate[] = [first, second];

/**
 * 培训和学法合格证明, A4 upright: it says that something was learned, and says in its head that nobody may enforce with it.
 * Another format, another ink and another name than what certifies enforcement officers; no emblem, no seal, no photograph.
 * Change nothing here once an edition is in use: add the next one below.
 */
import type { CertificateTemplate, TypeStyle } from "../../template";

const ink = "#1d1a16";
const quiet = "#4b463e";
const faint = "#6a6358";

const value: TypeStyle = { face: "serif-600", size: 14, least: 9, ink };
const row = { rise: 8.6, drop: 4.2 };
const small: TypeStyle = { face: "sans-400", size: 7.5, least: 5.5, ink: faint };

const first: CertificateTemplate = {
  id: "training-a4",
  version: 1,
  page: { width: 210, height: 297 },
  column: { left: 26, right: 184 },
  frame: { inset: 9, line: 0.25, ink: "#8a7f6d" },
  rule: { line: 0.2, ink: "#d3cdc2" },
  head: [
    {
      text: "{jurisdiction}",
      face: "serif-500",
      size: 13,
      least: 9,
      tracking: 0.4,
      ink: quiet,
      baseline: 34,
    },
    {
      text: "{title}",
      face: "serif-700",
      size: 28,
      least: 16,
      tracking: 0.08,
      ink,
      baseline: 50,
      heading: true,
    },
    { text: "不作为执法凭证", face: "sans-600", size: 12, least: 12, tracking: 0.05, ink, baseline: 61 },
    {
      text: "下列人员学习、培训合格，特此证明：",
      face: "serif-500",
      size: 13,
      least: 13,
      ink,
      baseline: 76,
    },
  ],
  // No photograph is ever given: it is no proof of who somebody is.
  photo: { left: 26, top: 86, width: 0, height: 0, alt: "" },
  facts: {
    top: 84,
    beside: { left: 26, right: 184 },
    alone: { left: 26, right: 184 },
    indent: 30,
    label: { face: "serif-500", size: 11.5, least: 8, ink: faint, width: 18 },
    leading: 1.3,
    rows: [
      {
        label: "姓名",
        text: "{holderName}",
        face: "serif-700",
        size: 22,
        least: 11,
        tracking: 0.08,
        ink,
        rise: 10.4,
        drop: 4.2,
        wrap: { lines: 2, oneLineFrom: 13 },
      },
      { ...value, ...row, label: "工作单位", text: "{unit}", wrap: { lines: 2, oneLineFrom: 11 } },
      { ...value, ...row, label: "证明编号", text: "{number}", face: "sans-600", tracking: 0.06 },
      { ...value, ...row, label: "内容", text: "{subject}", wrap: { lines: 3, oneLineFrom: 11 } },
      { ...value, ...row, label: "结果", text: "{result}", wrap: { lines: 2, oneLineFrom: 11 } },
      { ...value, ...row, label: "完成日期", text: "{achievedOn}" },
      { ...value, ...row, label: "有效期至", text: "{holdsUntil}" },
    ],
  },
  qr: {
    right: 60,
    top: 198,
    size: 34,
    ink,
    alt: "核验二维码：{verifyUrl}",
    lines: [
      { text: "扫码核验", face: "sans-400", size: 10, least: 10, tracking: 0.3, ink: quiet, below: 6.5 },
      { text: "{verifyCode}", face: "sans-400", size: 8, least: 5.5, tracking: 0.04, ink: faint, below: 11 },
    ],
  },
  signature: {
    face: "serif-600",
    size: 14,
    least: 8,
    ink,
    lines: ["{issuer}", "{issuedOn}"],
    leading: 9.2,
    above: 18,
    gives: 10,
  },
  foot: {
    baseline: 279,
    items: {
      ...small,
      gap: 6,
      left: [{ label: "核验网址", text: "{verifyAddress}", link: true }],
      right: { label: "模板", text: "培训证明第 {templateVersion} 版" },
    },
    notice: { face: "sans-400", size: 9, least: 9, ink: quiet, leading: 5.2, lines: 3, above: 6 },
    ruleAbove: 7.1,
  },
};

export const trainingA4: CertificateTemplate[] = [first];

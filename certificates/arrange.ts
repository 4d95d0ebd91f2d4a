/**
 * Puts a view into a template: every line with its place and size, and what stands in the way. Nothing is drawn
 * here, so that all checks are done before the first byte. Lengths are points from the page's top left corner.
 */
import { type Compositor, compositorFor, filledIn, type TextRefusal } from "./compositor";
import { widthOf } from "./fonts";
import type { CertificateTemplate, FootItem } from "./template";
import { endOf, lower, mm, type Place, setBlock, spread, type TextBlock } from "./text-block";
import type { CertificateView } from "./view";

export type Heading = TextBlock & { heading: boolean };
export type Fact = { label: TextBlock; value: TextBlock; rule: { left: number; right: number; y: number } };
export type FootText = { label: TextBlock | null; value: TextBlock; link: boolean };

export type Arranged = {
  head: Heading[];
  facts: Fact[];
  qrAlt: string;
  qrLines: TextBlock[];
  signature: TextBlock[];
  footRule: number;
  notices: TextBlock[];
  foot: FootText[];
};

export type ArrangeRefusal =
  | TextRefusal
  /** Each text fits, but together they run into the signature. */
  | { code: "page.overfull" };

export function arrange(
  view: CertificateView,
  template: CertificateTemplate,
): { arranged: Arranged; refusals: ArrangeRefusal[] } {
  const compositor = compositorFor(view);
  const head = arrangeHead(template, compositor);
  const facts = arrangeFacts(template, compositor, view.photo !== undefined);
  const qrLines = arrangeQrLines(template, compositor);
  const qrAlt = filledIn(template.qr.alt, view);

  // From here on upwards from the page's foot.
  const foot = arrangeFoot(template, compositor);
  const notices = arrangeNotices(template, compositor, view.notices);
  const firstAbove = notices[0]?.lines[0]?.baseline ?? mm(template.foot.baseline);
  const footRule = firstAbove - mm(template.foot.ruleAbove);
  const signature = arrangeSignature(template, compositor, footRule);

  const refusals: ArrangeRefusal[] = compositor.refusals();
  const signatureTop = Math.min(...signature.map((block) => block.lines[0]!.baseline - block.size));
  const pushed = Math.max(0, facts.at(-1)!.rule.y + mm(2) - signatureTop);
  for (const block of signature) lower(block, pushed);
  if (pushed > mm(template.signature.gives)) refusals.push({ code: "page.overfull" });

  return { arranged: { head, facts, qrAlt, qrLines, signature, footRule, notices, foot }, refusals };
}

function edgesOf({ column }: CertificateTemplate) {
  return { left: mm(column.left), right: mm(column.right), width: mm(column.right - column.left) };
}

function arrangeHead(template: CertificateTemplate, compositor: Compositor): Heading[] {
  const { left, width } = edgesOf(template);
  return template.head.flatMap((line) => {
    const block = compositor.set(line.text, line, {
      x: left,
      baseline: mm(line.baseline),
      width,
      align: "centre",
    });
    return block ? [{ ...block, heading: line.heading ?? false }] : [];
  });
}

function arrangeFacts({ facts }: CertificateTemplate, compositor: Compositor, besidePhoto: boolean): Fact[] {
  const run = besidePhoto ? facts.beside : facts.alone;
  const x = mm(run.left + facts.indent);
  let y = mm(facts.top);
  return facts.rows.flatMap((row) => {
    const place: Place = { x, baseline: 0, width: mm(run.right) - x, ...row.wrap, leading: facts.leading };
    const value = compositor.set(row.text, row, place);
    if (!value) return [];
    // Wrapped lines are smaller and need less room above them.
    const spared = value.lines.length > 1 ? 0.8 * (row.size - value.size) : 0;
    const baseline = y + mm(row.rise) - spared;
    lower(value, baseline);
    y = value.lines.at(-1)!.baseline + mm(row.drop);
    const label = spread(row.label, facts.label, mm(facts.label.width), mm(run.left), baseline);
    return [{ label, value, rule: { left: mm(run.left), right: mm(run.right), y } }];
  });
}

function arrangeQrLines({ qr }: CertificateTemplate, compositor: Compositor): TextBlock[] {
  return qr.lines.flatMap((line) => {
    const baseline = mm(qr.top + qr.size + line.below);
    const place: Place = { x: mm(qr.right - qr.size), baseline, width: mm(qr.size), align: "centre" };
    return compositor.set(line.text, line, place) ?? [];
  });
}

function arrangeFoot(template: CertificateTemplate, compositor: Compositor): FootText[] {
  const style = template.foot.items;
  const { left, right } = edgesOf(template);
  const baseline = mm(template.foot.baseline);
  let x = left;
  const item = ({ label, text, link = false }: FootItem, align: "left" | "right"): FootText[] => {
    const indent = label ? (widthOf(label, style.face) + 1) * style.size : 0;
    const value = compositor.set(text, style, { x: x + indent, baseline, width: right - x - indent, align });
    if (!value) return [];
    const beside = { x: value.lines[0]!.x - indent, baseline, width: indent };
    x = endOf(value) + mm(style.gap);
    return [{ label: label ? setBlock(label, style, beside).block : null, value, link }];
  };
  return [...style.left.flatMap((left) => item(left, "left")), ...item(style.right, "right")];
}

function arrangeNotices(
  template: CertificateTemplate,
  compositor: Compositor,
  notices: string[],
): TextBlock[] {
  const style = template.foot.notice;
  const { left, width } = edgesOf(template);
  const leading = mm(style.leading);
  const wrap = { lines: style.lines, oneLineFrom: style.size, leading: leading / style.size, prose: true };
  const blocks: TextBlock[] = [];
  let last = mm(template.foot.baseline - style.above);
  for (const notice of notices.toReversed()) {
    const block = compositor.setNotice(notice, style, { x: left, baseline: 0, width, ...wrap });
    const first = last - (block.lines.length - 1) * leading;
    blocks.unshift(lower(block, first));
    last = first - leading;
  }
  return blocks;
}

/** Issuer and date, centred on each other. */
function arrangeSignature(
  template: CertificateTemplate,
  compositor: Compositor,
  footRule: number,
): TextBlock[] {
  const { signature } = template;
  const { left, right, width } = edgesOf(template);
  const blocks = signature.lines.flatMap((pattern, n) => {
    const below = signature.lines.length - 1 - n;
    const baseline = footRule - mm(signature.above + below * signature.leading);
    return compositor.set(pattern, signature, { x: left, baseline, width }) ?? [];
  });
  const lines = blocks.flatMap((block) => block.lines);
  const widest = Math.max(...lines.map((line) => line.width));
  for (const line of lines) line.x = right - widest / 2 - line.width / 2;
  return blocks;
}

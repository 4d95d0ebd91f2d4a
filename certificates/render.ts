/**
 * View in, PDF bytes out. `prepareCertificate` makes all checks and has no effect; its `render` then cannot be
 * refused. The same view gives the same bytes, whenever and after whatever else it is rendered.
 */
import { type ArrangeRefusal, arrange } from "./arrange";
import { draw } from "./draw";
import { isUsablePhoto } from "./photo";
import { findTemplate } from "./templates/catalogue";
import type { CertificateView } from "./view";

export { missingGlyphs } from "./fonts";

export type CertificateRefusal =
  | { code: "template.unknown"; templateId: string; templateVersion: number }
  | { code: "photo.unusable" }
  | ArrangeRefusal;

/** A verdict with the means to go on. */
export type PreparedCertificate =
  | { ok: true; render: () => Promise<Buffer> }
  | { ok: false; refusals: CertificateRefusal[] };

/** Checks everything that could keep the certificate from being printed, and says all of it at once. */
export function prepareCertificate(view: CertificateView): PreparedCertificate {
  const { templateId, templateVersion, photo } = view;
  const template = findTemplate(templateId, templateVersion);
  if (!template) return { ok: false, refusals: [{ code: "template.unknown", templateId, templateVersion }] };

  const refusals: CertificateRefusal[] = [];
  if (photo && !isUsablePhoto(photo)) refusals.push({ code: "photo.unusable" });
  const { arranged, refusals: unfit } = arrange(view, template);
  refusals.push(...unfit);
  if (refusals.length > 0) return { ok: false, refusals };
  return { ok: true, render: async () => draw(view, template, arranged) };
}

/** For a view that is known to be printable; throws where `prepareCertificate` would refuse. */
export async function renderCertificate(view: CertificateView): Promise<Buffer> {
  const prepared = prepareCertificate(view);
  if (prepared.ok) return prepared.render();
  throw new Error(`Certificate cannot be printed: ${prepared.refusals.map(({ code }) => code).join(", ")}`);
}

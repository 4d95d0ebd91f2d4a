/**
 * View in, PDF bytes out. `prepareCertificate` makes all checks and has no effect; its `render` then cannot be
 * refused. The same view gives the same bytes, whenever and after whatever else it is rendered; a signature adds its own.
 */
import { type ArrangeRefusal, arrange } from "./arrange";
import { arrangeCard, drawCard } from "./card";
import { draw } from "./draw";
import { isUsablePhoto } from "./photo";
import type { Signing } from "./sign";
import { type AnyTemplate, isCard } from "./template";
import { findTemplate } from "./templates/catalogue";
import type { CertificateView } from "./view";

export { missingGlyphs } from "./fonts";

export type CertificateRefusal =
  | { code: "template.unknown"; templateId: string; templateVersion: number }
  | { code: "photo.unusable" }
  /** A phone could not read it from the paper any more. */
  | { code: "qr.too-long"; bytes: number; most: number }
  | ArrangeRefusal;

/** Bytes of address and proof together. */
const QR_MOST = 200;

/** A verdict with the means to go on. */
export type PreparedCertificate =
  | { ok: true; render: (signing?: Signing) => Promise<Buffer> }
  | { ok: false; refusals: CertificateRefusal[] };

/** Checks everything that could keep the certificate from being printed, and says all of it at once. */
export function prepareCertificate(view: CertificateView): PreparedCertificate {
  const { templateId, templateVersion, photo } = view;
  const template = findTemplate(templateId, templateVersion);
  if (!template) return { ok: false, refusals: [{ code: "template.unknown", templateId, templateVersion }] };

  const refusals: CertificateRefusal[] = [];
  const qrBytes = Buffer.byteLength(view.qrText ?? "");
  if (qrBytes > QR_MOST) refusals.push({ code: "qr.too-long", bytes: qrBytes, most: QR_MOST });
  if (photo && !isUsablePhoto(photo)) refusals.push({ code: "photo.unusable" });
  const { refusals: unfit, render } = laidOut(view, template);
  refusals.push(...unfit);
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, render };
}

/** As an edition prints this view, in its colours or as a printer without colours shows them; null where it cannot. */
export async function renderPreview(
  view: CertificateView,
  { grey }: { grey: boolean },
): Promise<Buffer | null> {
  const template = findTemplate(view.templateId, view.templateVersion);
  if (!template || !prepareCertificate(view).ok) return null;
  return laidOut(view, grey ? inGrey(template) : template).render();
}

/** Every ink by how light it is (ITU-R BT.601, as printers do it). */
function inGrey<Template extends AnyTemplate>(template: Template): Template {
  const text = JSON.stringify(template).replace(
    /#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/g,
    (_, ...inks: string[]) => {
      const [red, green, blue] = inks.slice(0, 3).map((ink) => Number.parseInt(ink, 16)) as [
        number,
        number,
        number,
      ];
      const light = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      return `#${light.toString(16).padStart(2, "0").repeat(3)}`;
    },
  );
  return JSON.parse(text);
}

function laidOut(view: CertificateView, template: AnyTemplate) {
  if (isCard(template)) {
    const { faces, refusals } = arrangeCard(view, template);
    return { refusals, render: (signing?: Signing) => drawCard(view, template, faces, signing) };
  }
  const { arranged, refusals } = arrange(view, template);
  return { refusals, render: (signing?: Signing) => draw(view, template, arranged, signing) };
}

/** For a view that is known to be printable; throws where `prepareCertificate` would refuse. */
export async function renderCertificate(view: CertificateView, signing?: Signing): Promise<Buffer> {
  const prepared = prepareCertificate(view);
  if (prepared.ok) return prepared.render(signing);
  throw new Error(`Certificate cannot be printed: ${prepared.refusals.map(({ code }) => code).join(", ")}`);
}

/**
 * The register entry: what the register says about a certificate on the day of issue, stored before anything is printed
 * and embedded in its document. In: nothing. Out: the shape, and the view the paper is printed from.
 * It holds what is printed and public, and nothing else: no identity number, title or identity kind.
 */

import type { DateOn } from "~/calendar";
import { certificationText } from "~/text/certification";
import { longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { textFor } from "~/text/text";
import type { CertificateView } from "../../certificates/view";

export type RegisterEntry = {
  schema: "chizheng-register-entry/1" | "chizheng-register-entry/2";
  certificateId: string;
  certificateType: string;
  number: string;
  holderName: string;
  /** Content address of the photograph printed; null where there is none. */
  photoHash: string | null;
  jurisdiction: string;
  unitName: string;
  unitCode: string;
  field: string;
  /** Both days count. */
  validFromOn: DateOn;
  validToOn: DateOn;
  issuer: string;
  issuedOn: DateOn;
  issuedAt: string;
  verifyUrl: string;
  verificationCode: string;
  template: Template;
  /** Since the second schema: its card, its place in the status list, and the text of its code (`offline-proof.ts`). */
  card?: Template;
  statusIndex?: number;
  codeText?: string;
};

/** A layout in the edition a document was printed with. */
export type Template = { id: string; version: number };

/** The editions that are printed today; an issued certificate keeps its own. */
export const CURRENT_TEMPLATE = { id: "enforcement-a4", version: 2 } as const;
export const CURRENT_CARD = { id: "enforcement-card", version: 1 } as const;

export const LAYOUTS = ["a4", "card"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** The documents that an entry is printed as: those of the first schema had no card. */
export function templatesOf({ template, card }: RegisterEntry): { layout: Layout; template: Template }[] {
  return [{ layout: "a4", template }, ...(card ? [{ layout: "card" as const, template: card }] : [])];
}

/** The same entry always gives the same view, and so the same bytes. The paper is Chinese whatever the reader's language. */
export function viewOf(
  entry: RegisterEntry,
  photo: Uint8Array | null,
  template = entry.template,
): CertificateView {
  const { paper } = textFor(certificationText, "zh-CN");
  const day = (on: DateOn) => longDate(on, "zh-CN");
  return {
    templateId: template.id,
    templateVersion: template.version,
    jurisdiction: entry.jurisdiction,
    title: paper.title,
    holderName: entry.holderName,
    unit: entry.unitName,
    number: entry.number,
    validFrom: day(entry.validFromOn),
    validTo: day(entry.validToOn),
    issuer: entry.issuer,
    issuedOn: day(entry.issuedOn),
    verifyUrl: entry.verifyUrl,
    // Entries of the first schema were printed without either.
    ...(entry.codeText ? { qrText: entry.codeText, field: fieldName("zh-CN", entry.field) } : {}),
    verifyCode: entry.verificationCode,
    notices: [...paper.notices],
    ...(photo ? { photo } : {}),
    registerEntry: entry,
    documentId: entry.certificateId,
    createdAt: new Date(entry.issuedAt),
  };
}

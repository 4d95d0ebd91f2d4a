/**
 * Everything that is printed on a certificate, as plain strings, and what is embedded beside it.
 * The paper decides nothing: whoever fills the view has already formatted the dates, grouped the code and
 * chosen the template. The same view always gives the same bytes, so a view must not hold "now".
 */
export type CertificateView = {
  /** Which layout, and which edition of it: an issued certificate keeps the edition that it was printed with. */
  templateId: string;
  templateVersion: number;

  /** 临湖区 */
  jurisdiction: string;
  /** 行政执法证件登记证明 */
  title: string;
  holderName: string;
  /** The unit's name on the day of issue. */
  unit: string;
  number: string;
  /** Enforcement field; the row is left out when absent. */
  field?: string;
  /** Of training and study: what was learned, with what result, and until when the proof holds. */
  subject?: string;
  result?: string;
  achievedOn?: string;
  holdsUntil?: string;
  /** Calendar dates as printed, 2023年5月18日. The last day counts. */
  validFrom: string;
  validTo: string;
  issuer: string;
  issuedOn: string;
  /** The whole address where it is verified; printed without its scheme. */
  verifyUrl: string;
  /** What the QR code holds when that is more than the address: the address and a proof that needs no network. */
  qrText?: string;
  /** Grouped for reading aloud, 7KQ2-M9XD-4RTH. */
  verifyCode: string;
  /** Sentences at the foot, one paragraph each. */
  notices: string[];
  /** Upright JPEG (grey or RGB) or PNG, cropped to 5:7 on the paper. Without it the photo column is not drawn. */
  photo?: Uint8Array;

  /** The register entry, embedded as `register-entry.json`. Any JSON value. */
  registerEntry: unknown;
  /** UUID of this document; stands in its metadata. */
  documentId: string;
  /** Instant that stands in the file as its creation and modification time. */
  createdAt: Date;
};

/**
 * The register entry of a certificate of training: stored before anything is printed, embedded in its document, never
 * changed. In: nothing. Out: the shape, and the view it is printed from. No identity number, no photograph, no field of enforcement.
 */
import type { DateOn } from "~/calendar";
import type { TrainingWord } from "~/rulebook/words";
import { longDate } from "~/text/dates";
import { textFor } from "~/text/text";
import { trainingText } from "~/text/training";
import type { CertificateView } from "../../certificates/view";
import type { Template } from "./register-entry";

export const TRAINING_TEMPLATE = { id: "training-a4", version: 1 } as const;

/** What a basis proves, in codes and figures: words come with the paper. */
export type Achievement =
  | { by: "exam"; title: string; mark: number; fullMark: number; on: DateOn }
  | { by: "year"; year: number; credited: number; measure: string; on: DateOn | null }
  | { by: "course"; title: string; minutes: number; on: DateOn };

export type TrainingEntry = {
  schema: "chizheng-training-entry/1";
  certificateId: string;
  kind: TrainingWord;
  number: string;
  holderName: string;
  jurisdiction: string;
  unitName: string;
  achievement: Achievement;
  issuer: string;
  issuedOn: DateOn;
  issuedAt: string;
  /** Still counts; null: it does not run out. */
  validToOn: DateOn | null;
  /** The number of the edition that this one corrects. */
  corrects: string | null;
  verifyUrl: string;
  verificationCode: string;
  template: Template;
};

/** What somebody would read differently: a correction changes some of it. */
export const saidBy = ({ holderName, jurisdiction, unitName, achievement, issuer }: TrainingEntry): string =>
  JSON.stringify([holderName, jurisdiction, unitName, issuer, Object.entries(achievement).sort()]);

/** The same entry always gives the same view, and so the same bytes. */
export function trainingView(entry: TrainingEntry): CertificateView {
  const { paper, kinds } = textFor(trainingText, "zh-CN");
  const day = (on: DateOn) => longDate(on, "zh-CN");
  const { achievement, validToOn } = entry;
  return {
    templateId: entry.template.id,
    templateVersion: entry.template.version,
    jurisdiction: entry.jurisdiction,
    title: kinds[entry.kind],
    holderName: entry.holderName,
    unit: entry.unitName,
    number: entry.number,
    subject: paper.subject(achievement),
    result: paper.result(achievement),
    ...(achievement.on ? { achievedOn: day(achievement.on) } : {}),
    ...(validToOn ? { holdsUntil: day(validToOn) } : {}),
    validFrom: day(entry.issuedOn),
    validTo: validToOn ? day(validToOn) : paper.forGood,
    issuer: entry.issuer,
    issuedOn: day(entry.issuedOn),
    verifyUrl: entry.verifyUrl,
    verifyCode: entry.verificationCode,
    notices: [...paper.notices, ...(entry.corrects ? [paper.corrects(entry.corrects)] : [])],
    registerEntry: entry,
    documentId: entry.certificateId,
    createdAt: new Date(entry.issuedAt),
  };
}

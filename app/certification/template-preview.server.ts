/** The templates of the paper, and a sample of each edition on which nobody real stands. */
import { certificationText } from "~/text/certification";
import { textFor } from "~/text/text";
import { trainingText } from "~/text/training";
import { allTemplates, renderPreview } from "./certificates.server";
import { CURRENT_CARD, CURRENT_TEMPLATE, type RegisterEntry, type Template, viewOf } from "./register-entry";
import { TRAINING_TEMPLATE, type TrainingEntry, trainingView } from "./training-entry";

export type TemplateEdition = Template & { width: number; height: number; inUse: boolean };

/** The newest edition of each first. */
export function templateEditions(): TemplateEdition[] {
  const current = [CURRENT_TEMPLATE, CURRENT_CARD, TRAINING_TEMPLATE];
  return allTemplates
    .map(({ id, version, page: { width, height } }) => ({
      ...{ id, version, width, height },
      inUse: current.some((used) => used.id === id && used.version === version),
    }))
    .sort((a, b) => a.id.localeCompare(b.id) || b.version - a.version);
}

/** Half a hundred bytes of nothing, as long as a real proof: the code leads nowhere. */
const NO_PROOF = "0".repeat(124);
const NO_CODE = "0000-0000-0000-0000-0000";

/** null: there is no such edition. */
export function previewOf(
  { id, version }: Template,
  { grey, publicUrl }: { grey: boolean; publicUrl: string },
): Promise<Buffer | null> {
  if (id === TRAINING_TEMPLATE.id) return trainingPreview({ id, version }, { grey, publicUrl });
  const { sample } = textFor(certificationText, "zh-CN").paper;
  const entry: RegisterEntry = {
    ...sample,
    schema: "chizheng-register-entry/2",
    certificateId: "00000000-0000-7000-8000-000000000000",
    certificateType: "administrative-enforcement",
    number: "00000000000",
    photoHash: null,
    unitCode: "",
    validFromOn: "2026-01-01",
    validToOn: "2030-12-31",
    issuedOn: "2026-01-01",
    issuedAt: "2026-01-01T00:00:00.000Z",
    verifyUrl: `${publicUrl}/v/${NO_CODE}`,
    verificationCode: NO_CODE,
    template: { id, version },
    codeText: `${publicUrl}/v/${NO_CODE.replaceAll("-", "")}#${NO_PROOF}`.slice(0, 200),
  };
  return renderPreview(viewOf(entry, null), { grey });
}

function trainingPreview(
  template: Template,
  { grey, publicUrl }: { grey: boolean; publicUrl: string },
): Promise<Buffer | null> {
  const { course, ...sample } = textFor(trainingText, "zh-CN").paper.sample;
  const entry: TrainingEntry = {
    ...{ ...sample, template, schema: "chizheng-training-entry/1", kind: "course", number: "CO-2026-00000" },
    certificateId: "00000000-0000-7000-8000-000000000000",
    achievement: { by: "course", title: course, minutes: 90, on: "2026-01-01" },
    issuedOn: "2026-01-01",
    issuedAt: "2026-01-01T00:00:00.000Z",
    validToOn: "2027-12-31",
    corrects: null,
    verifyUrl: `${publicUrl}/v/${NO_CODE}`,
    verificationCode: NO_CODE,
  };
  return renderPreview(trainingView(entry), { grey });
}

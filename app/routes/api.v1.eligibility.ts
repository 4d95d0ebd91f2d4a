import type { ActionFunctionArgs } from "@remix-run/node";
import {
  answer,
  askWith,
  checkInWords,
  notInScope,
  questionFrom,
  requireApiClient,
} from "~/positions/api-page.server";
import { eligibilityQuestion } from "~/positions/api-schema";
import { answerCheck } from "~/positions/check.server";

export const loader = () => askWith("POST");

/** May this officer enforce for this unit, at this instant? POST, so that nothing about a person stands in an address. */
export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const client = await requireApiClient(request, "eligibility", now);
  const { certificateNumber, unit, field, at, caseNumber } = await questionFrom(request, eligibilityQuestion);
  const asked = { unitCode: unit, field: field ?? null, caseNumber: caseNumber ?? null };
  const about = at ? new Date(at) : null;
  const check = await answerCheck({ ...asked, certificateNumber, at: about, client, now });
  if (!check) return notInScope();
  return answer({
    ...checkInWords(check),
    askedAbout: check.askedAbout.toISOString(),
    checkedAt: check.checkedAt.toISOString(),
  });
}

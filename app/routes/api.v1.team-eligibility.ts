import type { ActionFunctionArgs } from "@remix-run/node";
import { inTransaction } from "~/db.server";
import {
  answer,
  askWith,
  checkInWords,
  inWords,
  notInScope,
  questionFrom,
  requireApiClient,
} from "~/positions/api-page.server";
import { teamQuestion } from "~/positions/api-schema";
import { answerTeamCheck } from "~/positions/check.server";
import { refusalsOf } from "~/verdict";

export const loader = () => askWith("POST");

/** May these people act together for this unit, at this instant? Each one's verdict, and that on the team. */
export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const client = await requireApiClient(request, "team", now);
  const { unit, field, at, caseNumber, ...who } = await questionFrom(request, teamQuestion);
  const asked = {
    ...{ ...who, unitCode: unit, field: field ?? null, caseNumber: caseNumber ?? null },
    at: at ? new Date(at) : null,
  };
  const team = await inTransaction((tx) => answerTeamCheck(tx, asked, client, now));
  if (!team) return notInScope();
  return answer({
    mayAct: team.verdict.ok,
    reasons: refusalsOf(team.verdict).map(inWords),
    members: team.members.map(({ certificateNumber, check }) => ({
      certificateNumber,
      ...checkInWords(check),
    })),
    askedAbout: team.askedAbout.toISOString(),
    checkedAt: team.checkedAt.toISOString(),
  });
}

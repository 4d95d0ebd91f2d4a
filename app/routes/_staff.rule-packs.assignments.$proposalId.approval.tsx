import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireProposal } from "~/casework/pack-assignment.server";
import { AssignmentDecisionPage } from "~/components/assignment-decision";
import { inTransaction } from "~/db.server";
import { decideAssignment } from "~/rulebook/assignment.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.decisions.approval);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { proposal } = await requireProposal(request, params.proposalId, "rule-pack:approve", new Date());
  return { proposal };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, proposal } = await requireProposal(request, params.proposalId, "rule-pack:approve", now);
  const { proposalId } = proposal;
  const answer = await inTransaction((tx) =>
    decideAssignment(tx, { proposalId, decision: "approved" }, actor.accountId, now),
  );
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect("/rule-packs?done=assignment-approval", { status: 303 });
}

export default function Approval() {
  const { proposal } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <AssignmentDecisionPage act="approval" proposal={proposal} refusals={refused?.refusals} />;
}

/** A transfer that an address names, and what its three answers share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { accountNames } from "~/access/account-names.server";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { personnelFacts } from "~/personnel/facts.server";
import { maskedNumbers } from "~/personnel/person.server";
import type { TransferDecision } from "./transfer";
import { findTransfer } from "./transfer-list.server";
import { transferFollows } from "./transfer-preview.server";
import { answerTransfer } from "./transfers.server";

export const TRANSFERS = "/transfers";

/** Read by both units; accepted or declined by the one they go to, withdrawn by the one they belong to. */
const SIDE = { "transfer:read": "either", "transfer:answer": "to", "transfer:release": "from" } as const;

async function requireTransfer(
  request: Request,
  { transferId }: { transferId?: string },
  permission: keyof typeof SIDE,
) {
  const actor = await requirePermission(request, permission);
  const paths = pathsFor(actor, permission);
  const transfer = isUuid(transferId) ? await findTransfer(prisma, paths, { transferId }) : null;
  const side = SIDE[permission];
  const path = side === "from" ? transfer?.fromPath : transfer?.toPath;
  if (!transfer || (side !== "either" && !can(actor, permission, { path: path ?? "" })))
    throw new Response(null, { status: 404 });
  return { actor, transfer };
}

/** While it waits, what would follow; and what this officer may do. */
export async function transferShown(request: Request, params: { transferId?: string }, now: Date) {
  const { actor, transfer } = await requireTransfer(request, params, "transfer:read");
  const { personId, decision, fromPath, toPath, releasedById } = transfer;
  const isOpen = decision === null;
  const may = (permission: "transfer:answer" | "transfer:release", path: string) =>
    isOpen && can(actor, permission, { path, personId });
  const answers = may("transfer:answer", toPath);
  const facts = (await personnelFacts(prisma, [personId], { trueOn: chinaDateOf(now) })).get(personId);
  const names = await accountNames(prisma, [releasedById, transfer.decidedById]);
  return {
    transfer,
    releasedBy: names[releasedById] ?? "",
    decidedBy: names[transfer.decidedById ?? ""] ?? "",
    job: facts?.employments.find(({ relation }) => relation === "home") ?? null,
    maskedNumber: (await maskedNumbers(prisma, [personId])).get(personId) ?? "",
    follows: isOpen ? await transferFollows(prisma, transfer, now) : null,
    may: {
      accept: answers && releasedById !== actor.accountId,
      decline: answers,
      withdraw: may("transfer:release", fromPath),
    },
  };
}

const permissionFor = (decision: TransferDecision) =>
  decision === "withdrawn" ? ("transfer:release" as const) : ("transfer:answer" as const);

export const transferActPage =
  (decision: TransferDecision) =>
  async ({ request, params }: LoaderFunctionArgs) =>
    (await requireTransfer(request, params, permissionFor(decision))).transfer;

/** Done, or every refusal beside what was typed. */
export const answeringTransfer =
  (decision: TransferDecision) =>
  async ({ request, params }: ActionFunctionArgs) => {
    const now = new Date();
    const { actor, transfer } = await requireTransfer(request, params, permissionFor(decision));
    const reason = textIn(await request.formData(), "reason", 200);
    const asked = { transferId: transfer.id, decision, reason };
    const answer = await inTransaction((tx) => answerTransfer(tx, asked, actor, now));
    if (answer.ok) throw redirect(`${TRANSFERS}/${transfer.id}?done=${decision}`, { status: 303 });
    return data({ refusals: answer.refusals, reason }, { status: 422 });
  };

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { findOpening } from "~/certification/item-opening-list.server";
import { undoOpening } from "~/certification/item-openings.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { unitsEver } from "~/organisation/past-units.server";
import { itemOpeningsText } from "~/text/item-openings";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemOpeningsText, (t) => t.undo.title);

/** A table of the reader's units, as they are or were, or 404. */
async function requireOpening(request: Request, { openingId }: { openingId?: string }) {
  const actor = await requirePermission(request, "item:record");
  const opening = await findOpening(prisma, openingId);
  const unitIds = await unitsEver(prisma, pathsFor(actor, "item:record"));
  if (!opening || !unitIds.includes(opening.unitId)) throw new Response(null, { status: 404 });
  return { actor, opening };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { opening } = await requireOpening(request, params);
  return { fileName: opening.fileName, out: opening.out };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, opening } = await requireOpening(request, params);
  const reason = textIn(await request.formData(), "reason", 500);
  const undoing = { openingId: opening.id, reason };
  const verdict = await inTransaction((tx) => undoOpening(tx, undoing, actor.accountId, now));
  if (verdict.ok) throw redirect("/items/openings?done=undone", { status: 303 });
  return data({ refusals: verdict.refusals, typed: { reason } }, { status: 422 });
}

export default function UndoOpening() {
  const { fileName, out } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(itemOpeningsText);
  const t = all.undo;
  return (
    <ActPage
      title={t.title}
      lede={t.lede(fileName, out)}
      crumbs={[{ text: all.title, href: "/items/openings" }]}
      back="/items/openings"
      refusals={refused?.refusals}
      submit={t.submit}
      stop
    >
      <TextAreaField
        label={t.reason}
        name="reason"
        hint={t.reasonHint}
        defaultValue={refused?.typed.reason}
      />
    </ActPage>
  );
}

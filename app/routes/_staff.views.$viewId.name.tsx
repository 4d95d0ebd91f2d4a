import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { isTakenAtOnce, renameView, type ViewProblem } from "~/access/saved-views.server";
import { requireStaff } from "~/access/session.server";
import { RefusedView } from "~/components/refused-view";
import { inTransaction } from "~/db.server";
import { listsText } from "~/text/lists";
import { titled } from "~/text/title";

export const meta = titled(listsText, (t) => t.views.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requireStaff(request);
  throw redirect("/desk");
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireStaff(request);
  const id = params.viewId ?? "";
  const name = String((await request.formData()).get("name") ?? "");
  const renamed = await inTransaction((tx) => renameView(tx, { accountId: actor.accountId, id, name })).catch(
    (error: unknown) => {
      if (isTakenAtOnce(error)) return { ok: false as const, problem: "taken" as ViewProblem, view: null };
      throw error;
    },
  );
  if (!renamed) throw new Response(null, { status: 404 });
  if (renamed.ok) throw redirect(`/${renamed.view.list}?${renamed.view.query}`, 303);
  const back = renamed.view ? `/${renamed.view.list}?${renamed.view.query}` : "/desk";
  return data({ id, name, back, problem: renamed.problem }, { status: 422 });
}

export default function ViewName() {
  const refused = useActionData<typeof action>();
  if (!refused) return null;
  const { id, name, back, problem } = refused;
  return <RefusedView act={`/views/${id}/name`} list="" search="" {...{ name, back, problem }} />;
}

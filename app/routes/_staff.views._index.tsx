import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import type { Permission } from "~/access/permissions";
import {
  isTakenAtOnce,
  saveView,
  VIEWED_LISTS,
  type ViewedList,
  type ViewProblem,
  viewQuery,
} from "~/access/saved-views.server";
import { requirePermission, requireStaff } from "~/access/session.server";
import { RefusedView } from "~/components/refused-view";
import { inTransaction } from "~/db.server";
import { listsText } from "~/text/lists";
import { titled } from "~/text/title";

const READING = {
  people: "person:read",
  units: "unit:read",
  certificates: "certificate:read",
  positions: "position:read",
  applications: "application:read",
  questions: "bank:read",
} as const satisfies Record<ViewedList, Permission>;

export const meta = titled(listsText, (t) => t.views.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requireStaff(request);
  throw redirect("/desk");
}

export async function action({ request }: ActionFunctionArgs) {
  await requireStaff(request);
  const form = await request.formData();
  const list = VIEWED_LISTS.find((one) => one === form.get("list"));
  if (!list) throw new Response(null, { status: 404 });
  const actor = await requirePermission(request, READING[list]);
  const name = String(form.get("name") ?? "");
  const search = String(form.get("search") ?? "");
  const saved = await inTransaction((tx) =>
    saveView(tx, { accountId: actor.accountId, list, name, search }, new Date()),
  ).catch((error: unknown) => {
    if (isTakenAtOnce(error)) return { ok: false as const, problem: "taken" as ViewProblem };
    throw error;
  });
  if (saved.ok) throw redirect(`/${list}?${saved.view.query}`, 303);
  return data({ list, name, search: viewQuery(search), problem: saved.problem }, { status: 422 });
}

export default function Views() {
  const refused = useActionData<typeof action>();
  if (!refused) return null;
  const { list, name, search, problem } = refused;
  return <RefusedView act="/views" back={`/${list}?${search}`} {...{ list, name, search, problem }} />;
}

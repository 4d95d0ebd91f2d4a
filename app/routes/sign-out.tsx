import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { closeSession } from "~/access/session.server";
import { inTransaction } from "~/db.server";

export const loader = () => redirect("/");

export async function action({ request }: ActionFunctionArgs) {
  const cookie = await inTransaction((tx) => closeSession(tx, request, new Date()));
  return redirect("/", { status: 303, headers: { "Set-Cookie": cookie } });
}

import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { returnPathFrom } from "~/components/return-path";
import { choiceCookie, isLocale } from "~/text/text";

export function loader() {
  return redirect("/");
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const lang = form.get("lang");
  if (!isLocale(lang)) throw new Response(null, { status: 400 });
  return redirect(returnPathFrom(form.get("to")), {
    status: 303,
    headers: { "Set-Cookie": choiceCookie("lang", lang) },
  });
}

/** Never drawn: with it, what this address refuses has the page of refusals around it instead of nothing. */
export default function NoPage() {
  return null;
}

import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { returnPathFrom } from "~/components/return-path";
import { choiceCookie } from "~/text/text";

export function loader() {
  return redirect("/");
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const elder = form.get("elder") === "1";
  return redirect(returnPathFrom(form.get("to")), {
    status: 303,
    headers: { "Set-Cookie": choiceCookie("elder", elder ? "1" : "") },
  });
}

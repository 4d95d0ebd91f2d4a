import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { dateOnFrom } from "~/calendar";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { isUuid } from "~/ids";
import { endAssignment } from "~/positions/assignments.server";
import { positionFrom } from "~/positions/position-page.server";
import { positionsText } from "~/text/positions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(positionsText, (t) => t.end);

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/positions/${params.positionId}`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "assignment:write");
  const now = new Date();
  const { position } = await positionFrom(params, actor, "assignment:write", now);
  const form = await request.formData();
  const typed = {
    toOn: String(form.get("toOn") ?? "").trim(),
    reason: String(form.get("reason") ?? "").trim(),
  };
  const toOn = dateOnFrom(typed.toOn);
  const wrong = [...(toOn ? [] : ["endOn" as const]), ...(typed.reason === "" ? ["reason" as const] : [])];
  if (wrong.length > 0 || !toOn) return data({ typed, wrong }, { status: 422 });
  const { factId } = params;
  const ended =
    isUuid(factId) &&
    (await inTransaction((tx) =>
      endAssignment(
        tx,
        { factId, positionId: position.positionId, toOn, reason: typed.reason },
        actor.accountId,
        now,
      ),
    ));
  if (!ended) throw new Response(null, { status: 404 });
  throw redirect(`/positions/${position.positionId}?done=ended`, { status: 303 });
}

export default function Ending() {
  const refused = useActionData<typeof action>();
  const t = useText(positionsText);
  const errorsOf = (name: "endOn" | "reason") =>
    refused?.wrong.includes(name) ? [t.problem[name]] : undefined;
  return (
    <>
      <PageHead title={t.end} lede={t.endLede} />
      {refused && (
        <ErrorSummary
          problems={refused.wrong.map((name) => ({
            field: name === "endOn" ? "toOn" : "reason",
            message: t.problem[name],
          }))}
        />
      )}
      <form method="post" className="form">
        <TextField
          label={t.endOn}
          name="toOn"
          hint={t.dateHint}
          defaultValue={refused?.typed.toOn}
          errors={errorsOf("endOn")}
          figures
        />
        <TextField
          label={t.endReason}
          name="reason"
          defaultValue={refused?.typed.reason}
          errors={errorsOf("reason")}
        />
        <div className="acts">
          <Button kind="stop">{t.end}</Button>
        </div>
      </form>
    </>
  );
}

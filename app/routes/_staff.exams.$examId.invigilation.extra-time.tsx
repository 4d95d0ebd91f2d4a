import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ChoicesField } from "~/components/choices-field";
import { InvigilationAct } from "~/components/invigilation/act";
import { giveTime } from "~/exams/extra-time.server";
import { actFrom, actPage } from "~/exams/invigilation-form.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.extraTime.title);

export const loader = actPage;

export const action = (args: ActionFunctionArgs) =>
  actFrom(args, "extra-time", (tx, { target, candidate }, typed, actorId, now) => {
    // An accommodation is one person's; a room is given time for what happened in it.
    const kind = candidate && typed.kind === "accommodation" ? "accommodation" : "extra-time";
    const { count: minutes, reason, pastClose } = typed;
    return giveTime(tx, { target, kind, minutes, reason, pastClose }, actorId, now);
  });

export default function ExtraTime() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(invigilationText);
  const kinds = [
    { value: "extra-time", text: t.form.once },
    { value: "accommodation", text: t.form.always },
  ];
  return (
    <InvigilationAct words={t.extraTime} page={page} refused={refused} withMinutes>
      {page.isForOne && (
        <ChoicesField
          name="kind"
          legend={t.form.kind}
          options={kinds}
          chosen={[refused?.typed.kind || "extra-time"]}
        />
      )}
    </InvigilationAct>
  );
}

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ChoicesField } from "~/components/choices-field";
import { InvigilationAct } from "~/components/invigilation/act";
import { inTransaction } from "~/db.server";
import { giveTime } from "~/exams/extra-time.server";
import { actAnswer, actFormFrom, actPage } from "~/exams/invigilation-form.server";
import { aimFrom, requireInvigilation } from "~/exams/invigilation-page.server";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.extraTime.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const aim = await aimFrom(request, invigilation, now);
  return { ...actPage(request, invigilation, aim), isForOne: aim.candidate !== null };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { target, candidate } = await aimFrom(request, invigilation, now);
  const typed = actFormFrom(await request.formData());
  // An accommodation is one person's; a room is given time for what happened in it.
  const kind = candidate && typed.kind === "accommodation" ? "accommodation" : "extra-time";
  const { count: minutes, reason, pastClose } = typed;
  const { accountId } = invigilation.actor;
  const outcome = await inTransaction((tx) =>
    giveTime(tx, { target, kind, minutes, reason, pastClose }, accountId, now),
  );
  return actAnswer(outcome, "extra-time", target, typed);
}

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

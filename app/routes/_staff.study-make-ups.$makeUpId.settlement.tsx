import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { SelectField } from "~/components/select-field";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { recordsMakingUp, settleMakeUp } from "~/study/make-ups.server";
import { requireMakeUp } from "~/study/session-page.server";
import { shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.makeUp.settleTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { makeUp, name } = await requireMakeUp(request, params, "study-session:record", now);
  const { makeUpId, title } = makeUp;
  return { makeUpId, title, name, records: await recordsMakingUp(prisma, makeUp, now) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, makeUp } = await requireMakeUp(request, params, "study-session:record", now);
  const { makeUpId } = makeUp;
  const chosen = (await request.formData()).get("recordId");
  const recordId = isUuid(chosen) ? chosen : null;
  const verdict = await inTransaction((tx) => settleMakeUp(tx, { makeUpId, recordId }, actor.accountId, now));
  if (verdict.ok) throw redirect("/study-make-ups?done=settled", { status: 303 });
  return data({ recordId: recordId ?? "", refusals: verdict.refusals }, { status: 422 });
}

export default function Settlement() {
  const { title, name, records } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const { modes, minutes } = useText(studyText);
  return (
    <ActPage
      title={t.makeUp.settleTitle}
      lede={t.makeUp.settleLede(name, title)}
      crumbs={[{ text: t.makeUp.title, href: "/study-make-ups" }]}
      back="/study-make-ups"
      refusals={refused?.refusals}
      submit={t.makeUp.settle}
    >
      <SelectField
        label={t.makeUp.record}
        name="recordId"
        empty={records.length > 0 ? t.makeUp.chooseRecord : t.makeUp.noRecords}
        choices={records.map((one) => ({
          value: one.id,
          text: t.makeUp.recordFacts(
            shortInstant(one.startAt),
            one.title,
            modes[one.mode],
            minutes(one.minutes),
          ),
        }))}
        defaultValue={refused?.recordId}
      />
    </ActPage>
  );
}

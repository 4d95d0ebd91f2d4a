import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openAmendment } from "~/casework/study-amendment.server";
import { requireFreeze } from "~/casework/study-year-page.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const LONGEST_NOTICE = 80;
const LONGEST_REASON = 400;

export const meta = titled(studyYearsText, (t) => t.reopen);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { freeze, unit } = await requireFreeze(request, params, "study-year:reopen", new Date());
  return { freezeId: freeze.freezeId, year: freeze.year, district: unit.shortName };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, freeze } = await requireFreeze(request, params, "study-year:reopen", now);
  const { freezeId } = freeze;
  const form = await request.formData();
  const typed = {
    notice: textIn(form, "notice", LONGEST_NOTICE),
    reason: textIn(form, "reason", LONGEST_REASON),
  };
  const answer = await inTransaction((tx) => openAmendment(tx, { freezeId, ...typed }, actor.accountId, now));
  if (answer.ok) throw redirect(`/study-years/${freezeId}?done=reopened`, { status: 303 });
  return data({ typed, refusals: answer.refusals }, { status: 422 });
}

export default function OpenAmendment() {
  const { freezeId, year, district } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyYearsText);
  const back = `/study-years/${freezeId}`;
  return (
    <ActPage
      title={t.reopen}
      lede={t.reopenLede}
      crumbs={[
        { text: t.title, href: "/study-years" },
        { text: t.freezeTitle(district, year), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.reopen}
      stop
    >
      <TextField
        name="notice"
        label={t.notice}
        hint={t.noticeHint}
        maxLength={LONGEST_NOTICE}
        defaultValue={refused?.typed.notice}
      />
      <TextAreaField
        name="reason"
        label={t.reason}
        hint={t.reasonHint}
        maxLength={LONGEST_REASON}
        defaultValue={refused?.typed.reason}
      />
    </ActPage>
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { requiredExam } from "~/components/required-exam";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { requireRequirement } from "~/exams/requirement-page.server";
import { withdrawRequirement } from "~/exams/requirement-steps.server";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.withdraw);

const LONGEST = 200;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { requirement } = await requireRequirement(request, params, "requirement:write", new Date());
  return { requirement };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, requirement } = await requireRequirement(request, params, "requirement:write", now);
  const { requirementId } = requirement;
  const typed = String((await request.formData()).get("reason") ?? "").replaceAll("\u0000", "");
  const reason = [...typed.trim()].slice(0, LONGEST).join("");
  const answer = await inTransaction((tx) =>
    withdrawRequirement(tx, { requirementId, reason }, actor.accountId, now),
  );
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/requirements/${requirementId}?done=withdrawn`, { status: 303 });
  return data({ reason, refusals: answer.refusals }, { status: 422 });
}

export default function Withdrawal() {
  const { requirement } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  const locale = useLocale();
  const back = `/requirements/${requirement.requirementId}`;
  return (
    <ActPage
      title={t.withdraw}
      lede={`${requirement.name}, ${requiredExam(locale, requirement)}. ${t.withdrawLede}`}
      crumbs={[
        { text: t.title, href: "/requirements" },
        { text: requirement.name, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.withdraw}
      stop
    >
      <TextAreaField
        label={t.reason}
        hint={t.reasonHint}
        name="reason"
        maxLength={LONGEST}
        defaultValue={refused?.reason}
      />
    </ActPage>
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { examIdFrom } from "~/exams/attempt-page.server";
import { registerOneself } from "~/exams/own-registration.server";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.own.title);

/** Reached by address alone: the list of open exams offers it. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request);
  return redirect("/my/registrations");
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const now = new Date();
  const examId = examIdFrom(params);
  const answer = await inTransaction((tx) => registerOneself(tx, { examId, personId }, accountId, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/my/exams/${examId}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function OwnRegistration() {
  const refused = useActionData<typeof action>();
  const t = useText(examsText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.own.title}
        crumbs={[
          { text: t.my.title, href: "/my/exams" },
          { text: t.own.title, href: "/my/registrations" },
        ]}
      />
      {refused && (
        <Refusal level={2} verdict={t.own.cannot} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      <p className="acts">
        <LinkButton href="/my/registrations">{t.own.back}</LinkButton>
      </p>
    </>
  );
}

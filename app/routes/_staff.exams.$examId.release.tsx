import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, LinkButton } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction, prisma } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { releaseResults, releaseRules } from "~/exams/release.server";
import { DISCLOSURE_WORDS } from "~/rulebook/words";
import { examsText } from "~/text/exams";
import { objectionsText } from "~/text/objections";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(objectionsText, (t) => t.release.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:release");
  const { disclosure, objectionDays } = await releaseRules(prisma, exam.id);
  return {
    exam: { id: exam.id, title: exam.title },
    usual: disclosure.value,
    days: objectionDays.value,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:release");
  const now = new Date();
  const typed = (await request.formData()).get("disclosure");
  const disclosure = DISCLOSURE_WORDS.find((one) => one === typed);
  if (!disclosure)
    return data({ typed: "", refusals: [refusal("release.disclosure-missing")] }, { status: 422 });
  const answer = await inTransaction((tx) => releaseResults(tx, exam.id, actor.accountId, now, disclosure));
  if (answer.ok) throw redirect(`/exams/${exam.id}?done=released`, { status: 303 });
  return data({ typed: disclosure, refusals: answer.refusals }, { status: 422 });
}

export default function Release() {
  const { exam, usual, days } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const exams = useText(examsText);
  const t = useText(objectionsText).release;
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${t.lede}${locale === "en" ? " " : ""}${t.period(days)}`}
        crumbs={[
          { text: exams.title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title },
        ]}
      />
      {refused && (
        <Refusal level={2} verdict={exams.cannotRelease} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      <form method="post" className="form max-w-[46rem]">
        <ChoicesField
          name="disclosure"
          legend={t.what}
          chosen={[refused?.typed || usual]}
          options={DISCLOSURE_WORDS.map((value) => ({
            value,
            text: t.choices[value],
            hint: value === usual ? `${t.hints[value]} (${t.usual})` : t.hints[value],
          }))}
        />
        <div className="acts">
          <LinkButton href={`/exams/${exam.id}`}>{exams.registration.backToExam}</LinkButton>
          <Button kind="primary">{t.act}</Button>
        </div>
      </form>
    </>
  );
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { withdrawAmendment } from "~/questions/amendments.server";
import { amendmentFrom } from "~/questions/law-page.server";
import { longDate } from "~/text/dates";
import { lawsText } from "~/text/laws";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawsText, (t) => t.withdrawTitle);

const LONGEST_REASON = 500;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "law:amend");
  const { law, amendment } = await amendmentFrom(params);
  const { amendmentId, kind, effectiveOn } = amendment;
  const reread = await prisma.questionRereading.count({ where: { amendmentId } });
  return { amendmentId, kind, effectiveOn, name: law.name, reread };
}

/** What was recorded by mistake; kept, and told. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "law:amend");
  const now = new Date();
  const { amendmentId } = (await amendmentFrom(params)).amendment;
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const reason = read.text("reason", lawsText[locale].withdrawalReason, LONGEST_REASON);
  if (!reason) return refusedForm(typed, read.problems);
  const answer = await inTransaction((tx) =>
    withdrawAmendment(tx, { amendmentId, reason }, actor.accountId, now),
  );
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "reason"),
    );
  throw redirect(`/laws/amendments/${amendmentId}?done=withdrawn`, { status: 303 });
}

export default function Withdrawal() {
  const { amendmentId, kind, effectiveOn, name, reread } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lawsText);
  const locale = useLocale();
  const back = `/laws/amendments/${amendmentId}`;
  return (
    <ActPage
      title={t.withdrawTitle}
      lede={t.withdrawLede(reread)}
      crumbs={[
        { text: t.title, href: "/laws" },
        { text: t.amendmentTitle(name, kind, longDate(effectiveOn, locale)), href: back },
      ]}
      back={back}
      problems={refused?.problems}
      submit={t.withdraw}
      stop
    >
      <TextAreaField
        name="reason"
        label={t.withdrawalReason}
        errors={errorsAt(refused?.problems, "reason")}
        defaultValue={refused?.typed.reason}
      />
    </ActPage>
  );
}

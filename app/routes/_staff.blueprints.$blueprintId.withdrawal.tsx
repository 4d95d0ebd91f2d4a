import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { inTransaction, prisma } from "~/db.server";
import { requireBlueprint } from "~/questions/blueprint-list.server";
import { withdrawBlueprint } from "~/questions/blueprint-versions.server";
import { blueprintsText } from "~/text/blueprints";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(blueprintsText, (t) => t.withdrawTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "blueprint:write");
  const { blueprintId, title, exams, isWithdrawn } = await requireBlueprint(prisma, params.blueprintId);
  if (isWithdrawn) throw redirect(`/blueprints/${blueprintId}`);
  return { blueprintId, title, exams };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "blueprint:write");
  const { blueprintId } = await requireBlueprint(prisma, params.blueprintId);
  const answer = await inTransaction((tx) =>
    withdrawBlueprint(tx, { blueprintId }, actor.accountId, new Date()),
  );
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/blueprints/${blueprintId}?done=withdrawn`, { status: 303 });
}

export default function Withdrawal() {
  const { blueprintId, title, exams } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(blueprintsText);
  const locale = useLocale();
  const back = `/blueprints/${blueprintId}`;
  return (
    <ActPage
      title={t.withdrawTitle}
      lede={t.withdrawLede}
      crumbs={[
        { text: t.title, href: "/blueprints" },
        { text: title[locale], href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.withdraw}
      stop
    >
      <p>
        {t.exams} <b>{t.examsOf(exams)}</b>
      </p>
    </ActPage>
  );
}

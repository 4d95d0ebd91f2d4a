import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { type Column, Table } from "~/components/table";
import { inTransaction, prisma } from "~/db.server";
import { acceptStudyRecords } from "~/study/checks.server";
import { recordFrom } from "~/study/record-page.server";
import { refusalIn } from "~/text/refusals";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.list.acceptSelected);

/** Reached by address alone there is nothing selected. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "study:accept");
  return null;
}

/** Several entries, each by its own verdict: what may be accepted is, the rest is left with its reasons. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "study:accept");
  const now = new Date();
  const ids = [...new Set((await request.formData()).getAll("recordId"))].map(String).sort();
  const found = new Map<string, { name: string; title: string }>();
  for (const recordId of ids) {
    const { record, name } = await recordFrom(prisma, recordId, actor, ["study:accept"], now);
    found.set(recordId, { name, title: record.title });
  }
  const answers = await inTransaction((tx) =>
    acceptStudyRecords(tx, { recordIds: ids }, actor.accountId, now),
  );
  const refused = answers.flatMap(({ recordId, verdict }) =>
    verdict.ok ? [] : [{ recordId, ...found.get(recordId)!, refusals: verdict.refusals }],
  );
  if (ids.length > 0 && refused.length === 0)
    throw redirect(`/study-records?done=accepted-many&n=${ids.length}`, { status: 303 });
  return data({ accepted: ids.length - refused.length, refused }, { status: 422 });
}

type Refused = NonNullable<ReturnType<typeof useActionData<typeof action>>>["refused"][number];

export default function Acceptance() {
  const answer = useActionData<typeof action>();
  const t = useText(studyText);
  const locale = useLocale();
  const columns: Column<Refused>[] = [
    {
      key: "person",
      head: t.list.person,
      heads: true,
      cell: (row) => <a href={`/study-records/${row.recordId}`}>{row.name}</a>,
    },
    { key: "session", head: t.list.session, cell: (row) => row.title },
    {
      key: "why",
      head: t.mine.reason,
      cell: (row) =>
        row.refusals.map((refusal) => <p key={refusal.code}>{refusalIn(locale, refusal).sentence}</p>),
    },
  ];
  const back = <LinkButton href="/study-records">{t.refused.back}</LinkButton>;
  if (!answer || answer.refused.length === 0)
    return (
      <Empty title={t.refused.none} acts={back}>
        {t.refused.noneBody}
      </Empty>
    );
  return (
    <>
      <PageHead
        title={t.refused.batch(answer.accepted, answer.refused.length)}
        acts={back}
        crumbs={[{ text: t.title, href: "/study-records" }, { text: t.list.acceptSelected }]}
      />
      <Table label={t.refused.title} columns={columns} rows={answer.refused} keyOf={(row) => row.recordId} />
    </>
  );
}

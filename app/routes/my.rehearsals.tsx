import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { inTransaction, prisma } from "~/db.server";
import { deviceFor } from "~/exams/device.server";
import { rehearsalsOf, startRehearsal } from "~/exams/rehearsal.server";
import { longInstantToTheSecond } from "~/text/dates";
import { deviceCheckText } from "~/text/device-check";
import { examsText } from "~/text/exams";
import { rehearsalText } from "~/text/rehearsal";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(rehearsalText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  return rehearsalsOf(prisma, personId, new Date());
}

/** A new rehearsal, in the language it is asked for in; while one is under way, that one. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const now = new Date();
  const { device, headers } = await deviceFor(request);
  const { practice } = textFor(rehearsalText, localeFrom(request));
  const attemptId = await inTransaction((tx) =>
    startRehearsal(tx, { personId, device, practice }, accountId, now),
  );
  throw redirect(`/my/attempts/${attemptId}`, { status: 303, headers });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Rehearsals() {
  const { openId, latest } = useLoaderData<typeof loader>();
  const t = useText(rehearsalText);
  const { my } = useText(examsText);
  const device = useText(deviceCheckText);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.intro}
        crumbs={[{ text: my.title, href: "/my/exams" }, { text: t.title }]}
      />
      <div className="stack-lg">
        <Section title={t.instructions}>
          <ol className="next">
            {t.lines.map((line) => (
              <li key={line}>
                <span>{line}</span>
              </li>
            ))}
          </ol>
          <p className="hint">{my.needsScript}</p>
        </Section>
        <form method="post">
          <p className="acts acts-lg">
            {openId ? (
              <LinkButton kind="primary" href={`/my/attempts/${openId}`}>
                {t.goOn}
              </LinkButton>
            ) : (
              <Button kind="primary">{t.start}</Button>
            )}
            <LinkButton href="/my/device-check">{device.title}</LinkButton>
          </p>
        </form>
        {latest.length > 0 && <Latest rows={latest} />}
      </div>
    </>
  );
}

function Latest({ rows }: { rows: Page["latest"] }) {
  const t = useText(rehearsalText);
  const { by } = useText(examsText);
  const locale = useLocale();
  const columns: Column<Page["latest"][number]>[] = [
    {
      key: "started",
      head: t.startedAt,
      heads: true,
      cell: ({ startedAt }) => longInstantToTheSecond(startedAt, locale),
    },
    {
      key: "submitted",
      head: t.submittedAt,
      cell: ({ submittedAt, submittedBy }) => (
        <>
          {longInstantToTheSecond(submittedAt, locale)}
          <Sub>{by[submittedBy]}</Sub>
        </>
      ),
    },
    {
      key: "receipt",
      head: t.receipt,
      cell: ({ attemptId, receiptNumber }) => (
        <a href={`/my/attempts/${attemptId}/receipt`}>
          <span className="code">{receiptNumber}</span>
        </a>
      ),
    },
  ];
  return (
    <Section title={t.latest}>
      <Table label={t.latest} columns={columns} rows={rows} keyOf={({ attemptId }) => attemptId} />
    </Section>
  );
}

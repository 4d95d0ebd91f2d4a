import { useLoaderData } from "@remix-run/react";
import { ActForm } from "~/components/act-form";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { shortInstant } from "~/text/dates";
import { studyYearsText } from "~/text/study-years";
import { useText } from "~/text/text";
import type { loader } from "./route";

type Loaded = Awaited<ReturnType<typeof loader>>;

export function Amendments() {
  const { freezeId, amendments, may } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const columns: Column<Loaded["amendments"][number]>[] = [
    {
      key: "number",
      head: t.amendments,
      heads: true,
      cell: (one) => (
        <>
          {t.amendment(one.number)}
          <Sub>{one.notice}</Sub>
        </>
      ),
    },
    { key: "reason", head: t.reason, cell: (one) => one.reason },
    {
      key: "opened",
      head: t.states.reopened,
      cell: (one) => (
        <>
          {t.amendmentOpened(one.openedBy, shortInstant(one.openedAt))}
          <Sub>{t.amendmentSteps(one.steps)}</Sub>
        </>
      ),
    },
    {
      key: "closed",
      head: t.states.frozen,
      cell: (one) => {
        if (one.closedAt && one.closedBy !== null)
          return t.amendmentClosed(one.closedBy, shortInstant(one.closedAt));
        if (may.close && may.close !== one.openedById)
          return (
            <ActForm
              action={`/study-years/${freezeId}/amendments/${one.amendmentId}/closing`}
              kind="primary"
              small
            >
              {t.close}
            </ActForm>
          );
        return <Status tone="warn">{t.states.reopened}</Status>;
      },
    },
  ];
  return (
    <Section title={t.amendments}>
      {amendments.length === 0 ? (
        <p className="quiet">{t.noAmendments}</p>
      ) : (
        <Table label={t.amendments} columns={columns} rows={amendments} keyOf={(one) => one.amendmentId} />
      )}
    </Section>
  );
}

/** What can be kept and checked away from here. */
export function Chain() {
  const { freezeId, chain, whole } = useLoaderData<typeof loader>();
  const t = useText(studyYearsText);
  const columns: Column<Loaded["chain"][number]>[] = [
    {
      key: "which",
      head: t.chain,
      heads: true,
      cell: ({ number }) => (number === 0 ? t.first : t.amendment(number)),
    },
    {
      key: "at",
      head: t.signedAt,
      cell: ({ signedAt, by }) => (
        <>
          {shortInstant(signedAt)}
          <Sub>{by}</Sub>
        </>
      ),
    },
    { key: "digest", head: t.digest, cell: ({ digest }) => <code className="break-all">{digest}</code> },
  ];
  return (
    <Section
      title={t.chain}
      end={
        whole && (
          <nav className="acts" aria-label={t.chain}>
            <a className="act-link" href={`/study-years/${freezeId}/signed.json`}>
              {t.signedFile}
            </a>
            <a className="act-link" href="/receipts/keys.json">
              {t.keys}
            </a>
          </nav>
        )
      }
    >
      <Table label={t.chain} columns={columns} rows={chain} keyOf={({ digest }) => digest} />
      <p className="hint">{t.chainHint}</p>
    </Section>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { transferShown } from "~/casework/transfer-page.server";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { TransferFollowing } from "~/components/transfer-following";
import { TransferStatus } from "~/components/transfer-status";
import type { EmploymentIdentity } from "~/personnel/identity";
import { longDate, shortInstant } from "~/text/dates";
import { identityNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { transfersText } from "~/text/transfers";

export const meta = titled(transfersText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get("done") ?? "";
  return { ...(await transferShown(request, params, new Date())), done };
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

/** Before it is answered, with all that would follow; afterwards with the answer. */
export default function Transfer() {
  const { transfer, maskedNumber, job, follows, may, done, ...shown } = useLoaderData<typeof loader>();
  const t = useText(transfersText);
  const locale = useLocale();
  const { name, fromUnit, toUnit, fromOn, decision, decidedAt, reason } = transfer;
  const identities = useText(identityNames);
  const { join } = useText(personnelText);
  const words = (identity: EmploymentIdentity | null, title: string | null) =>
    [identity ? identities[identity] : t.facts.unchanged, title].filter(Boolean).join(join);
  const said = (t.done as Record<string, string>)[done];
  return (
    <>
      <PageHead
        title={name}
        status={<TransferStatus decision={decision} />}
        lede={t.way(fromUnit, toUnit)}
        crumbs={[{ text: t.title, href: "/transfers" }, { text: name }]}
        acts={<Acts id={transfer.id} may={may} />}
      />
      <div className="stack-lg">
        {said && <Notice tone="ok" live title={said} />}
        {may.decline && !may.accept && <Notice tone="info">{t.ownRelease}</Notice>}
        <Facts
          items={[
            { term: t.facts.number, value: <span className="num">{maskedNumber}</span> },
            ...(job && decision === null
              ? [{ term: t.facts.now, value: words(job.identity, job.title) }]
              : []),
            { term: t.facts.there, value: words(transfer.identity, transfer.title) },
            { term: t.columns.on, value: longDate(fromOn, locale) },
            { term: t.columns.document, value: transfer.documentNumber },
            {
              term: t.facts.released,
              value: t.facts.by(shown.releasedBy, shortInstant(transfer.releasedAt)),
            },
            ...(decidedAt
              ? [{ term: t.facts.decided, value: t.facts.by(shown.decidedBy, shortInstant(decidedAt)) }]
              : []),
            ...(reason ? [{ term: t.facts.reason, value: reason }] : []),
          ]}
        />
        {follows && (
          <Section title={t.follows.title}>
            <TransferFollowing follows={follows} fromOn={fromOn} />
          </Section>
        )}
      </div>
    </>
  );
}

function Acts({ id, may }: { id: string; may: Shown["may"] }) {
  const t = useText(transfersText);
  const at = `/transfers/${id}`;
  return (
    <>
      {may.withdraw && <LinkButton href={`${at}/withdrawal`}>{t.withdraw}</LinkButton>}
      {may.decline && <LinkButton href={`${at}/refusal`}>{t.decline}</LinkButton>}
      {may.accept && (
        <LinkButton kind="primary" href={`${at}/acceptance`}>
          {t.accept}
        </LinkButton>
      )}
    </>
  );
}

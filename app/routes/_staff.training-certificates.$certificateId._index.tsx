import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { isEnded } from "~/certification/training";
import { trainingFile } from "~/certification/training-register.server";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { type Fact, Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { TrainingStatusMark } from "~/components/training-columns";
import { longDate, shortInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta = titled(trainingText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:read");
  const { unitPath, ...file } = await trainingFile(params, actor, "training:read", new Date());
  const scope = { path: unitPath, personId: file.personId };
  return {
    file,
    live: !isEnded(file.state),
    may: {
      correct: can(actor, "training:issue", scope),
      annul: can(actor, "training:annul", scope),
      openPerson: can(actor, "person:read-file", { path: unitPath }),
    },
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export default function TrainingCertificate() {
  const { file, live, may, done } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const t = all.file;
  const at = `/training-certificates/${file.id}`;
  const { entry, annulment } = file;
  const facts = useFacts();
  const acts = useActs();
  return (
    <>
      <PageHead
        title={t.title(entry.holderName)}
        status={<TrainingStatusMark state={file.state} fill />}
        lede={`${all.kinds[file.kind]}　${entry.number}　${all.notEnforcement}`}
        crumbs={[{ text: all.title, href: "/training-certificates" }, { text: entry.number }]}
        acts={
          <>
            {live && may.annul && !annulment && <LinkButton href={`${at}/annulment`}>{t.annul}</LinkButton>}
            {live && may.correct && !file.draftId && (
              <LinkButton href={`${at}/correction`}>{t.correct}</LinkButton>
            )}
            <LinkButton href={`/v/${file.token}`}>{t.publicPage}</LinkButton>
            <LinkButton kind="primary" href={`${at}/document`}>
              {t.document}
            </LinkButton>
          </>
        }
      />
      <div className="stack-lg">
        {all.done[done] && <Notice tone="ok" live title={all.done[done]} />}
        {file.reviewId && live && (
          <Notice
            tone="warn"
            title={t.reviewed}
            act={may.annul && <a href={`/training-reviews/${file.reviewId}`}>{t.review}</a>}
          />
        )}
        {file.draftId && (
          <Notice title={t.waits} act={may.correct && <a href="/training-drafts">{all.drafts.title}</a>} />
        )}
        {annulment && <Proposed />}
        <Section title={t.facts}>
          <Facts items={facts} />
        </Section>
        <Section title={t.history}>
          <Table label={t.history} columns={acts} rows={file.acts} keyOf={({ act }) => act} />
        </Section>
      </div>
    </>
  );
}

function Proposed() {
  const { file, may } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const t = all.file;
  const annulment = file.annulment!;
  const at = `/training-certificates/${file.id}/annulments/${annulment.id}`;
  return (
    <Notice
      tone="warn"
      title={t.proposed(all.grounds[annulment.ground], annulment.decisionNumber)}
      act={
        may.annul && (
          <span className="acts">
            <ActForm action={`${at}/refusal`} small>
              {annulment.own ? t.takeBack : t.refuse}
            </ActForm>
            {!annulment.own && (
              <ActForm action={`${at}/approval`} kind="stop" small>
                {t.approve}
              </ActForm>
            )}
          </span>
        )
      }
    >
      {annulment.reason}
    </Notice>
  );
}

function useFacts(): Fact[] {
  const { file, may } = useLoaderData<typeof loader>();
  const { file: t, ...all } = useText(trainingText);
  const locale = useLocale();
  const { entry, corrects, correctedBy } = file;
  const { achievement, validToOn } = entry;
  const edition = ({ id, number }: { id: string; number: string }) => (
    <a className="num" href={`/training-certificates/${id}`}>
      {number}
    </a>
  );
  return [
    {
      term: all.columns.holder,
      value: may.openPerson ? <a href={`/people/${file.personId}`}>{entry.holderName}</a> : entry.holderName,
    },
    { term: all.columns.unit, value: entry.unitName },
    { term: all.columns.number, value: <span className="num">{entry.number}</span> },
    { term: all.columns.subject, value: all.subject(achievement) },
    { term: all.columns.result, value: all.result(achievement) },
    ...(achievement.on ? [{ term: all.columns.achievedOn, value: longDate(achievement.on, locale) }] : []),
    { term: all.columns.issuer, value: entry.issuer },
    { term: all.columns.issuedOn, value: longDate(entry.issuedOn, locale) },
    { term: all.columns.valid, value: validToOn ? longDate(validToOn, locale) : all.forGood },
    ...(corrects ? [{ term: t.corrects, value: edition(corrects) }] : []),
    ...(correctedBy ? [{ term: t.correctedBy, value: edition(correctedBy) }] : []),
  ];
}

type Act = ReturnType<typeof useLoaderData<typeof loader>>["file"]["acts"][number];

function useActs(): Column<Act>[] {
  const all = useText(trainingText);
  const t = all.file;
  return [
    { key: "act", head: t.act, heads: true, cell: ({ act }) => t.acts[act] },
    {
      key: "by",
      head: t.byWhom,
      cell: ({ proposedBy, approvedBy }) => t.by(proposedBy ?? "", approvedBy ?? ""),
    },
    {
      key: "why",
      head: t.why,
      cell: ({ ground, decisionNumber, reason }) => (
        <>
          {ground ? all.grounds[ground] : reason}
          {ground && <Sub>{reason}</Sub>}
          {decisionNumber && <Sub>{decisionNumber}</Sub>}
        </>
      ),
    },
    { key: "at", head: t.at, className: "num", cell: ({ at }) => shortInstant(at) },
  ];
}

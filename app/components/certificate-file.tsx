import type { ActShown, CertificateFile } from "~/certification/register.server";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { dateOfInstant, longDate, longInstant } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { useLocale, useText } from "~/text/text";
import { ActForm } from "./act-form";
import { LinkButton } from "./button";
import { ActRecord, EvidenceLinks, StatementSaid } from "./certificate-act-record";
import { DateSpan } from "./date-span";
import { Facts } from "./facts";
import { Panel } from "./panel";
import { Section } from "./section";
import { Status } from "./status";
import { Timeline, type TimelineEvent } from "./timeline";

/** The pieces of a certificate's page: each shows one part of the file and nothing else. */

export function CertificateFactsAside({ file }: { file: CertificateFile }) {
  const t = useText(certificationText).certificate;
  const locale = useLocale();
  const { entry, document } = file;
  const day = (on: string) => longDate(on, locale);
  const ban = file.acts.find(({ banUntilOn }) => banUntilOn !== null)?.banUntilOn;
  return (
    <>
      <Section title={t.facts.title}>
        <Facts
          layout="rows"
          items={[
            { term: t.facts.holder, value: <a href={`/people/${file.personId}`}>{entry.holderName}</a> },
            { term: t.facts.number, value: <span className="num">{entry.number}</span> },
            { term: t.facts.unit, value: entry.unitName },
            { term: t.facts.field, value: fieldName(locale, entry.field) },
            { term: t.facts.valid, value: <DateSpan fromOn={entry.validFromOn} toOn={entry.validToOn} /> },
            { term: t.facts.issuer, value: entry.issuer },
            { term: t.facts.issuedOn, value: day(entry.issuedOn) },
            ...(ban ? [{ term: t.facts.ban, value: t.facts.banUntil(day(ban)) }] : []),
            ...(file.applicationId
              ? [
                  {
                    term: t.facts.application,
                    value: <a href={`/applications/${file.applicationId}`}>{t.facts.applicationOpen}</a>,
                  },
                ]
              : []),
            { term: t.facts.publicPage, value: <a href={`/v/${file.token}`}>{t.facts.publicOpen}</a> },
          ]}
        />
      </Section>
      <Section title={t.document.title}>
        <p className="small quiet">
          {document ? t.document.kept(Math.ceil(document.bytes / 1024)) : t.document.pending}
        </p>
        {document && (
          <Facts
            layout="rows"
            items={[{ term: t.document.hash, value: <code>{document.hash.slice(0, 16)}</code> }]}
          />
        )}
        <p className="acts">
          <LinkButton href={`/certificates/${file.id}/document`}>{t.document.download}</LinkButton>
          {entry.card && (
            <LinkButton href={`/certificates/${file.id}/document?layout=card`}>
              {t.document.downloadCard}
            </LinkButton>
          )}
        </p>
      </Section>
    </>
  );
}

const tones: Partial<Record<ActShown["act"], TimelineEvent["tone"]>> = {
  issue: "info",
  collect: "ok",
  restore: "ok",
  find: "ok",
  suspend: "stop",
  revoke: "stop",
  annul: "stop",
};

/** Every act, newest first, with ground, decision and the people behind it. */
export function CertificateTimeline({
  file,
  now,
  may,
}: {
  file: Pick<CertificateFile, "acts" | "entry" | "id">;
  now: Date;
  /** What a member of staff may do with a decision; left out on the holder's own page. */
  may?: Pick<CertificateFile["may"], "serve" | "seeEvidence">;
}) {
  const all = useText(certificationText);
  const t = all.certificate;
  const words = useText(applicationsText);
  const locale = useLocale();
  const { clauses } = useText(common);
  const details = (act: ActShown) =>
    clauses(
      [
        act.decisionNumber && t.decision(act.decisionNumber),
        act.ground && ((all.grounds as Record<string, string>)[act.ground] ?? act.ground),
        act.legalBasis,
        act.proposedBy && act.approvedBy && t.by(act.proposedBy, act.approvedBy),
        t.effective(longInstant(act.effectiveAt, locale)),
        act.recordedAt.getTime() !== act.effectiveAt.getTime() &&
          t.recordedAt(longInstant(act.recordedAt, locale)),
        act.oldCard && words.timeline.oldCard(words.oldCards[act.oldCard]),
        act.note,
      ].filter((part): part is string => Boolean(part)),
    );
  return (
    <Section title={t.timeline}>
      <Timeline
        events={file.acts.map((act) => ({
          key: act.id,
          on: dateOfInstant(act.effectiveAt),
          tone: tones[act.act],
          tag: all.acts[act.act],
          text: (
            <>
              {all.happened[act.act](file.entry.number)}{" "}
              {act.effectiveAt > now && <Status tone="warn">{t.future}</Status>}
            </>
          ),
          detail: (
            <>
              {details(act)}
              <ActRecord act={act} at={`/certificates/${file.id}`} may={may} />
            </>
          ),
        }))}
      />
    </Section>
  );
}

/** A decision that waits for the second person. */
export function OpenProposal({ file, ownAccount }: { file: CertificateFile; ownAccount: string }) {
  const all = useText(certificationText);
  const t = all.certificate.proposal;
  const locale = useLocale();
  const { proposal, may } = file;
  if (!proposal) return null;
  const { details } = proposal;
  const f = all.proposing;
  return (
    <Panel title={t.title} end={longInstant(proposal.at, locale)} foot={t.twoPeople}>
      <div className="stack">
        <p>
          <b>{t.what(all.acts[proposal.act], proposal.by)}</b>
        </p>
        <Facts
          layout="rows"
          items={[
            {
              term: f.ground,
              value: (all.grounds as Record<string, string>)[details.ground] ?? details.ground,
            },
            { term: f.legalBasis, value: details.legalBasis },
            { term: f.decisionNumber, value: details.decisionNumber },
            ...(details.effectiveOn
              ? [{ term: f.effectiveOn, value: longDate(details.effectiveOn, locale) }]
              : []),
            ...(details.banUntilOn
              ? [{ term: f.banUntilOn, value: longDate(details.banUntilOn, locale) }]
              : []),
            ...(details.statement
              ? [{ term: f.statement, value: <StatementSaid statement={details.statement} /> }]
              : []),
            ...(details.lossNotice ? [{ term: f.lossNotice, value: details.lossNotice }] : []),
            ...(proposal.files.length > 0 && may.seeEvidence
              ? [
                  {
                    term: f.evidence,
                    value: <EvidenceLinks files={proposal.files} at={`/certificates/${file.id}`} />,
                  },
                ]
              : []),
            ...(details.note ? [{ term: f.note, value: details.note }] : []),
          ]}
        />
        <div className="acts">
          {may.refuseProposal && (
            <ActForm action={`/certificates/${file.id}/rejection`} fields={{ proposal: proposal.id }}>
              {proposal.byId === ownAccount ? t.withdraw : t.refuse}
            </ActForm>
          )}
          {may.approve && (
            <ActForm
              action={`/certificates/${file.id}/approval`}
              fields={{ proposal: proposal.id }}
              kind="primary"
            >
              {t.approve}
            </ActForm>
          )}
        </div>
      </div>
    </Panel>
  );
}

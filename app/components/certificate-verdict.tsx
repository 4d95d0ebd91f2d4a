import type { PublicEntry, PublicStatus } from "~/certification/public-entry";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate, longInstant, longInstantToTheSecond } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { useLocale, useText } from "~/text/text";
import { verificationText } from "~/text/verification";
import { LinkButton } from "./button";
import { DateSpan } from "./date-span";
import { DocumentComparison } from "./document-comparison";
import type { Fact } from "./facts";
import type { IconName } from "./icon";
import { publicPlaces } from "./public-places";
import { PublicVerdict, VerdictAside, type VerdictTone } from "./public-verdict";

const looks: Record<PublicStatus, { tone: VerdictTone; icon: IconName }> = {
  active: { tone: "ok", icon: "okfill" },
  "to-collect": { tone: "warn", icon: "wait" },
  "out-of-use": { tone: "stop", icon: "pausefill" },
  suspended: { tone: "stop", icon: "pausefill" },
  lost: { tone: "warn", icon: "flagfill" },
  revoked: { tone: "stop", icon: "xfill" },
  annulled: { tone: "stop", icon: "xfill" },
  expired: { tone: "off", icon: "expired" },
  cancelled: { tone: "off", icon: "off" },
  replaced: { tone: "off", icon: "swap" },
  voided: { tone: "off", icon: "off" },
};

/** The answer to anyone who checks a certificate: the same page for every status. */
export function CertificateVerdict({
  entry,
  documents,
  checkedAt,
}: {
  entry: PublicEntry;
  documents: readonly { layout: "a4" | "card"; sha256: string }[];
  checkedAt: Date;
}) {
  const t = useText(verificationText);
  const locale = useLocale();
  const happened = useHappened(entry);
  const day = (on: string) => longDate(on, locale);
  const since = entry.happened ? day(dateOfInstant(entry.happened.effectiveAt)) : "";
  const until = day(entry.validToOn);
  return (
    <PublicVerdict
      {...looks[entry.status]}
      word={t.words[entry.status]}
      sentence={t.sentences[entry.status](entry.status === "active" ? until : since)}
      checkedAt={
        <>
          {t.checkedAt} <b>{longInstantToTheSecond(checkedAt, locale)}</b>
        </>
      }
      checkedNote={t.live}
      happened={happened}
      holder={{
        ...(entry.hasPhoto ? { photo: `/v/${entry.token}/photo` } : {}),
        photoLabel: t.facts.photo,
        name: entry.holderName,
        unit: entry.unitName,
      }}
      facts={[
        { term: t.facts.number, value: <span className="num">{entry.number}</span> },
        { term: t.facts.field, value: fieldName(locale, entry.field) },
        { term: t.facts.valid, value: <DateSpan fromOn={entry.validFromOn} toOn={entry.validToOn} /> },
        { term: t.facts.issuer, value: entry.issuer },
      ]}
      factsLabel={t.facts.label}
      hint={t.facts.compare}
      aside={<Beside token={entry.token} documents={documents} />}
    />
  );
}

/** Since when, for which class of reason, by whom: nothing for a certificate that is valid. */
function useHappened({ status, happened }: PublicEntry): Fact[] {
  const t = useText(verificationText);
  const { grounds } = useText(certificationText);
  const named: Record<string, string> = { ...grounds, ...t.happened.grounds };
  const locale = useLocale();
  if (!happened || status === "active" || status === "to-collect") return [];
  const facts: Fact[] = [
    { term: t.happened.since[status], value: longInstant(happened.effectiveAt, locale) },
  ];
  const { ground, authority } = happened;
  if (ground) facts.push({ term: t.happened.ground, value: named[ground] ?? ground });
  if (authority) facts.push({ term: t.happened.authority, value: authority });
  return facts;
}

function Beside(compared: Parameters<typeof DocumentComparison>[0]["compared"] & object) {
  const t = useText(verificationText);
  return (
    <>
      <VerdictAside title={t.document.title}>
        <p>{t.document.text}</p>
      </VerdictAside>
      <DocumentComparison compared={compared} />
      <VerdictAside title={t.rights.title}>
        <p>{t.rights.text}</p>
        <p className="hint">{t.rights.source}</p>
        <p className="acts">
          <LinkButton href="tel:12345">{t.rights.call}</LinkButton>
        </p>
      </VerdictAside>
      <VerdictAside title={t.programs.title}>
        <ul className="stack">
          <li>
            <a href={`/v/${compared.token}/entry.json`}>{t.programs.entry}</a>
          </li>
          <li>
            <a href={`/v/${compared.token}/credential`}>{t.programs.credential}</a>
          </li>
          <li>
            <a href={publicPlaces.offline}>{t.offlineLink}</a>
          </li>
        </ul>
      </VerdictAside>
      <p className="hint v-foot">{t.privacy}</p>
    </>
  );
}

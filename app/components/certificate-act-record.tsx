import { isDecision } from "~/certification/act";
import type { EvidenceShown } from "~/certification/act-evidence.server";
import type { ActShown, CertificateFile } from "~/certification/register.server";
import type { Statement } from "~/certification/statement";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { Status } from "./status";

/** What was heard before a decision, what it rests on, and how it reached the holder. */
export function ActRecord({
  act,
  at,
  may,
}: {
  act: ActShown;
  at: string;
  may: Pick<CertificateFile["may"], "serve" | "seeEvidence"> | undefined;
}) {
  const all = useText(certificationText);
  const t = all.serving;
  const locale = useLocale();
  if (!isDecision(act.act)) return null;
  return (
    <>
      {act.statement && (
        <span className="block">
          {all.proposing.statement} <StatementSaid statement={act.statement} />
        </span>
      )}
      {act.lossNotice && (
        <span className="block">
          {all.proposing.lossNotice} {act.lossNotice}
        </span>
      )}
      {may?.seeEvidence && <EvidenceLinks files={act.files} at={at} />}
      {act.services.map(({ way, servedOn, receiver, note }) => (
        <span className="block" key={`${way} ${servedOn}`}>
          {t.served(t.ways[way], longDate(servedOn, locale), receiver)} {note}
        </span>
      ))}
      {may?.serve && (
        <span className="block">
          {act.services.length === 0 && <Status tone="warn">{t.notYet}</Status>}{" "}
          <a href={`${at}/acts/${act.id}/service`}>{t.title}</a>
        </span>
      )}
    </>
  );
}

/** How, when and what the holder stated. */
export function StatementSaid({ statement: { way, on, says } }: { statement: Statement }) {
  const all = useText(certificationText);
  const locale = useLocale();
  const { clauses } = useText(common);
  return <>{clauses([all.statementWays[way], longDate(on, locale), says])}</>;
}

/** Each opened at its own address, where the look is recorded. `at`: the certificate. */
export function EvidenceLinks({ files, at }: { files: readonly EvidenceShown[]; at: string }) {
  const t = useText(certificationText).proposing;
  if (files.length === 0) return null;
  return (
    <span className="block">
      {t.evidence}{" "}
      {files.map(({ id, name }) => (
        <a key={id} href={`${at}/evidence/${id}`} className="mr-[0.75em]">
          {name}
        </a>
      ))}
    </span>
  );
}

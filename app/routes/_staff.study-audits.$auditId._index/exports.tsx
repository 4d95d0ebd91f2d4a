import { useLoaderData } from "@remix-run/react";
import { Button } from "~/components/button";
import { Section } from "~/components/section";
import { TextField } from "~/components/text-field";
import { shortInstant } from "~/text/dates";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** Bundles that were made, by whom and why; each is made anew as it is downloaded. */
export function Exports() {
  const { audit, exports, may } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const at = `/study-audits/${audit.auditId}/exports`;
  return (
    <Section title={t.exports} id="exports">
      <p className="hint">{t.exportsLede}</p>
      <ul>
        {exports.map(({ exportId, by, at: when, reason, isOwn }) => (
          <li key={exportId}>
            {t.exportedBy(by, shortInstant(when))}　{reason}　
            {isOwn ? (
              <a className="act-link" href={`${at}/${exportId}/file`}>
                {t.download}
              </a>
            ) : (
              <span className="quiet">{t.onlyOwn}</span>
            )}
          </li>
        ))}
      </ul>
      {may.export && (
        <form method="post" action={at} className="form max-w-[46rem]">
          <TextField label={t.exportReason} name="reason" hint={t.exportReasonHint} maxLength={200} />
          <div className="acts">
            <Button>{t.export}</Button>
          </div>
        </form>
      )}
    </Section>
  );
}

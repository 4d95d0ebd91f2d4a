import type { Checked } from "~/certification/new-application.server";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import { Notice } from "./notice";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";
import { Section } from "./section";
import { Status } from "./status";
import { TaskList } from "./task-list";

/** Who can be submitted, and for everyone else every reason at once. Nothing has been written yet. */
export function CandidateResults({
  checked,
  typed,
  submitted = 0,
}: {
  checked: readonly Checked[];
  typed: { unit: string; kind: string; field: string };
  /** Already written, when some of a batch were refused. */
  submitted?: number;
}) {
  const all = useText(certificationText);
  const t = all.newApplication;
  const locale = useLocale();
  const fit = checked.filter(({ refusals }) => refusals.length === 0);
  const unfit = checked.filter(({ refusals }) => refusals.length > 0);
  const again = `?${new URLSearchParams(typed)}`;
  return (
    <div className="stack-lg">
      {submitted > 0 && <Notice tone="ok" live title={all.applications.done.submitted(submitted)} />}
      {fit.length > 0 && (
        <Section title={t.results} meta={t.fit(fit.length)}>
          <TaskList
            items={fit.map(({ personId, name, known }) => ({
              key: personId,
              title: name,
              status: <Status tone="ok">{all.application.checks.met}</Status>,
              detail: <KnownFacts known={known} />,
            }))}
          />
          <form method="post" className="form">
            {Object.entries(typed).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            {fit.map(({ personId }) => (
              <input key={personId} type="hidden" name="person" value={personId} />
            ))}
            <p className="hint">{t.fitHint}</p>
            <div className="acts">
              <LinkButton kind="text" href={again}>
                {t.change}
              </LinkButton>
              <Button kind="primary">{t.submit(fit.length)}</Button>
            </div>
          </form>
        </Section>
      )}
      {unfit.length > 0 && (
        <Section title={t.unfit(unfit.length)}>
          {fit.length === 0 && submitted === 0 && (
            <Notice tone="stop" act={<LinkButton href={again}>{t.change}</LinkButton>}>
              {t.noneFit}
            </Notice>
          )}
          <div className="stack-lg">
            {unfit.map(({ personId, name, refusals, warnings, auxiliary }) => (
              <Refusal
                key={personId}
                level={2}
                verdict={t.refusedTitle(name)}
                lede={auxiliary ? t.offered : undefined}
                reasons={reasonsFrom(locale, refusals, warnings)}
              />
            ))}
          </div>
        </Section>
      )}
    </div>
  );
}

/** What the register knows already, and nobody has to type. */
function KnownFacts({ known: { certificate, changed, passed, hasPhoto } }: { known: Checked["known"] }) {
  const words = useText(applicationsText);
  const { parts } = useText(examsText);
  const { clauses } = useText(common);
  const locale = useLocale();
  const t = words.known;
  const said = [
    certificate && t.certificate(certificate.number, longDate(certificate.validToOn, locale)),
    changed.length > 0 && t.changed(changed.map((datum) => words.printed[datum]).join(t.comma)),
    ...passed.map(({ part, on }) => t.passed(parts[part], longDate(on, locale))),
    !hasPhoto && t.noPhoto,
  ].filter((part): part is string => Boolean(part));
  return <>{clauses(said)}</>;
}

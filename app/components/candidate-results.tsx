import type { Checked } from "~/certification/new-application.server";
import { certificationText } from "~/text/certification";
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
            items={fit.map(({ personId, name }) => ({
              key: personId,
              title: name,
              status: <Status tone="ok">{all.application.checks.met}</Status>,
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

import { ProgressBar } from "~/components/progress-bar";
import { Section } from "~/components/section";
import { StandingStatus } from "~/components/study-standing";
import type { Standing } from "~/study/quota";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";

/** Quotas in parallel: the same entries feed each of them, and they are never added up (H15). */
export function OtherStandings({ standings }: { standings: readonly Standing[] }) {
  const t = useText(studyText);
  return (
    <Section title={t.standing.others} titleHidden>
      {standings.map((standing) => {
        const { credited, pending, required, expected, unit, quotaId } = standing;
        const amount = t.amounts[unit];
        const label = t.standing.bar(amount(credited), amount(pending), amount(required), amount(expected));
        return (
          <div key={quotaId}>
            <p className="small">
              <b>{t.quotaTitle(t.quotas[quotaId] ?? t.quotaOther, amount(required))}</b>{" "}
              <StandingStatus standing={standing} />
            </p>
            <ProgressBar {...{ label, total: required, done: credited, pending, expected }} />
            <p className="hint">{label}</p>
          </div>
        );
      })}
      <p className="hint">{t.standing.others}</p>
    </Section>
  );
}

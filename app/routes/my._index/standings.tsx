import { Legend } from "~/components/legend";
import { ProgressBar } from "~/components/progress-bar";
import { Section } from "~/components/section";
import { StandingStatus } from "~/components/study-standing";
import type { Standing } from "~/study/quota";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";

/** A quota in parallel to the first: the same entries feed each, and they are never added up (H15). */
export function OtherStanding({ standing }: { standing: Standing }) {
  const t = useText(studyText);
  const s = t.standing;
  const { credited, pending, required, expected, unit, quotaId } = standing;
  const amount = t.amounts[unit];
  const label = s.bar(amount(credited), amount(pending), amount(required), amount(expected));
  return (
    <Section
      title={t.quotaTitle(t.quotas[quotaId] ?? t.quotaOther, amount(required))}
      meta={<StandingStatus standing={standing} />}
      className="quota"
    >
      <ProgressBar {...{ label, total: required, done: credited, pending, expected }} tall />
      <Legend
        items={[
          { swatch: "done", text: s.legendDone(amount(credited)) },
          ...(pending > 0 ? [{ swatch: "pend" as const, text: s.legendPending(amount(pending)) }] : []),
          { swatch: "tick", text: s.legendExpected(amount(expected)) },
        ]}
      />
      <p className="hint">{s.others}</p>
    </Section>
  );
}

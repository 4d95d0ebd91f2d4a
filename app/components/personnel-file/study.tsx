import type { Standing } from "~/study/quota";
import { personnelText } from "~/text/personnel";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { ProgressBar } from "../progress-bar";
import { Section } from "../section";

/** Where the person stands this year, under each quota that is theirs. */
export function FileStudy({ standings }: { standings: readonly Standing[] }) {
  const { personFile: t, creditedOf } = useText(personnelText);
  const { quotas, quotaOther, quotaTitle, amounts } = useText(studyText);
  if (standings.length === 0) return null;
  return (
    <Section title={t.studyThisYear} end={<a href="/study-records">{t.toPlans}</a>}>
      {standings.map(({ quotaId, unit, credited, required, expected }) => (
        <div key={quotaId} className="mb-4">
          <p className="big">
            <b>{credited}</b> / {amounts[unit](required)}
          </p>
          <ProgressBar
            label={creditedOf(String(credited), String(expected))}
            total={required}
            done={credited}
            expected={expected}
          />
          <p className="small quiet">
            {quotaTitle((quotas as Record<string, string>)[quotaId] ?? quotaOther, amounts[unit](required))}
          </p>
        </div>
      ))}
    </Section>
  );
}

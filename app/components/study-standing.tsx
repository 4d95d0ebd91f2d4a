import type { StudyCategoryWord } from "~/rulebook/words";
import type { Standing } from "~/study/quota";
import { refusalIn } from "~/text/refusals";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { type CureRow, QuotaStanding } from "./quota-standing";
import { Status } from "./status";

export type StudyRules = { minutesPerPeriod: number; periodsPerDay: number };

/** Where one person stands under one quota, and what would cure it. */
export function StudyStanding({
  standing,
  rules,
  recordsHref,
  records,
}: {
  standing: Standing;
  rules: StudyRules;
  /** Where the entries behind the figures are; left out on that page itself. */
  recordsHref?: string;
  records?: number;
}) {
  const t = useText(studyText);
  const s = t.standing;
  const { credited, pending, required, expected, short, unit } = standing;
  const amount = t.amounts[unit];
  const { title: source, article } = standing.source;
  const cures = useCureRows(standing, recordsHref);
  return (
    <QuotaStanding
      title={t.quotaTitle(t.quotas[standing.quotaId] ?? t.quotaOther, amount(required))}
      status={<StandingStatus standing={standing} />}
      end={recordsHref && <a href={recordsHref}>{s.all(records ?? 0)}</a>}
      credited={{ value: credited, lines: [s.creditedUnit(t.units[unit]), s.required(amount(required))] }}
      missing={
        short > 0
          ? {
              value: short,
              lines: [
                s.missingUnit(t.units[unit]),
                ...(pending > 0 ? [s.ofWhichPending(amount(pending))] : []),
              ],
            }
          : undefined
      }
      bar={{
        label: s.bar(amount(credited), amount(pending), amount(required), amount(expected)),
        total: required,
        done: credited,
        pending,
        expected,
      }}
      legend={{
        done: s.legendDone(amount(credited)),
        ...(pending > 0 ? { pending: s.legendPending(amount(pending)) } : {}),
        expected: s.legendExpected(amount(expected)),
      }}
      cure={
        cures.length > 0
          ? {
              title: short > 0 ? s.cureTitle(amount(short)) : s.cureTitleOther,
              rows: cures,
              hint: s.rule(rules.minutesPerPeriod, rules.periodsPerDay, source, article ?? ""),
            }
          : undefined
      }
    />
  );
}

export function StandingStatus({ standing }: { standing: Standing }) {
  const t = useText(studyText);
  const { isMet, isBehind, expected, credited, unit } = standing;
  if (isMet) return <Status tone="ok">{t.standing.met}</Status>;
  if (!isBehind) return <Status tone="info">{t.standing.onTrack}</Status>;
  const behind = Math.round((expected - credited) * 100) / 100;
  return <Status tone="warn">{t.standing.behind(t.amounts[unit](behind))}</Status>;
}

/** Shortages whose cure says it all. */
const IN_CURES = ["study.short", "study.concentrated-short", "study.category-short"];

/** What would cure it, then every shortage that is more than an amount. */
function useCureRows({ cures, shortages }: Standing, recordsHref?: string): CureRow[] {
  const t = useText(studyText);
  const locale = useLocale();
  const amountIn = (facts: Standing["cures"][number]["facts"]) => {
    const words: Record<string, (n: number) => string> = t.amounts;
    return words[String(facts.unit)]?.(Number(facts.amount)) ?? "";
  };
  const rows: CureRow[] = cures.map(({ code, facts }) => {
    const { what, detail } = t.standing.cures[code];
    const category = code === "study-category" ? t.categories[facts.category as StudyCategoryWord] : "";
    return {
      key: code + category,
      what: what + category,
      detail,
      gives: code === "attend-concentrated" ? t.standing.sessions(Number(facts.sessions)) : amountIn(facts),
      act: code === "await-acceptance" && recordsHref && <a href={recordsHref}>{t.standing.seeRecords}</a>,
    };
  });
  const others = shortages
    .filter(({ code }) => !IN_CURES.includes(code))
    .map((shortage, index): CureRow => {
      const { sentence, cure } = refusalIn(locale, shortage);
      return { key: `${shortage.code} ${index}`, what: sentence, detail: cure, gives: "" };
    });
  return [...rows, ...others];
}

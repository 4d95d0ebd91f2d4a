import type { StudyCategoryWord } from "~/rulebook/words";
import type { Standing } from "~/study/quota";
import { common } from "~/text/common";
import { refusalIn } from "~/text/refusals";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { type CureRow, QuotaStanding } from "./quota-standing";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";

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
      parts={standing.categories.length > 0 && <CategoryMinima categories={standing.categories} />}
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
  const { list } = useText(common);
  if (isMet) return <Status tone="ok">{t.standing.met}</Status>;
  if (!isBehind) return <Status tone="info">{t.standing.onTrack}</Status>;
  const behind = Math.round((expected - credited) * 100) / 100;
  // Enough in all, and not where it has to be.
  const inside = standing.categories.filter((one) => one.isBehind).map((one) => t.categories[one.category]);
  if (behind <= 0 && inside.length > 0)
    return <Status tone="warn">{t.standing.behindIn(list(inside))}</Status>;
  return <Status tone="warn">{t.standing.behind(t.amounts[unit](behind))}</Status>;
}

/** What the quota asks of single categories: every one of them, so that nobody learns of it in December. */
function CategoryMinima({ categories }: Pick<Standing, "categories">) {
  const { categories: names, standing: t } = useText(studyText);
  const columns: Column<Standing["categories"][number]>[] = [
    { key: "category", head: t.category, heads: true, cell: ({ category }) => names[category] },
    {
      key: "minutes",
      head: t.credited,
      align: "right",
      cell: ({ credited, required, pending }) => (
        <>
          <span className="num nb">{t.categoryOf(credited, required)}</span>
          {pending > 0 && <Sub>{t.categoryPending(pending)}</Sub>}
        </>
      ),
    },
    {
      key: "status",
      head: t.categoryStatus,
      cell: ({ short, isBehind }) =>
        short === 0 ? (
          <Status tone="ok">{t.categoryMet}</Status>
        ) : (
          <Status tone={isBehind ? "warn" : "info"}>
            {isBehind ? t.categoryBehind(short) : t.categoryUnderWay(short)}
          </Status>
        ),
    },
  ];
  return (
    <div className="cure">
      <h3>{t.categoryTitle}</h3>
      <Table
        compact
        label={t.categoryLabel}
        columns={columns}
        rows={categories}
        keyOf={({ category }) => category}
      />
    </div>
  );
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

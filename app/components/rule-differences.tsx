import type { RuleDifference } from "~/rulebook/difference";
import type { PackLine } from "~/rulebook/listing";
import { draftsText } from "~/text/rule-pack-drafts";
import { citation, rulebookText, ruleName, ruleValue } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { type Column, Sub, Table } from "./table";

/** What differs, rule by rule: value in words and source, on both sides. */
export function RuleDifferences({ label, rows }: { label: string; rows: readonly RuleDifference[] }) {
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const groupNames: Record<string, string> = rules.groups;
  if (rows.length === 0) return <p className="quiet">{t.noDifference}</p>;
  const what = ({ before, after, valueChanged, sourceChanged }: RuleDifference) => {
    if (!before) return t.added;
    if (!after) return t.removed;
    if (!valueChanged) return t.sourceOnly;
    return sourceChanged ? t.valueAndSource : t.valueOnly;
  };
  const columns: Column<RuleDifference>[] = [
    {
      key: "rule",
      head: rules.rule,
      heads: true,
      cell: (row) => (
        <>
          {ruleName(locale, row.key)}
          <Sub>
            {groupNames[row.key.split(".")[0] ?? ""]} · {what(row)}
          </Sub>
        </>
      ),
    },
    { key: "before", head: t.before, cell: ({ before, key }) => <Side line={before} ruleKey={key} /> },
    { key: "after", head: t.after, cell: ({ after, key }) => <Side line={after} ruleKey={key} /> },
  ];
  return <Table label={label} columns={columns} rows={rows} keyOf={({ key }) => key} compact />;

  function Side({ line, ruleKey }: { line: PackLine | null; ruleKey: string }) {
    if (!line) return <span className="quiet">–</span>;
    return (
      <>
        {ruleValue(locale, line.value, ruleKey)}
        <Sub>
          {citation(locale, line.source)} · {rules.standings[line.source.standing]}
        </Sub>
      </>
    );
  }
}

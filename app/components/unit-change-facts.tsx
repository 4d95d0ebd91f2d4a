import type { SerializeFrom } from "@remix-run/node";
import type { ChangeShown } from "~/casework/unit-change-results.server";
import { longDate, shortInstant } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { unitChangesText } from "~/text/unit-changes";
import { Facts } from "./facts";

/** What was ordered, by whom, and which units it is about. */
export function UnitChangeFacts({ change, at }: { change: SerializeFrom<ChangeShown>; at: string }) {
  const t = useText(unitChangesText);
  const locale = useLocale();
  const { asked, proposed, decided } = change;
  const isBegun = change.lines.total > 0 && asked.kind !== "rename";
  const units = (
    <ul>
      {change.units.map(({ unitId, name, closed, refusals }) => (
        <li key={unitId}>
          {name}
          {isBegun && <span className="hint"> {closed ? t.closed : t.notClosed}</span>}
          {refusals.map((reason) => (
            <span key={reason.code} className="block hint">
              {refusalIn(locale, reason).sentence}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
  const by = ({ by, at }: { by: string; at: Date | string }) => t.by(by, shortInstant(at));
  return (
    <Facts
      items={[
        { term: t.facts.units, value: units },
        ...(change.into ? [{ term: t.facts.into, value: change.into }] : []),
        { term: t.facts.switchOn, value: longDate(asked.switchOn, locale) },
        {
          term: t.facts.document,
          value: <a href={`${at}/order`}>{change.fileName || t.orderFile}</a>,
        },
        { term: t.facts.proposed, value: by(proposed) },
        ...(decided ? [{ term: t.facts.decided, value: by(decided) }] : []),
        { term: t.foreseenThen, value: t.figures(change.foreseen) },
      ]}
    />
  );
}

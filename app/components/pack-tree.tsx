import { shortDate } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { Tag } from "./tag";

export type UnitOfTree = {
  unitId: string;
  name: string;
  parentId: string | null;
  code: string;
  title: string;
  sinceOn: string | null;
  nextOn: string | null;
};

/** The units as a tree of lists, each with the pack that binds it and where it has it from. */
export function PackTree({ units }: { units: readonly UnitOfTree[] }) {
  const known = new Set(units.map(({ unitId }) => unitId));
  const below = new Map<string | null, UnitOfTree[]>();
  for (const unit of units) {
    const parent = unit.parentId && known.has(unit.parentId) ? unit.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  return <Branch units={below.get(null) ?? []} below={below} />;
}

function Branch({
  units,
  below,
}: {
  units: readonly UnitOfTree[];
  below: ReadonlyMap<string | null, readonly UnitOfTree[]>;
}) {
  const t = useText(draftsText);
  const locale = useLocale();
  return (
    <ul className="unit-tree">
      {units.map((unit) => (
        <li key={unit.unitId}>
          <span className="line">
            <a href={`/units/${unit.unitId}`}>{unit.name}</a>
            {unit.sinceOn ? (
              <>
                <Tag>{packTitle(locale, unit.code, unit.title)}</Tag>
                <span className="quiet">{t.sinceDay(shortDate(unit.sinceOn))}</span>
              </>
            ) : (
              <span className="quiet">{`${packTitle(locale, unit.code, unit.title)} · ${t.inheritedPack}`}</span>
            )}
            {unit.nextOn && <span className="quiet">{t.fromDay(shortDate(unit.nextOn))}</span>}
          </span>
          {below.has(unit.unitId) && <Branch units={below.get(unit.unitId) ?? []} below={below} />}
        </li>
      ))}
    </ul>
  );
}

import { shortDate } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { rulebookText } from "~/text/rulebook";
import { useText } from "~/text/text";
import { type Column, Table } from "./table";
import { Tag } from "./tag";

type Version = {
  number: number;
  on: string;
  /** null: shipped with the program. */
  draftId: string | null;
  proposedById: string | null;
  approvedById: string | null;
};

/** The versions of a pack, newest first: since when each binds, and which two people put it in force. */
export function PackHistory({
  code,
  versions,
  names,
  today,
}: {
  code: string;
  versions: readonly Version[];
  names: Record<string, string>;
  today: string;
}) {
  const t = useText(rulebookText);
  const d = useText(draftsText);
  const begun = versions.filter(({ on }) => on <= today);
  const latest = begun.reduce((newest, { on }) => (on > newest ? on : newest), "");
  const inForce = begun.find(({ on }) => on === latest)?.number;
  const stateOf = ({ on, number }: Version) =>
    on > today ? "toCome" : number === inForce ? "inForce" : "past";
  const columns: Column<Version>[] = [
    {
      key: "version",
      head: t.version,
      heads: true,
      cell: ({ number }) => <a href={`?version=${number}`}>{t.versionOf(number)}</a>,
    },
    {
      key: "on",
      head: t.effectiveOn,
      cell: (version) => (
        <>
          {shortDate(version.on)} <Tag dashed={stateOf(version) !== "inForce"}>{d[stateOf(version)]}</Tag>
        </>
      ),
    },
    {
      key: "by",
      head: d.by,
      cell: ({ draftId, proposedById, approvedById }) =>
        draftId ? (
          <a href={`/rule-packs/drafts/${draftId}`}>
            {d.twoPeople(names[proposedById ?? ""] ?? "", names[approvedById ?? ""] ?? "")}
          </a>
        ) : (
          d.shipped
        ),
    },
    {
      key: "difference",
      head: "",
      acts: true,
      cell: ({ number }) =>
        number > 1 && (
          <a href={`/rule-packs/differences?from=${code}@${number - 1}&to=${code}@${number}`}>
            {d.toDifferences}
          </a>
        ),
    },
  ];
  return (
    <Table
      label={d.history}
      columns={columns}
      rows={versions}
      keyOf={({ number }) => String(number)}
      compact
    />
  );
}

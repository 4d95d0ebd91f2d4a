import { contains, type DateOn } from "~/calendar";
import type { PostPower } from "~/positions/powers.server";
import { powersText } from "~/text/powers";
import { useText } from "~/text/text";
import { LinkButton } from "./button";
import { usePowerColumns, usePowerDays } from "./power-columns";
import { Section } from "./section";
import { Status } from "./status";
import { type Column, Table } from "./table";

/** Which powers a post exercises, which of them stand, and where to change that. */
export function PostPowers({
  positionId,
  powers,
  mayWrite,
  today,
}: {
  positionId: string;
  powers: readonly PostPower[];
  mayWrite: boolean;
  today: DateOn;
}) {
  const t = useText(powersText);
  const days = usePowerDays();
  const named = usePowerColumns<PostPower>(t.power);
  const columns: Column<PostPower>[] = [
    ...named,
    {
      key: "days",
      head: t.days,
      cell: (row) =>
        contains(row, today) || row.fromOn > today ? (
          days(row.given)
        ) : (
          <>
            {days(row.given)} <Status tone="stop">{t.ended}</Status>
          </>
        ),
    },
  ];
  if (mayWrite)
    columns.push({
      key: "act",
      head: t.take,
      acts: true,
      cell: (row) =>
        row.given.toOn === null && (
          <LinkButton kind="text" href={`/positions/${positionId}/powers/${row.factId}/ending`}>
            {t.take}
          </LinkButton>
        ),
    });
  return (
    <Section title={t.onPost}>
      {powers.length === 0 ? (
        <p className="quiet">{t.onPostNone}</p>
      ) : (
        <Table label={t.onPost} columns={columns} rows={powers} keyOf={(row) => row.factId} />
      )}
      {mayWrite && (
        <p>
          <LinkButton href={`/positions/${positionId}/powers/new`}>{t.give}</LinkButton>
        </p>
      )}
    </Section>
  );
}

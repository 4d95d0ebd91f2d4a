import type { Role } from "~/access/permissions";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { Button } from "./button";
import { Section } from "./section";
import { Status } from "./status";
import { type Column, Table } from "./table";

type Held = { role: Role; unitId: string; unitName: string; grantedAt: string | Date; mayTake: boolean };
type Proposed = { id: string; role: Role; unitName: string; proposedAt: string | Date };
type Row = { key: string; role: Role; unitName: string; at: string | Date; held?: Held };

/** Roles held, and those that wait for a second person. */
export function AccountRoles({
  accountId,
  roles,
  proposals,
}: {
  accountId: string;
  roles: readonly Held[];
  proposals: readonly Proposed[];
}) {
  const all = useText(accountsText);
  const t = all.account;
  const names = useText(accessText).roles;
  const rows: Row[] = [
    ...roles.map((held) => ({ ...held, key: held.role + held.unitId, at: held.grantedAt, held })),
    ...proposals.map(({ id, role, unitName, proposedAt }) => ({ key: id, role, unitName, at: proposedAt })),
  ];
  const columns: Column<Row>[] = [
    { key: "role", head: all.roles, heads: true, cell: ({ role }) => names[role] },
    { key: "unit", head: t.unit, cell: ({ unitName }) => unitName },
    {
      key: "since",
      head: t.since,
      cell: ({ at, held }) =>
        held ? <span className="nb num">{shortInstant(at)}</span> : <Status tone="info">{t.waiting}</Status>,
    },
    {
      key: "act",
      head: all.inbox.act,
      acts: true,
      cell: ({ held }) =>
        held?.mayTake && (
          <form method="post" action={`/accounts/${accountId}/role-withdrawals`}>
            <input type="hidden" name="role" value={held.role} />
            <input type="hidden" name="unitId" value={held.unitId} />
            <Button small>{t.take}</Button>
          </form>
        ),
    },
  ];
  return (
    <Section title={t.rolesTitle}>
      {rows.length === 0 ? (
        <p className="quiet">{t.noRoles}</p>
      ) : (
        <Table label={t.rolesTitle} columns={columns} rows={rows} keyOf={({ key }) => key} />
      )}
    </Section>
  );
}

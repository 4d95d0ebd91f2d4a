import type { ReactNode } from "react";
import type { AddressClass } from "~/access/address";
import type { DeviceWords } from "~/access/device";
import { accountsText } from "~/text/accounts";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { type Column, Table } from "./table";
import { Tag } from "./tag";

export type SessionRow = {
  id: string;
  device: DeviceWords;
  addressClass: AddressClass;
  createdAt: string | Date;
  lastSeenAt: string | Date;
};

/** Where an account is signed in: device in words, kind of address, since when. `actOf` ends a row. */
export function SessionTable({
  label,
  rows,
  ownId,
  actOf,
}: {
  label: string;
  rows: readonly SessionRow[];
  /** The session the reader is in. */
  ownId?: string;
  actOf?: (row: SessionRow) => ReactNode;
}) {
  const { session: t } = useText(accountsText);
  const columns: Column<SessionRow>[] = [
    {
      key: "device",
      head: t.device,
      heads: true,
      cell: ({ id, device }) => (
        <>
          {t.of(t.browsers[device.browser], t.systems[device.system])} {id === ownId && <Tag>{t.this}</Tag>}
        </>
      ),
    },
    { key: "from", head: t.from, cell: ({ addressClass }) => t.classes[addressClass] },
    {
      key: "opened",
      head: t.opened,
      cell: ({ createdAt }) => <span className="nb num">{shortInstant(createdAt)}</span>,
    },
    {
      key: "seen",
      head: t.seen,
      cell: ({ lastSeenAt }) => <span className="nb num">{shortInstant(lastSeenAt)}</span>,
    },
    ...(actOf ? [{ key: "act", head: t.act, acts: true, cell: actOf }] : []),
  ];
  return <Table label={label} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

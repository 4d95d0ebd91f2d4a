import { freeOf, type KindOfPost, overOf } from "~/positions/post-establishment";
import { positionsText } from "~/text/positions";
import { postEstablishmentsText } from "~/text/post-establishments";
import { useText } from "~/text/text";
import { Status } from "./status";
import { type Column, Table } from "./table";

/** Kind of post: allowed, in post, free; too many is a warning. */
export function KindsOfPosts({ rows }: { rows: readonly KindOfPost[] }) {
  const t = useText(postEstablishmentsText);
  const { families } = useText(positionsText);
  if (rows.length === 0) return <p className="quiet">{t.none}</p>;
  const columns: Column<KindOfPost>[] = [
    { key: "family", head: t.family, heads: true, cell: ({ family }) => families[family] },
    { key: "allowed", head: t.allowed, align: "right", cell: ({ allowed }) => allowed ?? t.notSet },
    { key: "inPost", head: t.inPost, align: "right", cell: ({ inPost }) => inPost },
    {
      key: "free",
      head: t.free,
      align: "right",
      cell: (row) =>
        overOf(row) > 0 ? <Status tone="warn">{t.over(overOf(row))}</Status> : (freeOf(row) ?? "–"),
    },
  ];
  return <Table label={t.title} columns={columns} rows={rows} keyOf={({ family }) => family} compact />;
}

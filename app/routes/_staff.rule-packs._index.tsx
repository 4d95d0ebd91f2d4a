import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, fromDbDate } from "~/calendar";
import { PageHead } from "~/components/page-head";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { listPacks } from "~/rulebook/packs.server";
import { shortDate } from "~/text/dates";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(rulebookText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "rule-pack:read");
  const packs = await listPacks(prisma);
  const ids = packs.flatMap((pack) => pack.units.map(({ unitId }) => unitId));
  const units = await unitsById(prisma, ids, chinaDateOf(new Date()));
  return {
    packs: packs.map(({ code, title, versions, units: assigned }) => ({
      code,
      title: title["zh-CN"] ?? code,
      newest: versions[0] ? { number: versions[0].number, on: fromDbDate(versions[0].effectiveOn) } : null,
      units: assigned.map(({ unitId }) => units.get(unitId)?.shortName ?? ""),
    })),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["packs"][number];

export default function RulePacks() {
  const { packs } = useLoaderData<typeof loader>();
  const t = useText(rulebookText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "pack",
      head: t.pack,
      heads: true,
      cell: ({ code, title }) => (
        <>
          <a href={`/rule-packs/${code}`}>{packTitle(locale, code, title)}</a>
          {code === "national" && <Sub>{t.default}</Sub>}
        </>
      ),
    },
    { key: "version", head: t.version, cell: ({ newest }) => (newest ? t.versionOf(newest.number) : "") },
    { key: "effective", head: t.effectiveOn, cell: ({ newest }) => (newest ? shortDate(newest.on) : "") },
    { key: "units", head: t.units, cell: ({ units }) => (units.length > 0 ? units.join(" ") : t.unitsNone) },
  ];
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      <Table label={t.tableLabel} columns={columns} rows={packs} keyOf={({ code }) => code} />
      <p className="hint">{t.readOnly}</p>
    </>
  );
}

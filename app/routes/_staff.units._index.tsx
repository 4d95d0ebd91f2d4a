import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { BodyMark } from "~/components/body-mark";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { type Column, Sub, Table } from "~/components/table";
import { Tag } from "~/components/tag";
import { prisma } from "~/db.server";
import { bodyProblem, depthOf } from "~/organisation/unit";
import { bodiesAt, establishmentsOf, unitsUnder } from "~/organisation/units.server";
import { headcounts } from "~/personnel/headcount.server";
import { fieldName } from "~/text/fields";
import { organisationText } from "~/text/organisation";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(organisationText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "unit:read");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "unit:read"), today);
  const ids = units.map(({ unitId }) => unitId);
  const bodies = await bodiesAt(prisma, ids, { trueOn: today });
  const counts = await headcounts(prisma, ids, today);
  const establishments = await establishmentsOf(prisma, ids, today);
  const shallowest = Math.min(...units.map(({ path }) => depthOf(path)));
  return {
    mayWrite: can(actor, "unit:write"),
    isClosed: new URL(request.url).searchParams.get("done") === "closings",
    units: units.map((unit) => {
      const body = bodies.get(unit.unitId) ?? null;
      return {
        ...unit,
        depth: depthOf(unit.path) - shallowest,
        body,
        problem: bodyProblem(body, today),
        counts: counts.get(unit.unitId) ?? { people: 0, officers: 0, fullTimeLegal: 0 },
        establishment: establishments.get(unit.unitId) ?? null,
      };
    }),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["units"][number];

/** Whole class names, so that the stylesheet has them. */
const indents = ["block", "block pl-5", "block pl-10", "block pl-15", "block pl-20"];

export default function Units() {
  const { units, mayWrite, isClosed } = useLoaderData<typeof loader>();
  const t = useText(organisationText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "unit",
      head: t.unit,
      heads: true,
      cell: ({ unitId, name, depth, civilServantsOnly }) => (
        <span className={indents[Math.min(depth, 4)]}>
          <a href={`/units/${unitId}`}>{name}</a>
          {civilServantsOnly && <Sub>{t.civilServantsOnly}</Sub>}
        </span>
      ),
    },
    { key: "kind", head: t.kind, cell: ({ kind }) => <Tag>{t.kinds[kind]}</Tag> },
    { key: "body", head: t.body, cell: ({ body, problem }) => <BodyMark body={body} problem={problem} /> },
    {
      key: "fields",
      head: t.fields,
      cell: ({ body }) => body?.fields.map((field) => fieldName(locale, field)).join(" ") ?? "",
    },
    {
      key: "people",
      head: t.people,
      align: "right",
      cell: ({ unitId, counts }) => <a href={`/people?unit=${unitId}`}>{counts.people}</a>,
    },
    { key: "officers", head: t.officers, align: "right", cell: ({ counts }) => counts.officers },
    { key: "legal", head: t.legal, align: "right", cell: ({ counts }) => counts.fullTimeLegal },
    { key: "establishment", head: t.establishment, align: "right", cell: (row) => row.establishment ?? "" },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href="/units/new">
              {t.acts.new.title}
            </LinkButton>
          )
        }
      />
      {isClosed && (
        <div className="mb-4">
          <Notice tone="ok" live>
            {t.acts.closings.done}
          </Notice>
        </div>
      )}
      <Table label={t.tableLabel} columns={columns} rows={units} keyOf={(row) => row.unitId} wide />
    </>
  );
}

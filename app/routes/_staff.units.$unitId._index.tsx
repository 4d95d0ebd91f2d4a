import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { BodyMark } from "~/components/body-mark";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { InEstablishment } from "~/components/in-establishment";
import { KindsOfPosts } from "~/components/kinds-of-posts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { bodyProblem } from "~/organisation/unit";
import { bodyAt, bodyHistory, establishmentsOf, unitsUnder } from "~/organisation/units.server";
import { headcounts } from "~/personnel/headcount.server";
import { kindsOfPosts } from "~/positions/post-establishments.server";
import { packFor } from "~/rulebook/packs.server";
import { clearanceText } from "~/text/clearance";
import { lastDayBefore, longDate, shortDate, shortInstant } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { organisationText, type UnitAct } from "~/text/organisation";
import { postEstablishmentsText } from "~/text/post-establishments";
import { powersText } from "~/text/powers";
import { packTitle } from "~/text/rulebook";
import { shiftsText } from "~/text/shifts";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(organisationText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "unit:read");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "unit:read"), today);
  const unit = units.find(({ unitId }) => unitId === params.unitId);
  if (!unit) throw new Response(null, { status: 404 });
  const { unitId } = unit;
  const body = await bodyAt(prisma, unitId, { trueOn: today });
  const { pack } = await packFor(prisma, unitId, today);
  return {
    unit,
    parent: units.find((other) => other.unitId === unit.parentId) ?? null,
    below: units.filter((other) => other.parentId === unitId),
    body,
    problem: bodyProblem(body, today),
    history: await bodyHistory(prisma, unitId),
    counts: (await headcounts(prisma, [unitId], today)).get(unitId) ?? null,
    establishment: (await establishmentsOf(prisma, [unitId], today)).get(unitId) ?? null,
    pack: { code: pack.id, title: pack.title },
    kinds: await kindsOfPosts(prisma, unitId, today),
    mayWrite: can(actor, "unit:write", { path: unit.path }),
    mayPost: can(actor, "position:write", { path: unit.path }),
    mayClear: can(actor, "clearance:read", { path: unit.path }),
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

type Record = ReturnType<typeof useLoaderData<typeof loader>>["history"][number];

export default function Unit() {
  const {
    unit,
    parent,
    below,
    body,
    problem,
    history,
    counts,
    establishment,
    pack,
    kinds,
    mayPost,
    mayWrite,
    mayClear,
    done,
  } = useLoaderData<typeof loader>();
  const t = useText(organisationText);
  const clearance = useText(clearanceText);
  const powers = useText(powersText);
  const shifts = useText(shiftsText);
  const posts = useText(postEstablishmentsText);
  const deed =
    done in t.acts ? t.acts[done as UnitAct].done : done === "post-establishments" ? posts.done : null;
  const locale = useLocale();
  const columns: Column<Record>[] = [
    {
      key: "period",
      head: t.period,
      heads: true,
      cell: ({ fromOn, toOn }) =>
        toOn ? t.fromTo(shortDate(fromOn), shortDate(lastDayBefore(toOn))) : t.since(shortDate(fromOn)),
    },
    { key: "basis", head: t.basis, cell: ({ basis }) => t.bases[basis] },
    {
      key: "fields",
      head: t.fields,
      cell: ({ fields }) => fields.map((f) => fieldName(locale, f)).join(" "),
    },
    { key: "document", head: t.document, cell: (row) => row.document },
    {
      key: "published",
      head: t.publishedOn,
      cell: ({ publishedOn }) => (publishedOn ? shortDate(publishedOn) : t.bodyStates.unpublished),
    },
    { key: "recorded", head: t.recordedAt, cell: (row) => shortInstant(row.recordedAt) },
  ];
  return (
    <>
      <PageHead
        title={unit.name}
        lede={t.kinds[unit.kind]}
        crumbs={[
          { text: t.title, href: "/units" },
          ...(parent ? [{ text: parent.name, href: `/units/${parent.unitId}` }] : []),
          { text: unit.name },
        ]}
        acts={
          <>
            <LinkButton href={`/positions?unit=${unit.unitId}`}>{t.toPositions}</LinkButton>
            <LinkButton href={`/people?unit=${unit.unitId}`}>{t.toPeople}</LinkButton>
            <LinkButton href={`/units/${unit.unitId}/powers`}>{powers.title}</LinkButton>
            <LinkButton href={`/units/${unit.unitId}/shifts`}>{shifts.title}</LinkButton>
            {mayClear && <LinkButton href={`/clearance?unit=${unit.unitId}`}>{clearance.onPost}</LinkButton>}
            {mayWrite && (
              <LinkButton kind="primary" href={`/units/${unit.unitId}/changes`}>
                {t.acts.changes.title}
              </LinkButton>
            )}
          </>
        }
      />
      {deed && (
        <div className="mb-4">
          <Notice tone="ok" live>
            {deed}
          </Notice>
        </div>
      )}
      <Stats
        items={[
          {
            key: "people",
            label: t.people,
            value: counts?.people ?? 0,
            href: `/people?unit=${unit.unitId}`,
          },
          { key: "officers", label: t.officers, value: counts?.officers ?? 0 },
          { key: "legal", label: t.legal, value: counts?.fullTimeLegal ?? 0 },
          {
            key: "establishment",
            label: t.establishment,
            value: <InEstablishment established={counts?.established ?? 0} establishment={establishment} />,
          },
        ]}
      />
      <Section title={t.bodyTitle}>
        {body ? <BodyMark body={body} problem={problem} /> : <p>{t.noBodyLong}</p>}
        {problem === "unpublished" && <p className="quiet">{t.cannotYet}</p>}
        <Facts
          items={[
            { term: t.code, value: <span className="num">{unit.code}</span> },
            {
              term: t.fields,
              value: body?.fields.map((field) => fieldName(locale, field)).join(" ") || "–",
            },
            {
              term: t.publishedOn,
              value: body?.publishedOn ? longDate(body.publishedOn, locale) : "–",
            },
            {
              term: t.pack,
              value: <a href={`/rule-packs/${pack.code}`}>{packTitle(locale, pack.code, pack.title)}</a>,
            },
            ...(unit.civilServantsOnly ? [{ term: t.officers, value: t.civilServantsOnly }] : []),
          ]}
        />
      </Section>
      {(mayPost || kinds.length > 0) && (
        <Section
          title={posts.title}
          end={mayPost && <a href={`/units/${unit.unitId}/post-establishments`}>{posts.set}</a>}
        >
          <p className="hint">{posts.lede}</p>
          <KindsOfPosts rows={kinds} />
        </Section>
      )}
      {history.length > 0 && (
        <Section title={t.history}>
          <Table label={t.history} columns={columns} rows={history} keyOf={(row) => row.id} compact />
        </Section>
      )}
      <Section title={t.subordinate}>
        {below.length === 0 ? (
          <p className="quiet">{t.noSubordinate}</p>
        ) : (
          <ul className="task-list">
            {below.map(({ unitId, name, kind }) => (
              <li key={unitId}>
                <span className="t">
                  <a href={`/units/${unitId}`}>{name}</a>
                </span>
                <span className="d">{t.kinds[kind]}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {mayWrite && (
        <Section title={t.change}>
          <ul className="task-list">
            {(["changes", "bodies", "body-endings", "closings"] as const).map((act) => (
              <li key={act}>
                <span className="t">
                  <a href={`/units/${unit.unitId}/${act}`}>{t.acts[act].title}</a>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { groundsFor, REVIEW_RESULTS, REVIEW_STATES } from "~/certification/periodic-review";
import { pageOf } from "~/certification/renewals.server";
import { reviewsAsked } from "~/certification/review-page.server";
import { Empty } from "~/components/empty";
import { KeysetList } from "~/components/keyset-list";
import { ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { DecideReviews, ProposeReviews } from "~/components/review-acts";
import { type ShownReview, useReviewColumns } from "~/components/review-columns";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { reviewStateNames } from "~/text/renewals";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(periodicReviewsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate-review:read");
  const search = new URL(request.url).searchParams;
  const { units, unit, year, state, q, rows, pack } = await reviewsAsked(prisma, actor, search, new Date());
  const found = pageOf(rows, placeFrom(search));
  return {
    ...found,
    rows: found.rows.map(({ personId, unitId, ...row }): ShownReview => row),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    typed: { unit: unit?.unitId ?? "", year: String(year), state: state ?? "", q },
    kind: pack?.certificate.review.value ?? "none",
    inactiveYears: pack?.certificate.inactiveYearsNote.value ?? null,
    grounds: REVIEW_RESULTS.flatMap((result) => [...groundsFor(result)]),
    mayPropose: can(actor, "certificate-review:propose"),
    mayDecide: can(actor, "certificate-review:decide"),
    done: Number(/^\d{1,5}$/.exec(search.get("n") ?? "")?.[0] ?? 0),
  };
}

export default function CertificateReviews() {
  const { rows, total, hasPrevious, hasNext, typed, kind, inactiveYears, done, ...may } =
    useLoaderData<typeof loader>();
  const t = useText(periodicReviewsText);
  const columns = useReviewColumns(may.mayPropose || may.mayDecide);
  if (kind === "none")
    return (
      <>
        <PageHead title={t.title} />
        <Empty title={t.none}>{t.noneHint}</Empty>
      </>
    );
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${t.lede(t.kinds[kind])}${inactiveYears ? t.inactive(inactiveYears) : ""}`}
      />
      {done > 0 && <Notice tone="ok" live title={t.answered.done(done)} />}
      <Filters />
      <form method="post" className="stack">
        {Object.entries(typed).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <KeysetList<ShownReview>
          label={t.table}
          columns={columns}
          rows={rows}
          keyOf={({ certificateId }) => certificateId}
          hasPrevious={hasPrevious}
          hasNext={hasNext}
          summary={t.total(total ?? 0)}
          empty={{ title: t.emptyTitle, body: t.empty }}
        />
        {rows.length > 0 && may.mayPropose && <ProposeReviews total={total ?? 0} grounds={may.grounds} />}
        {rows.length > 0 && may.mayDecide && <DecideReviews total={total ?? 0} />}
      </form>
    </>
  );
}

function Filters() {
  const { units, typed } = useLoaderData<typeof loader>();
  const t = useText(periodicReviewsText).filters;
  const states = useText(reviewStateNames);
  return (
    <ListQuery
      submit={t.apply}
      narrowings={[
        { name: "unit", label: t.unit, empty: t.any, choices: units, value: typed.unit },
        {
          ...{ name: "state", label: t.state, empty: t.any, value: typed.state },
          choices: REVIEW_STATES.map((value) => ({ value, text: states[value] })),
        },
      ]}
    >
      <TextField label={t.q} name="q" defaultValue={typed.q} small fieldClass="w2" maxLength={60} />
      <TextField label={t.year} name="year" defaultValue={typed.year} small figures inputMode="numeric" />
    </ListQuery>
  );
}

import type { ReviewState } from "~/certification/periodic-review";
import type { ReviewRow } from "~/certification/review-list.server";
import { longDate } from "~/text/dates";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { reviewStateNames } from "~/text/renewals";
import { useLocale, useText } from "~/text/text";
import { Status, type Tone } from "./status";
import { type Column, Sub } from "./table";

const tones: Record<ReviewState, Tone> = {
  "not-due": "off",
  due: "warn",
  submitted: "info",
  passed: "ok",
  failed: "stop",
  overdue: "stop",
  exempt: "off",
};

export function ReviewStateMark({ state }: { state: ReviewState }) {
  const t = useText(reviewStateNames);
  return <Status tone={tones[state]}>{t[state]}</Status>;
}

type Proposal = Pick<NonNullable<ReviewRow["last"]>, "result" | "ground" | "decision" | "opinion">;

/** What was proposed and what became of it. */
export function ProposalSaid({ result, ground, decision, opinion }: Proposal) {
  const t = useText(periodicReviewsText);
  return (
    <>
      {t.results[result]}
      {ground && <Sub>{t.grounds[ground]}</Sub>}
      <Sub>{decision ? t.decisions[decision] : t.waiting}</Sub>
      {opinion && <Sub>{opinion}</Sub>}
    </>
  );
}

export type ShownReview = Omit<ReviewRow, "personId" | "unitId">;

/** `choosing`: with a box for each. */
export function useReviewColumns(choosing: boolean): Column<ShownReview>[] {
  const t = useText(periodicReviewsText);
  const locale = useLocale();
  const named = ({ certificateId, holderName, unitName }: ShownReview) => (
    <>
      <a href={`/certificates/${certificateId}`}>{holderName}</a>
      <Sub>{unitName}</Sub>
    </>
  );
  return [
    {
      key: "holder",
      head: t.columns.holder,
      heads: true,
      cell: (row) =>
        choosing ? (
          <div className="choice">
            <input
              type="checkbox"
              name="certificate"
              value={row.certificateId}
              aria-label={t.choose(row.holderName)}
            />
            <span>{named(row)}</span>
          </div>
        ) : (
          named(row)
        ),
    },
    { key: "number", head: t.columns.number, className: "num", cell: ({ number }) => number },
    {
      key: "toOn",
      head: t.columns.toOn,
      className: "num",
      cell: ({ toOn }) => (toOn ? longDate(toOn, locale) : ""),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state, isPending }) => (
        <>
          <ReviewStateMark state={state} />
          {isPending && <Sub>{t.pending}</Sub>}
        </>
      ),
    },
    { key: "last", head: t.columns.last, cell: ({ last }) => last && <ProposalSaid {...last} /> },
  ];
}

import type { ReviewRow } from "~/certification/decision-review-list.server";
import { certificationText } from "~/text/certification";
import { longDate, shortInstant } from "~/text/dates";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { type Column, Sub } from "./table";

export type ShownReview = Omit<ReviewRow, "foundAt"> & { foundAt: Date | string };

/** Of decisions to issue: what became known later against each, and what came of looking at it. */
export function useDecisionReviewColumns(mayClose: boolean): Column<ShownReview>[] {
  const t = useText(certificationText).reviews;
  const locale = useLocale();
  return [
    {
      key: "certificate",
      head: t.columns.certificate,
      heads: true,
      cell: ({ certificateId, holderName, unitName, number, issuedOn }) => (
        <>
          <a href={`/certificates/${certificateId}`}>{holderName}</a>
          <Sub>{unitName}</Sub>
          <Sub>
            <span className="num">{number}</span> {t.issued(longDate(issuedOn, locale))}
          </Sub>
        </>
      ),
    },
    { key: "reason", head: t.columns.reason, cell: ({ refusal }) => <Reason refusal={refusal} /> },
    { key: "found", head: t.columns.found, className: "num", cell: ({ foundAt }) => shortInstant(foundAt) },
    {
      key: "outcome",
      head: t.columns.outcome,
      cell: ({ outcome, note }) =>
        outcome && (
          <>
            {t.outcomes[outcome]}
            <Sub>{note}</Sub>
          </>
        ),
    },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: ({ id, outcome, own }) => {
        if (outcome || !mayClose) return null;
        return own ? (
          <span className="hint">{t.own}</span>
        ) : (
          <LinkButton href={`/decision-reviews/${id}/closing`} small>
            {t.close}
          </LinkButton>
        );
      },
    },
  ];
}

function Reason({ refusal }: { refusal: ShownReview["refusal"] }) {
  const { rule, sentence, source } = refusalIn(useLocale(), refusal);
  return (
    <>
      {rule && <b>{rule}</b>} {sentence}
      {source && <Sub>{source}</Sub>}
    </>
  );
}

import type { ReviewsAnswered } from "~/certification/review-steps.server";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { Notice } from "./notice";
import { PageHead } from "./page-head";
import { Section } from "./section";
import { type Column, Table } from "./table";

export const REVIEWS = "/certificate-reviews";

type Refused = ReviewsAnswered["refused"][number];

/** What became of a bulk act: how many were done, and every reason against each of the others. */
export function ReviewAnswered({ answered }: { answered: ReviewsAnswered | undefined }) {
  const all = useText(periodicReviewsText);
  const t = all.answered;
  const locale = useLocale();
  const columns: Column<Refused>[] = [
    {
      key: "name",
      head: all.columns.holder,
      heads: true,
      cell: ({ certificateId, holderName }) => <a href={`/certificates/${certificateId}`}>{holderName}</a>,
    },
    {
      key: "reasons",
      head: t.names,
      cell: ({ refusals }) => (
        <ul>
          {refusals.map((reason) => {
            const { code, sentence, cure } = refusalIn(locale, reason);
            return (
              <li key={code}>
                {sentence}
                {cure && <span className="block hint">{cure}</span>}
              </li>
            );
          })}
        </ul>
      ),
    },
  ];
  const { done = 0, refused = [] } = answered ?? {};
  return (
    <>
      <PageHead title={t.title} crumbs={[{ text: all.title, href: REVIEWS }, { text: t.title }]} />
      <div className="stack-lg">
        {done > 0 && <Notice tone="ok" live title={t.done(done)} />}
        {done + refused.length === 0 && <Notice tone="stop" title={t.nobody} />}
        {refused.length > 0 && (
          <Section title={t.refused(refused.length)}>
            <Table
              label={t.names}
              columns={columns}
              rows={refused}
              keyOf={({ certificateId }) => certificateId}
            />
          </Section>
        )}
        <div className="acts">
          <LinkButton href={REVIEWS}>{t.back}</LinkButton>
        </div>
      </div>
    </>
  );
}

import type { ReviewPanel } from "~/certification/review-list.server";
import { shortInstant } from "~/text/dates";
import { periodicReviewsText } from "~/text/periodic-reviews";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { Facts } from "./facts";
import { Notice } from "./notice";
import { ProposalSaid, ReviewStateMark } from "./review-columns";
import { Section } from "./section";

/** The yearly reviews of a certificate, and what the gate is told of them. */
export function ReviewPanelOf({ panel }: { panel: ReviewPanel }) {
  const t = useText(periodicReviewsText).panel;
  const locale = useLocale();
  const { years, steps, reasons, isBar } = panel;
  return (
    <Section title={t.title}>
      {reasons.map((reason) => (
        <Notice key={reason.code} tone={isBar ? "stop" : "warn"} title={refusalIn(locale, reason).sentence} />
      ))}
      {years.length + steps.length === 0 && <p className="quiet">{t.none}</p>}
      <Facts
        layout="rows"
        items={years.map(({ year, state }) => ({
          term: t.year(year),
          value: <ReviewStateMark state={state} />,
        }))}
      />
      <Facts
        layout="ruled"
        items={steps.map((step) => ({
          term: `${t.year(step.year)} ${shortInstant(step.decidedAt ?? step.proposedAt)}`,
          value: <ProposalSaid {...step} />,
        }))}
      />
    </Section>
  );
}

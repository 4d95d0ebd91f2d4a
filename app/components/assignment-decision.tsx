import { longDate } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActPage } from "./act-page";

/** One decision about which pack a unit follows: says what it means, and the button that names it. */
export function AssignmentDecisionPage({
  act,
  proposal,
  refusals,
}: {
  act: "approval" | "refusal" | "withdrawal";
  proposal: { proposalId: string; unitName: string; packCode: string; packTitle: string; fromOn: string };
  refusals: readonly Refusal[] | undefined;
}) {
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const back = `/rule-packs/assignments/${proposal.proposalId}`;
  return (
    <ActPage
      title={t.decisions[act]}
      lede={t.decisionLede(
        proposal.unitName,
        packTitle(locale, proposal.packCode, proposal.packTitle),
        longDate(proposal.fromOn, locale),
      )}
      crumbs={[
        { text: rules.title, href: "/rule-packs" },
        { text: t.assignment, href: back },
      ]}
      back={back}
      refusals={refusals}
      submit={t.decisions[act]}
      stop={act === "refusal"}
    />
  );
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { accountNames } from "~/access/account-names.server";
import { can } from "~/access/permissions";
import { requireProposal } from "~/casework/pack-assignment.server";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { PageHead } from "~/components/page-head";
import { prisma } from "~/db.server";
import { longDate, shortInstant } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.assignment);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, proposal } = await requireProposal(request, params.proposalId, "rule-pack:read", new Date());
  const names = await accountNames(prisma, [proposal.proposedById]);
  const isOwn = proposal.proposedById === actor.accountId;
  return {
    proposal,
    by: names[proposal.proposedById ?? ""] ?? "",
    acts: isOwn
      ? (["withdrawal"] as const)
      : can(actor, "rule-pack:approve")
        ? (["refusal", "approval"] as const)
        : [],
  };
}

export default function Assignment() {
  const { proposal, by, acts } = useLoaderData<typeof loader>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const here = `/rule-packs/assignments/${proposal.proposalId}`;
  return (
    <>
      <PageHead
        title={t.assignment}
        lede={t.assignmentLede}
        crumbs={[{ text: rules.title, href: "/rule-packs" }, { text: t.assignment }]}
        acts={acts.map((act) => (
          <LinkButton key={act} href={`${here}/${act}`} kind={act === "approval" ? "primary" : "plain"}>
            {t.decisions[act]}
          </LinkButton>
        ))}
      />
      <Facts
        layout="ruled"
        items={[
          { term: t.unit, value: proposal.unitName },
          { term: t.pack, value: packTitle(locale, proposal.packCode, proposal.packTitle) },
          { term: t.fromOn, value: longDate(proposal.fromOn, locale) },
          { term: t.reason, value: proposal.reason ?? "–" },
          { term: t.by, value: `${t.proposedBy(by)} ${shortInstant(proposal.proposedAt)}` },
        ]}
      />
    </>
  );
}

import { type Column, Sub } from "~/components/table";
import { COUNTED } from "~/paging";
import { certificationText } from "~/text/certification";
import { longDate, shortInstant } from "~/text/dates";
import { deskText } from "~/text/desk";
import { useLocale, useText } from "~/text/text";
import type { Desk } from "./route";

type Matter = {
  key: string;
  since: string | null;
  title: string;
  party: string;
  unit: string;
  href: string;
  act: string;
};

/** Everything that waits for this officer, each with where to do it. */
export function useMatters(desk: Desk): Matter[] {
  const t = useText(deskText);
  const locale = useLocale();
  const { kinds } = useText(certificationText);
  const reviews = desk.reviews.map((row) => ({
    key: row.id,
    since: String(row.sinceAt),
    title: kinds[row.kind],
    party: row.name,
    unit: row.unitName,
    href: `/applications/${row.id}`,
    act: t.review,
  }));
  // The list counts up to ten thousand.
  const more = (desk.reviewsTotal ?? COUNTED) - reviews.length;
  const proposals = desk.toApprove.map((proposal) => ({
    key: proposal.certificateId,
    since: String(proposal.proposedAt),
    title: t.toApprove(t.acts[proposal.act] ?? proposal.act),
    party: proposal.holderName,
    unit: proposal.unitName,
    href: `/certificates/${proposal.certificateId}`,
    act: t.approve,
  }));
  const studies = desk.study.map(({ code, count, late, since, year, href }) => ({
    ...{ key: code, since: since && String(since), href, party: "", unit: "" },
    title: t.study[code](count, year ?? 0) + (late > 0 ? t.late(late) : ""),
    act: t.see,
  }));
  const campaigns = desk.campaigns.map(({ campaignId, name, kind, dueOn, left, total, href }) => ({
    ...{ key: campaignId, since: null, party: "", unit: "", href },
    title: t.campaign[kind](name, left, total, longDate(dueOn, locale)),
    act: t.see,
  }));
  const shortUnits = desk.legalStaff.units.map(({ unitId, unitName, remaining, required }) => ({
    ...{ key: `legal-${unitId}`, since: null, party: "", unit: unitName },
    title: t.legalStaff(remaining, required),
    ...{ href: `/people?unit=${unitId}`, act: t.see },
  }));
  const plain = (key: string, title: string, href: string, act: string) => ({
    key,
    since: null,
    title,
    party: "",
    unit: "",
    href,
    act,
  });
  return [
    ...proposals,
    ...reviews,
    ...(more > 0 ? [plain("reviews", t.moreReviews(more), "/applications?mine=1", t.review)] : []),
    ...(desk.toIssue > 0 ? [plain("issue", t.toIssue(desk.toIssue), "/issuances", t.issue)] : []),
    ...(desk.rolesToApprove > 0
      ? [plain("roles", t.rolesToApprove(desk.rolesToApprove), "/role-proposals", t.approve)]
      : []),
    ...(desk.transfersToAnswer > 0
      ? [plain("transfers", t.transfersToAnswer(desk.transfersToAnswer), "/transfers", t.see)]
      : []),
    ...(desk.studyToAccept > 0
      ? [plain("study", t.studyToAccept(desk.studyToAccept), "/study-records?status=submitted", t.accept)]
      : []),
    ...studies,
    ...campaigns,
    ...shortUnits,
    ...(desk.legalStaff.more > 0
      ? [plain("legal-more", t.legalStaffMore(desk.legalStaff.more), "/my/notices", t.see)]
      : []),
    ...(desk.cardsToMend > 0
      ? [plain("cards", t.cardsToMend(desk.cardsToMend), "/ministry-cards?state=returned", t.see)]
      : []),
    ...(desk.clearance.toAct > 0
      ? [plain("clear", t.casesToClear(desk.clearance.toAct), "/clearance?state=open", t.see)]
      : []),
    ...(desk.clearance.toConfirm > 0
      ? [plain("closures", t.closures(desk.clearance.toConfirm), "/clearance?state=proposed", t.approve)]
      : []),
    ...(desk.recoveries && desk.recoveries.count > 0
      ? [
          plain(
            "recoveries",
            (desk.recoveries.reported ? t.recoveriesReported : t.recoveries)(desk.recoveries.count) +
              (desk.recoveries.late > 0 && !desk.recoveries.reported ? t.late(desk.recoveries.late) : ""),
            desk.recoveries.reported ? "/items/recoveries?state=overdue" : "/items/recoveries",
            t.see,
          ),
        ]
      : []),
    ...(desk.toReread > 0 ? [plain("reread", t.toReread(desk.toReread), "/rereadings", t.reread)] : []),
  ];
}

export function useMatterColumns(): Column<Matter>[] {
  const t = useText(deskText);
  return [
    { key: "matter", head: t.matter, heads: true, cell: ({ title }) => title },
    {
      key: "party",
      head: t.party,
      cell: ({ party, unit }) => (
        <>
          {party}
          {unit && <Sub>{unit}</Sub>}
        </>
      ),
    },
    {
      key: "since",
      head: t.since,
      cell: ({ since }) => since && <span className="nb">{shortInstant(since)}</span>,
    },
    { key: "act", head: t.act, acts: true, cell: ({ href, act }) => <a href={href}>{act}</a> },
  ];
}

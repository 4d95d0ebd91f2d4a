import type { ReactNode } from "react";
import type { MergePreview } from "~/casework/person-merge.server";
import { longDate } from "~/text/dates";
import { mergingText } from "~/text/merging";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "../button";
import { CertificateStatusMark } from "../certificate-status";
import { Section } from "../section";
import { Table } from "../table";

type Side = MergePreview["kept"];
type Row = { key: string; fact: string; of: (side: Side, masked: string) => ReactNode };

/** Both records beside each other, fact by fact; which of them stays can be turned round. */
export function MergeComparison({
  pair,
  personId,
  preview,
  masked,
  unitNames,
  today,
  path,
}: {
  pair: { keptId: string; otherId: string };
  personId: string;
  preview: MergePreview;
  masked: { kept: string; merged: string };
  unitNames: Record<string, string>;
  today: string;
  path: string;
}) {
  const t = useText(mergingText);
  const rows = useRows(unitNames, today);
  const isTurned = pair.keptId !== personId;
  return (
    <Section
      title={t.compare}
      end={
        <>
          <LinkButton kind="text" href={`${path}?with=${pair.otherId}${isTurned ? "" : "&stays=other"}`}>
            {t.swap}
          </LinkButton>
          <LinkButton kind="text" href={path}>
            {t.otherChoice}
          </LinkButton>
        </>
      }
    >
      <Table
        label={t.compareLabel}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { key: "fact", head: t.fact, heads: true, cell: ({ fact }) => fact },
          { key: "kept", head: t.stays, cell: ({ of }) => of(preview.kept, masked.kept) },
          { key: "merged", head: t.goes, cell: ({ of }) => of(preview.merged, masked.merged) },
        ]}
      />
    </Section>
  );
}

function useRows(unitNames: Record<string, string>, today: string): Row[] {
  const t = useText(mergingText);
  const locale = useLocale();
  const count = (n: number) => (n === 0 ? t.none1 : t.count(n));
  const list = (items: readonly ReactNode[]) =>
    items.length === 0
      ? t.none1
      : items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: neither reordered nor kept
          <span className="block" key={index}>
            {item}
          </span>
        ));
  const { rows } = t;
  return [
    { key: "name", fact: rows.name, of: ({ name }) => name },
    { key: "number", fact: rows.number, of: (_, masked) => <span className="num">{masked}</span> },
    { key: "registered", fact: rows.registered, of: (side) => longDate(side.registeredOn, locale) },
    {
      key: "unit",
      fact: rows.unit,
      of: ({ employments }) =>
        list(
          employments
            .filter(({ fromOn, toOn }) => fromOn <= today && (toOn === null || today < toOn))
            .map(({ unitId }) => unitNames[unitId] ?? ""),
        ),
    },
    { key: "employments", fact: rows.employments, of: (side) => count(side.employments.length) },
    {
      key: "certificates",
      fact: rows.certificates,
      of: ({ certificates }) =>
        list(
          certificates.map(({ number, state }) => (
            <>
              <span className="num">{number}</span> <CertificateStatusMark state={state} />
            </>
          )),
        ),
    },
    {
      key: "applications",
      fact: rows.applications,
      of: (side) => count(side.openApplications.length),
    },
    { key: "posts", fact: rows.posts, of: ({ seats }) => list(seats.map(({ title }) => title)) },
    { key: "qualifications", fact: rows.qualifications, of: (side) => count(side.qualifications) },
    { key: "registrations", fact: rows.registrations, of: (side) => count(side.registrations.length) },
    { key: "study", fact: rows.study, of: (side) => count(side.studyRecords) },
    { key: "sanctions", fact: rows.sanctions, of: (side) => count(side.sanctions) },
    { key: "bans", fact: rows.bans, of: (side) => count(side.examBans) },
    {
      key: "account",
      fact: rows.account,
      of: ({ account }) => (account ? (account.enabled ? t.enabled : t.disabled) : t.none1),
    },
  ];
}

import type { EmploymentFacts, PersonnelFacts } from "~/personnel/facts.server";
import { hasLeft } from "~/personnel/identity";
import { correctionsText } from "~/text/corrections";
import { lastDayBefore, shortDate } from "~/text/dates";
import { identityNames, statusNames } from "~/text/identity-names";
import { leaveAndLoanText } from "~/text/leave-and-loan";
import { legalQualificationsText } from "~/text/legal-qualifications";
import { mergingText } from "~/text/merging";
import { ministryCardsText } from "~/text/ministry-cards";
import { type PersonAct, personnelText } from "~/text/personnel";
import { photosText } from "~/text/photos";
import { useText } from "~/text/text";
import { Section } from "../section";
import { type Column, Sub, Table } from "../table";
import { Tag } from "../tag";

/** Every interval of employment that is known, newest first. */
export function EmploymentHistory({
  facts,
  unitNames,
}: {
  facts: PersonnelFacts;
  unitNames: Record<string, string>;
}) {
  const t = useText(personnelText);
  const identities = useText(identityNames);
  const statuses = useText(statusNames);
  const words = useText(leaveAndLoanText);
  const rows = [...facts.employmentHistory].sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1));
  if (rows.length === 0) return null;
  const columns: Column<EmploymentFacts>[] = [
    {
      key: "period",
      head: t.personFile.period,
      heads: true,
      cell: ({ fromOn, toOn }) => (
        <span className="num nb">
          {toOn
            ? t.personFile.fromTo(shortDate(fromOn), shortDate(lastDayBefore(toOn)))
            : t.personFile.since(shortDate(fromOn))}
        </span>
      ),
    },
    {
      key: "unit",
      head: t.unit,
      cell: ({ unitId, title, relation }) => (
        <>
          {unitNames[unitId] ?? ""}
          <Sub>{[relation === "host" ? t.relations.host : null, title].filter(Boolean).join(" · ")}</Sub>
        </>
      ),
    },
    { key: "identity", head: t.identity, cell: ({ identity }) => <Tag>{identities[identity]}</Tag> },
    {
      key: "status",
      head: t.form.status,
      cell: (row) => {
        const from = cameFrom(row, rows);
        return (
          <>
            {statuses[row.status]}
            {from && <Sub>{words.cameFrom(unitNames[from] ?? "")}</Sub>}
          </>
        );
      },
    },
  ];
  return (
    <Section title={t.personFile.histories}>
      <Table
        label={t.personFile.historiesLabel}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.relation + row.fromOn}
        compact
      />
    </Section>
  );
}

/** The unit somebody was transferred from: at home in one until the day they are in another. A loan is no transfer. */
function cameFrom(job: EmploymentFacts, jobs: readonly EmploymentFacts[]): string | null {
  if (job.relation !== "home" || hasLeft(job.status)) return null;
  const before = jobs.find(({ relation, toOn }) => relation === "home" && toOn === job.fromOn);
  return before && before.unitId !== job.unitId && !hasLeft(before.status) ? before.unitId : null;
}

const unmasking: readonly PersonAct[] = ["identity-number-corrections", "identity-number-views"];

/** The nouns that can be made about a person, each with its own page. */
export function PersonActs({
  personId,
  mayUnmask,
  mayMerge,
}: {
  personId: string;
  mayUnmask: boolean;
  mayMerge: boolean;
}) {
  const { acts } = useText(personnelText);
  const merging = useText(mergingText);
  const correcting = useText(correctionsText);
  const filing = useText(ministryCardsText).form;
  const qualifying = useText(legalQualificationsText).form;
  const photos = useText(photosText);
  const nouns = (Object.keys(acts) as PersonAct[]).filter((act) => mayUnmask || !unmasking.includes(act));
  return (
    <ul className="task-list">
      {nouns.map((act) => (
        <li key={act}>
          <span className="t small">
            <a href={`/people/${personId}/${act}`}>{acts[act].title}</a>
          </span>
        </li>
      ))}
      <li>
        <span className="t small">
          <a href={`/people/${personId}/photos`}>{photos.change}</a>
        </span>
      </li>
      <li>
        <span className="t small">
          <a href={`/people/${personId}/ministry-cards`}>{filing.title}</a>
        </span>
      </li>
      <li>
        <span className="t small">
          <a href={`/people/${personId}/legal-qualifications`}>{qualifying.title}</a>
        </span>
      </li>
      <li>
        <span className="t small">
          <a href={`/people/${personId}/corrections`}>{correcting.act}</a>
        </span>
      </li>
      {mayMerge && (
        <li>
          <span className="t small">
            <a href={`/people/${personId}/merges`}>{merging.act}</a>
          </span>
        </li>
      )}
    </ul>
  );
}

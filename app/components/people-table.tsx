import type { inShort } from "~/casework/standing-of-people.server";
import { type EmploymentIdentity, type EmploymentStatus, isEstablished } from "~/personnel/identity";
import { shortDate } from "~/text/dates";
import { identityNames, statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { positionsText } from "~/text/positions";
import { useText } from "~/text/text";
import { CertificateStatusMark } from "./certificate-status";
import { BarRow, ProgressBar } from "./progress-bar";
import { Status } from "./status";
import { type Column, Sub, Table } from "./table";
import { Tag } from "./tag";

export type PersonRow = {
  personId: string;
  name: string;
  maskedNumber: string;
  employments: readonly {
    unitId: string;
    identity: EmploymentIdentity;
    status: EmploymentStatus;
    title: string | null;
  }[];
} & ReturnType<typeof inShort>;

/** People with what each room says of them: unit, identity, certificate, study, verdict. */
export function PeopleTable({
  people,
  mayOpen,
  unitNames,
}: {
  people: readonly PersonRow[];
  /** Whether the reader may open the files. */
  mayOpen: boolean;
  unitNames: Record<string, string>;
}) {
  const t = useText(personnelText);
  const columns: Column<PersonRow>[] = [
    {
      key: "name",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          {mayOpen ? (
            <a className="name" href={`/people/${row.personId}`}>
              {row.name}
            </a>
          ) : (
            <span className="name">{row.name}</span>
          )}
          <Sub>{row.maskedNumber}</Sub>
        </>
      ),
    },
    {
      key: "unit",
      head: t.unitAndPost,
      className: "c-unit",
      cell: (row) => <Unit row={row} unitNames={unitNames} />,
    },
    { key: "identity", head: t.identity, className: "c-id", cell: (row) => <Identity row={row} /> },
    {
      key: "certificate",
      head: t.certificate,
      className: "c-cert",
      cell: (row) => <Certificate row={row} />,
    },
    { key: "study", head: t.studyThisYear, className: "c-bar w-bar", cell: (row) => <Study row={row} /> },
    { key: "may", head: t.mayEnforce, className: "c-may", cell: (row) => <May row={row} /> },
  ];
  const file: Column<PersonRow> = {
    key: "file",
    head: t.file,
    acts: true,
    cell: (row) => (
      <a href={`/people/${row.personId}`} aria-label={t.fileOf(row.name)}>
        {t.file}
      </a>
    ),
  };
  return (
    <Table
      label={t.tableLabel}
      columns={mayOpen ? [...columns, file] : columns}
      rows={people}
      keyOf={(row) => row.personId}
      compact
      wide
      className="roster"
    />
  );
}

function Unit({ row, unitNames }: { row: PersonRow; unitNames: Record<string, string> }) {
  const t = useText(personnelText);
  const statuses = useText(statusNames);
  const [home] = row.employments;
  if (!home) return <span className="quiet">{t.noUnit}</span>;
  const post = row.post ?? home.title;
  const state = home.status === "in-post" ? null : statuses[home.status];
  return (
    <>
      {unitNames[home.unitId] ?? ""}
      <Sub>{[post, state].filter(Boolean).join(" · ")}</Sub>
    </>
  );
}

function Identity({ row }: { row: PersonRow }) {
  const identities = useText(identityNames);
  const [home] = row.employments;
  return home ? <Tag dashed={!isEstablished(home.identity)}>{identities[home.identity]}</Tag> : null;
}

function Certificate({ row }: { row: PersonRow }) {
  const t = useText(personnelText);
  const { certificate } = row;
  const [home] = row.employments;
  if (certificate)
    return (
      <>
        <CertificateStatusMark state={certificate.state} />
        <span className="sub in">{t.validTo(shortDate(certificate.validToOn))}</span>
      </>
    );
  if (home && !isEstablished(home.identity))
    return (
      <>
        <Status tone="off">{t.mayNotApply}</Status>
        <span className="sub in">{t.identityBars}</span>
      </>
    );
  return (
    <Status tone="info" icon="draft">
      {t.noCertificate}
    </Status>
  );
}

function Study({ row }: { row: PersonRow }) {
  const t = useText(personnelText);
  if (!row.study) return <span className="quiet">{t.noQuota}</span>;
  const { required, credited, expected, short, isMet } = row.study;
  const figure = (days: number) => days.toFixed(1);
  return (
    <BarRow value={t.credited(figure(credited))} sub={isMet ? t.reached : t.missing(figure(short))}>
      <ProgressBar
        label={t.creditedOf(figure(credited), figure(expected))}
        total={required}
        done={credited}
        expected={expected}
      />
    </BarRow>
  );
}

function May({ row }: { row: PersonRow }) {
  const { verdict: words } = useText(positionsText);
  if (!row.verdict) return <Status tone="off">{words.notAsked}</Status>;
  const { eligible, rules } = row.verdict;
  return (
    <>
      <Status tone={eligible ? "ok" : "stop"} icon={eligible ? "okfill" : "stop"}>
        {eligible ? words.yes : words.no}
      </Status>
      <span className="sub in">{rules.join(" ")}</span>
    </>
  );
}

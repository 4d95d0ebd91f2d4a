import type { ReliefOffice, ReliefState } from "~/study/relief";
import type { ReliefListed } from "~/study/relief-list.server";
import { common } from "~/text/common";
import { lastDayBefore, longDate, shortInstant } from "~/text/dates";
import { studyReliefsText } from "~/text/study-reliefs";
import { useLocale, useText } from "~/text/text";
import { ActForm } from "./act-form";
import { LinkButton } from "./button";
import { Status, type Tone } from "./status";
import { type Column, Sub, Table } from "./table";

type Row = Omit<ReliefListed, "askedAt"> & {
  askedAt: Date | string;
  unitName: string;
  /** Of the offices that decide, those that the reader speaks for there. */
  mine: readonly ReliefOffice[];
};

const tones: Record<ReliefState, Tone> = {
  open: "warn",
  granted: "ok",
  refused: "stop",
  withdrawn: "off",
  revoked: "stop",
};

/** Requests with what they rest on and what may be done about them. `revokes`: the reader may take back what was granted. */
export function ReliefTable({
  rows,
  reader,
  revokes,
  withPerson = true,
  at = "/study-reliefs",
}: {
  rows: readonly Row[];
  reader: { accountId: string; personId: string | null };
  revokes: boolean;
  withPerson?: boolean;
  /** Where the acts on them are. */
  at?: string;
}) {
  const t = useText(studyReliefsText);
  const { actions, list: join } = useText(common);
  const locale = useLocale();
  const person: Column<Row> = {
    key: "person",
    head: t.person,
    heads: true,
    cell: (row) => (
      <>
        {row.name}
        <Sub>{row.unitName}</Sub>
      </>
    ),
  };
  const columns: Column<Row>[] = [
    ...(withPerson ? [person] : []),
    {
      key: "ground",
      head: t.ground,
      heads: !withPerson,
      cell: (row) => (
        <>
          {t.grounds[row.ground]}
          <Sub>
            {row.retiresOn
              ? `${row.year}　${t.wholeYear}　${t.retires(longDate(row.retiresOn, locale))}`
              : t.from(longDate(row.fromOn, locale), longDate(lastDayBefore(row.toOn), locale))}
          </Sub>
        </>
      ),
    },
    {
      key: "evidence",
      head: t.evidence,
      cell: (row) => (
        <>
          {row.evidence}
          {row.note && <Sub>{row.note}</Sub>}
          <Sub>{`${t.askedBy} ${row.askedBy} ${shortInstant(row.askedAt)}`}</Sub>
        </>
      ),
    },
    {
      key: "state",
      head: t.decided,
      cell: (row) => (
        <>
          <Status tone={tones[row.state]}>{t.states[row.state]}</Status>
          {row.decisions.map((one) => (
            <Sub key={one.office}>
              {t.decidedBy(t.offices[one.office], t[one.decision], one.by)}
              {one.reason && `　${one.reason}`}
            </Sub>
          ))}
          {row.state === "open" && <Sub>{t.awaits(join(undecided(row).map((one) => t.offices[one])))}</Sub>}
          {row.revokeReason && <Sub>{t.revokedFor(row.revokeReason)}</Sub>}
        </>
      ),
    },
    {
      key: "acts",
      head: actions,
      acts: true,
      cell: (row) => <Acts row={row} reader={reader} revokes={revokes} at={`${at}/${row.reliefId}`} />,
    },
  ];
  return <Table label={t.label} columns={columns} rows={rows} keyOf={({ reliefId }) => reliefId} />;
}

const undecided = ({ offices, decisions }: Row): ReliefOffice[] =>
  offices.filter((office) => !decisions.some((one) => one.office === office));

function Acts({
  row,
  reader,
  revokes,
  at,
}: {
  row: Row;
  at: string;
  reader: { accountId: string; personId: string | null };
  revokes: boolean;
}) {
  const t = useText(studyReliefsText);
  const isOwn = row.personId === reader.personId;
  if (row.state === "open" && row.askedById === reader.accountId)
    return (
      <ActForm action={`${at}/withdrawal`} small>
        {t.withdraw}
      </ActForm>
    );
  if (isOwn) return null;
  if (row.state === "granted")
    return revokes ? (
      <LinkButton href={`${at}/revocation`} small>
        {t.revoke}
      </LinkButton>
    ) : null;
  if (row.state !== "open" || row.decisions.some(({ byId }) => byId === reader.accountId)) return null;
  if (!undecided(row).some((office) => row.mine.includes(office))) return null;
  return (
    <div className="acts">
      <LinkButton href={`${at}/refusal`} small>
        {t.refuse}
      </LinkButton>
      <ActForm action={`${at}/approval`} kind="primary" small>
        {t.approve}
      </ActForm>
    </div>
  );
}

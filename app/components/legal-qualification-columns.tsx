import type { LegalQualificationState } from "~/personnel/legal-qualification";
import type { LegalQualificationRow } from "~/personnel/legal-qualification-page.server";
import { longDate } from "~/text/dates";
import { legalQualificationsText } from "~/text/legal-qualifications";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { Status, type Tone } from "./status";
import { type Column, Sub } from "./table";

export type QualificationReader = { accountId: string; personId: string | null; confirms: boolean };

const tones: Record<LegalQualificationState, Tone> = {
  waiting: "warn",
  confirmed: "ok",
  refused: "off",
  withdrawn: "off",
};

/** What each entry says, how it stands, and what the reader may do about it. `at`: the list. */
export function useLegalQualificationColumns(
  reader: QualificationReader,
  at: string,
): Column<LegalQualificationRow>[] {
  const t = useText(legalQualificationsText);
  const locale = useLocale();
  return [
    {
      key: "person",
      head: t.columns.person,
      heads: true,
      cell: ({ personId, name }) => <a href={`/people/${personId}`}>{name}</a>,
    },
    {
      key: "certificate",
      head: t.columns.certificate,
      className: "num",
      cell: ({ maskedNumber }) => maskedNumber,
    },
    {
      key: "obtained",
      head: t.columns.obtained,
      className: "num",
      cell: ({ obtainedOn }) => longDate(obtainedOn, locale),
    },
    { key: "source", head: t.columns.source, cell: ({ source }) => source },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state, reason }) => (
        <>
          <Status tone={tones[state]}>{t.states[state]}</Status>
          {reason && <Sub>{reason}</Sub>}
        </>
      ),
    },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: (row) => <Acts row={row} reader={reader} at={`${at}/${row.id}`} />,
    },
  ];
}

function Acts({ row, reader, at }: { row: LegalQualificationRow; reader: QualificationReader; at: string }) {
  const t = useText(legalQualificationsText);
  const mayDecide = reader.confirms && row.personId !== reader.personId;
  if (row.state === "confirmed" && mayDecide)
    return (
      <LinkButton href={`${at}/withdrawal`} small>
        {t.withdraw}
      </LinkButton>
    );
  if (row.state !== "waiting") return null;
  if (!mayDecide) return <span className="hint">{t.waits}</span>;
  return (
    <div className="acts">
      <LinkButton href={`${at}/refusal`} small>
        {t.refuse}
      </LinkButton>
      {row.recordedById !== reader.accountId && (
        <LinkButton href={`${at}/confirmation`} kind="primary" small>
          {t.confirm}
        </LinkButton>
      )}
    </div>
  );
}

import type { BanRow, BanState } from "~/certification/ban-register.server";
import { certificationText } from "~/text/certification";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { ActForm } from "./act-form";
import { LinkButton } from "./button";
import { Status, type Tone } from "./status";
import { type Column, Sub } from "./table";

export type BanReader = { accountId: string; confirms: boolean; lifts: boolean };

const tones: Record<BanState, Tone> = {
  proposed: "warn",
  "in-force": "stop",
  ended: "off",
  refused: "off",
  lifted: "off",
};

/** Of bans: what they rest on and what the reader may do about those of other regions. `at`: the register. */
export function useBanColumns(reader: BanReader, at: string): Column<BanRow>[] {
  const t = useText(certificationText).bans;
  const locale = useLocale();
  const day = (on: string) => longDate(on, locale);
  return [
    {
      key: "person",
      head: t.columns.person,
      heads: true,
      cell: ({ personId, name, lastFour }) => (
        <>
          {personId ? <a href={`/people/${personId}`}>{name}</a> : name}
          {lastFour && <Sub>{t.lastFour(lastFour)}</Sub>}
          {!personId && <Sub>{t.notHere}</Sub>}
        </>
      ),
    },
    {
      key: "ground",
      head: t.columns.ground,
      cell: ({ ground, origin }) => (
        <>
          {(t.grounds as Record<string, string>)[ground] ?? ground}
          <Sub>{t.origins[origin]}</Sub>
        </>
      ),
    },
    {
      key: "decision",
      head: t.columns.decision,
      cell: ({ certificateId, decisionNumber, authority }) => (
        <>
          {certificateId ? <a href={`/certificates/${certificateId}`}>{decisionNumber}</a> : decisionNumber}
          {authority && <Sub>{authority}</Sub>}
        </>
      ),
    },
    {
      key: "term",
      head: t.columns.term,
      className: "num",
      cell: ({ fromOn, lastDayOn }) => (
        <>
          {t.from(day(fromOn))}
          <Sub>{lastDayOn ? t.until(day(lastDayOn)) : t.forLife}</Sub>
        </>
      ),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state }) => <Status tone={tones[state]}>{t.states[state]}</Status>,
    },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: (row) => <Acts row={row} reader={reader} at={`${at}/${row.id}`} />,
    },
  ];
}

function Acts({ row, reader, at }: { row: BanRow; reader: BanReader; at: string }) {
  const t = useText(certificationText).bans;
  if (row.origin !== "outside") return null;
  if (row.state === "in-force" && reader.lifts)
    return (
      <LinkButton href={`${at}/lifting`} small>
        {t.lift}
      </LinkButton>
    );
  if (row.state !== "proposed") return null;
  const own = row.recordedById === reader.accountId;
  if (!own && !reader.confirms) return null;
  return (
    <div className="acts">
      <ActForm action={`${at}/refusal`} small>
        {own ? t.takeBack : t.refuse}
      </ActForm>
      {own ? (
        <span className="hint">{t.ownWaits}</span>
      ) : (
        <ActForm action={`${at}/confirmation`} kind="primary" small>
          {t.confirm}
        </ActForm>
      )}
    </div>
  );
}

/** The post register as people read it: every post, who sits there today, and whether they may enforce now. */
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { decideAtPositions } from "./gate.server";
import { isEnforcement, type Position } from "./position";
import { type PositionWithSittings, positionsOf, type Sitting } from "./positions.server";

export type Seat = {
  position: Position;
  /** null: nobody sits there today. */
  holder:
    | (Sitting & {
        name: string;
        /** null where the post is not one the gate guards. */
        verdict: { eligible: boolean; refusals: Refusal[]; untilOn: DateOn | null } | null;
      })
    | null;
};

type Taken = { position: Position; sitting: Sitting | null };

/** Posts of these units in order, one row for each person on them and one for each vacant post. */
export async function postRegister(tx: Tx, unitIds: string[], now: Date): Promise<Seat[]> {
  return seatsAt(tx, await positionsOf(tx, unitIds, chinaDateOf(now)), now);
}

/** The same for posts already read: the page of a long register decides only about those it shows. */
export async function seatsAt(
  tx: Tx,
  positions: readonly PositionWithSittings[],
  now: Date,
): Promise<Seat[]> {
  const today = chinaDateOf(now);
  const seats = positions.flatMap(({ sittings, ...position }): Taken[] =>
    sittings.length === 0
      ? [{ position, sitting: null }]
      : sittings.map((sitting) => ({ position, sitting })),
  );
  const people = await personnelFacts(
    tx,
    seats.flatMap(({ sitting }) => (sitting ? [sitting.personId] : [])),
    { trueOn: today },
  );
  const guarded = seats.flatMap(({ position, sitting }) =>
    sitting && isEnforcement(position.family) ? [{ position, sitting }] : [],
  );
  const answers = await decideAtPositions(
    tx,
    guarded.map(({ position, sitting }) => ({ ...sitting, position })),
    now,
  );
  const verdicts = new Map(guarded.map(({ sitting }, index) => [sitting.factId, answers[index]!]));
  return seats.map(({ position, sitting }) => {
    if (!sitting) return { position, holder: null };
    const answer = verdicts.get(sitting.factId);
    const name = people.get(sitting.personId)?.name ?? "";
    const verdict = answer && {
      eligible: answer.ok,
      refusals: refusalsOf(answer),
      untilOn: answer.until && chinaDateOf(answer.until),
    };
    return { position, holder: { ...sitting, name, verdict: verdict ?? null } };
  });
}

/** The rules behind refusals, each once: K01 K05. */
export function rulesOf(refusals: readonly Refusal[]): string[] {
  return [...new Set(refusals.flatMap(({ source }) => (source?.rule ? [source.rule] : [])))];
}

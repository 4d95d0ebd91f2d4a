/** The post register as people read it: every post, who sits there today, and whether they may enforce now. */
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { decideAtPositions } from "./gate.server";
import { isEnforcement, type Position } from "./position";
import { type SeatTaken, type Sitting, seatsOfPosition, seatsOfUnits } from "./positions.server";

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

/** Posts of these units in order, one row for each person on them and one for each vacant post. */
export async function postRegister(tx: Tx, unitIds: string[], now: Date): Promise<Seat[]> {
  return seatsAt(tx, await seatsOfUnits(tx, unitIds, chinaDateOf(now)), now);
}

/** The same for one post. Empty: it exists no longer. */
export async function seatsOfPost(tx: Tx, positionId: string, now: Date): Promise<Seat[]> {
  return seatsAt(tx, await seatsOfPosition(tx, positionId, chinaDateOf(now)), now);
}

/** The same for seats already read: the page of a long register decides only about those it shows. */
export async function seatsAt(tx: Tx, seats: readonly SeatTaken[], now: Date): Promise<Seat[]> {
  const today = chinaDateOf(now);
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

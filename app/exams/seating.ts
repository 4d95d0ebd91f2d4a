/**
 * 编场: who sits in which room at which seat. People of one unit are kept apart as far as the rooms allow.
 * In: candidates without a seat, rooms with the seats already taken. Out: seats, and who is left over.
 */
import { type Refusal, refusal } from "~/verdict";

export const MOST_SEATS = 1_000;

export type RoomToFill = { roomId: string; capacity: number; taken: readonly number[] };
export type Unseated = { registrationId: string; unitId: string };
export type Seat = { registrationId: string; roomId: string; number: number };

/** Rooms fill evenly, by the share of their seats that is taken; each gives its lowest free seat. */
export function spread(
  candidates: readonly Unseated[],
  rooms: readonly RoomToFill[],
): { seats: Seat[]; left: string[] } {
  const free = rooms.map(({ roomId, capacity, taken }) => ({
    roomId,
    capacity,
    seats: Array.from({ length: capacity }, (_, index) => index + 1).filter(
      (number) => !taken.includes(number),
    ),
  }));
  const seats: Seat[] = [];
  const left: string[] = [];
  for (const { registrationId } of unitByUnit(candidates)) {
    const room = free
      .filter((one) => one.seats.length > 0)
      .sort((a, b) => b.seats.length / b.capacity - a.seats.length / a.capacity)[0];
    const number = room?.seats.shift();
    if (room && number !== undefined) seats.push({ registrationId, roomId: room.roomId, number });
    else left.push(registrationId);
  }
  return { seats, left };
}

/** One of each unit in turn, the largest unit first: neighbours are colleagues only when nobody else is left. */
function unitByUnit(candidates: readonly Unseated[]): Unseated[] {
  const units = new Map<string, Unseated[]>();
  for (const candidate of candidates)
    units.set(candidate.unitId, [...(units.get(candidate.unitId) ?? []), candidate]);
  const queues = [...units.values()].sort((a, b) => b.length - a.length);
  const longest = queues[0]?.length ?? 0;
  return Array.from({ length: longest }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? [])).flat();
}

/** Refusals: exam-room.name-missing, exam-room.capacity { most }. */
export function roomRefusals({ name, capacity }: { name: string; capacity: number | null }): Refusal[] {
  const fits = capacity !== null && Number.isInteger(capacity) && capacity >= 1 && capacity <= MOST_SEATS;
  return [
    ...(name.trim() === "" ? [refusal("exam-room.name-missing")] : []),
    ...(fits ? [] : [refusal("exam-room.capacity", { most: MOST_SEATS })]),
  ];
}

/** Who was at a session, line by line, as its pages and its sheet show it; and what the ledger did not take. */
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import { type Refusal, refusal } from "~/verdict";
import { type Attended, attendedOf, NOWHERE, type Presence } from "./attendance";
import { presencesOf } from "./attendance.server";
import { ownUnitsOn } from "./drafts.server";
import { overlapsOf } from "./live.server";
import { peopleOf, type SessionFacts } from "./session-list.server";

export type AttendanceLine = Presence & {
  personId: string;
  name: string;
  unitName: string;
  walkIn: boolean;
  isScanned: boolean;
  attended: Attended;
  /** Names of others who scanned with the same device. */
  sharesWith: string[];
  recordId: string | null;
};
export type Attendance = {
  lines: AttendanceLine[];
  /** Who scanned and is not named. */
  strangers: (Presence & { personId: string; name: string })[];
};

export async function attendanceOf(tx: Tx, session: SessionFacts, today: DateOn): Promise<Attendance> {
  const { sessionId, startAt } = session;
  const people = await peopleOf(tx, sessionId);
  const presences = await presencesOf(tx, sessionId);
  const ids = [...new Set([...people.map(({ personId }) => personId), ...presences.keys()])];
  const names = await namesOn(tx, ids, today);
  const homes = await ownUnitsOn(tx, ids, chinaDateOf(startAt));
  const units = await unitsById(tx, [...homes.values()], today);
  const records = await recordsOf(tx, sessionId);
  const nameOf = (personId: string) => names.get(personId) ?? "";
  const sharing = sharedDevices(presences);
  const lines = people.map(({ personId, walkIn }) => {
    const seen = presences.get(personId);
    return {
      ...{ personId, walkIn, name: nameOf(personId), isScanned: seen?.isScanned ?? false },
      ...{ inAt: seen?.inAt ?? null, outAt: seen?.outAt ?? null },
      unitName: units.get(homes.get(personId) ?? "")?.shortName ?? "",
      attended: attendedOf(session, seen ?? NOWHERE),
      sharesWith: (sharing.get(personId) ?? []).map(nameOf),
      recordId: records.get(personId) ?? null,
    };
  });
  const named = new Set(people.map(({ personId }) => personId));
  const strangers = [...presences]
    .filter(([personId, { isScanned }]) => isScanned && !named.has(personId))
    .map(([personId, { inAt, outAt }]) => ({ personId, name: nameOf(personId), inAt, outAt }));
  return { lines: lines.sort(byName), strangers };
}

const byName = (a: { unitName: string; name: string }, b: { unitName: string; name: string }) =>
  a.unitName.localeCompare(b.unitName, "zh-CN") || a.name.localeCompare(b.name, "zh-CN");

/** The last entry of each person that stands for the session. */
async function recordsOf(tx: Tx, sessionId: string): Promise<Map<string, string>> {
  const rows = await tx.studyRecord.findMany({
    where: { sessionId, reversesId: null },
    orderBy: { recordedAt: "asc" },
    select: { id: true, personId: true },
  });
  return new Map(rows.map(({ id, personId }) => [personId, id]));
}

/** Of each person, whoever else scanned with one of their devices. */
function sharedDevices(
  presences: ReadonlyMap<string, { devices: readonly string[] }>,
): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const [personId, { devices }] of presences)
    for (const device of devices) users.set(device, [...(users.get(device) ?? []), personId]);
  return new Map(
    [...presences].map(([personId, { devices }]) => {
      const others = devices.flatMap((device) => users.get(device) ?? []);
      return [personId, [...new Set(others)].filter((other) => other !== personId)];
    }),
  );
}

export type NotInLedger = { personId: string; name: string; refusals: Refusal[] };

/** Of a session that was held: who came and has no entry of it, and what stands in the way as things are now. */
export async function notInLedger(
  tx: Tx,
  { startAt }: SessionFacts,
  lines: readonly AttendanceLine[],
): Promise<NotInLedger[]> {
  const missing = lines.filter(({ attended, recordId }) => attended.kind === "present" && !recordId);
  if (missing.length === 0) return [];
  const onDate = chinaDateOf(startAt);
  const ids = missing.map(({ personId }) => personId);
  const homes = await ownUnitsOn(tx, ids, onDate);
  const answers: NotInLedger[] = [];
  for (const { personId, name, attended } of missing) {
    if (attended.kind !== "present") continue;
    const own = (await overlapsOf(tx, [personId], attended)).get(personId);
    const refusals = [
      ...(homes.has(personId) ? [] : [refusal("study-record.no-unit", { onDate })]),
      ...(own?.isWhole
        ? [refusal("study-record.wholly-covered", { personId, title: own.with[0]?.title ?? "" })]
        : []),
    ];
    answers.push({ personId, name, refusals });
  }
  return answers;
}

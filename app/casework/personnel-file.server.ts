/**
 * 执法人员档案: one person on one day, from every room, as known now or as known then; and what happened to them.
 * Facts come from the rooms, sentences from the audit log. Reading a file is itself an event.
 */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { addDays, chinaDateOf, type DateOn, type DateRange, instantAt, startOfDay } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import { type QualificationPartFacts, qualificationParts } from "~/exams/qualification.server";
import { untoldAttempts } from "~/exams/untold-marks.server";
import { knownBy, rangeOf } from "~/organisation/history";
import { unitsById } from "~/organisation/units.server";
import { idsOf } from "~/personnel/alias.server";
import { type PersonnelFacts, personnelFacts } from "~/personnel/facts.server";
import { exclusionRefusals } from "~/personnel/identity";
import { maskedNumbers } from "~/personnel/person.server";
import { packFor } from "~/rulebook/packs.server";
import type { Refusal } from "~/verdict";
import { type FileAsked, knowledgeOf } from "./file-asked";
import {
  foremost,
  type HeldCertificate,
  postsOf,
  type Seated,
  type Verdicts,
  verdictsOf,
} from "./standing-of-people.server";

export type PersonnelFile = {
  /** null: as known then, this person did not exist. */
  facts: PersonnelFacts | null;
  /** The name of today, for the page. */
  name: string;
  maskedNumber: string;
  formerNames: (DateRange & { name: string })[];
  qualifications: QualificationPartFacts[];
  certificate: HeldCertificate | null;
  posts: Seated[];
  verdict: Verdicts | null;
  /** What the rules of a host say against certifying and enforcing there; nothing for who is not on loan. */
  hostRefusals: Refusal[];
  /** Names of every unit the file mentions. */
  unitNames: Record<string, string>;
};

/** The instant a question about a day means: now for today, noon for any other day. */
export function instantOf(on: DateOn, now: Date): Date {
  return on === chinaDateOf(now) ? now : instantAt(on, "12:00");
}

/** The file as of a day. Null when nobody has this id. */
export async function personnelFile(
  tx: Tx,
  personId: string,
  asked: FileAsked,
  now: Date,
): Promise<PersonnelFile | null> {
  const names = await tx.personName.findMany({
    where: { personId, ...knownBy() },
    orderBy: { fromOn: "asc" },
  });
  const today = names.at(-1);
  if (!today) return null;
  const knownAt = knowledgeOf(asked, now);
  const as = { trueOn: asked.trueOn, ...(knownAt ? { knownAt } : {}) };
  const at = instantOf(asked.trueOn, now);
  const facts = (await personnelFacts(tx, [personId], as)).get(personId) ?? null;
  const qualifications = (await qualificationParts(tx, [personId], as)).get(personId) ?? [];
  const certificates = (await certificatesOf(tx, [personId], knownAt ? { knownAt } : {})).get(personId) ?? [];
  const issuedByThen = certificates.filter(
    (certificate) => certificate.issuedAt <= startOfDay(addDays(asked.trueOn, 1)),
  );
  const posts = await postsOf(tx, [personId], as);
  const verdicts = await verdictsOf(tx, posts, at, knownAt);
  const seats = posts.get(personId) ?? [];
  const certificate = foremost(issuedByThen, at, knownAt);
  return {
    facts,
    name: today.name,
    maskedNumber: (await maskedNumbers(tx, [personId])).get(personId) ?? "",
    formerNames: names.slice(0, -1).map((row) => ({ name: row.name, ...rangeOf(row) })),
    qualifications,
    certificate,
    posts: seats,
    verdict: verdicts.get(personId) ?? null,
    hostRefusals: await hostRefusalsOf(tx, facts, asked.trueOn),
    unitNames: await unitNamesOf(tx, facts, seats, certificate, now),
  };
}

async function hostRefusalsOf(tx: Tx, facts: PersonnelFacts | null, on: DateOn): Promise<Refusal[]> {
  const host = facts?.employments.find(({ relation }) => relation === "host");
  if (!host) return [];
  const { pack } = await packFor(tx, host.unitId, on);
  return exclusionRefusals(host.identity, pack);
}

async function unitNamesOf(
  tx: Tx,
  facts: PersonnelFacts | null,
  seats: readonly Seated[],
  certificate: HeldCertificate | null,
  now: Date,
): Promise<Record<string, string>> {
  const ids = [
    ...(facts?.employmentHistory.map((job) => job.unitId) ?? []),
    ...(facts?.legalDuties.map((duty) => duty.unitId) ?? []),
    ...seats.map(({ position }) => position.unitId),
    ...(certificate ? [certificate.unitId] : []),
  ];
  const units = await unitsById(tx, ids, chinaDateOf(now));
  return Object.fromEntries([...units].map(([unitId, unit]) => [unitId, unit.name]));
}

/** Notes that someone opened the file, as of when and why; null for one's own. */
export async function recordFileView(
  tx: Tx,
  { personId, asked, reason }: { personId: string; asked: FileAsked; reason: string | null },
  actorId: string,
  now: Date,
): Promise<void> {
  const knownAt = knowledgeOf(asked, now);
  await record(tx, {
    type: "person.file-viewed",
    at: now,
    actorId,
    personId,
    data: { trueAt: asked.trueOn, knownAt: knownAt?.toISOString() ?? null, reason },
  });
}

const READING = ["person.file-viewed", "person.file-printed", "person.identity-number-shown"];
const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

export type FileEvent = { id: string; at: Date; type: string; data: unknown; actorName: string | null };

/** Whose file it is, somebody who may read proposals for posts, or any other reader. */
export type FileReader = "own" | "proposing" | "other";
const MARKED = ["attempt.marked", "attempt.marked-again"];

/**
 * What happened to a person, newest first, with how often each type of event did, as far as the reader may be told: no
 * mark before its release, and nothing of an appointment but to who may know. `types` narrows the list only.
 */
export async function eventsOf(
  tx: Tx,
  personId: string,
  {
    types,
    most,
    until,
    reader,
  }: { types?: readonly string[]; most: number; until?: Date; reader: FileReader },
): Promise<{ events: FileEvent[]; counts: Map<string, number> }> {
  const personIds = await idsOf(tx, personId);
  const untold = await untoldAttempts(tx, personIds, { isOwn: reader === "own" });
  const of = {
    personId: { in: personIds },
    ...(until ? { at: { lte: until } } : {}),
    NOT: [
      { type: { in: MARKED }, subjectId: { in: untold } },
      ...(reader === "other" ? [{ type: { startsWith: "appointment." } }] : []),
    ],
  };
  const counted = await tx.auditEvent.groupBy({
    by: ["type"],
    where: { ...of, type: { notIn: READING } },
    _count: { _all: true },
  });
  const rows = await tx.auditEvent.findMany({
    where: { ...of, type: types ? { in: [...types] } : { notIn: READING } },
    orderBy: { id: "desc" },
    take: most,
  });
  return {
    events: await withActors(tx, rows),
    counts: new Map(counted.map((row) => [row.type, row._count._all])),
  };
}

/** Who opened the file or saw the whole number in the last thirty days. */
export async function readersOf(
  tx: Tx,
  personId: string,
  now: Date,
): Promise<{ total: number; latest: FileEvent[] }> {
  const at = { gte: new Date(now.getTime() - THIRTY_DAYS) };
  const where = { personId: { in: await idsOf(tx, personId) }, type: { in: READING }, at };
  const total = await tx.auditEvent.count({ where });
  const rows = await tx.auditEvent.findMany({ where, orderBy: { id: "desc" }, take: 5 });
  return { total, latest: await withActors(tx, rows) };
}

const A_YEAR = 365 * 24 * 60 * 60 * 1000;

/** Who looked at a person's file or whole number within a year, for that person: not what they noted. Own looks do not count. */
export async function looksAt(
  tx: Tx,
  personId: string,
  ownAccountId: string,
  { most, now }: { most: number; now: Date },
): Promise<{ total: number; latest: FileEvent[] }> {
  const where = {
    personId: { in: await idsOf(tx, personId) },
    type: { in: READING },
    at: { gte: new Date(now.getTime() - A_YEAR) },
    OR: [{ actorId: null }, { actorId: { not: ownAccountId } }],
  };
  const total = await tx.auditEvent.count({ where });
  const rows = await tx.auditEvent.findMany({ where, orderBy: { id: "desc" }, take: most });
  return { total, latest: await withActors(tx, rows) };
}

/** Events with the name of who acted. */
export async function withActors(
  tx: Tx,
  rows: { id: bigint; at: Date; type: string; data: unknown; actorId: string | null }[],
): Promise<FileEvent[]> {
  const names = await accountNames(
    tx,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map(({ id, at, type, data, actorId }) => ({
    id: String(id),
    at,
    type,
    data,
    actorName: actorId && (names[actorId] ?? null),
  }));
}

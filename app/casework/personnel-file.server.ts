/**
 * 执法人员档案: one person on one day, from every room, as known now or as known then. Reading a file is itself an event.
 */
import { record } from "~/audit/audit.server";
import { addDays, chinaDateOf, type DateOn, type DateRange, instantAt, startOfDay } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import type { Tx } from "~/db.server";
import { type QualificationPartFacts, qualificationParts } from "~/exams/qualification.server";
import { knownBy, rangeOf } from "~/organisation/history";
import { unitsById } from "~/organisation/units.server";
import { type PersonnelFacts, personnelFacts } from "~/personnel/facts.server";
import { exclusionRefusals } from "~/personnel/identity";
import { maskedNumbers } from "~/personnel/person.server";
import { packFor } from "~/rulebook/packs.server";
import type { Refusal } from "~/verdict";
import { type FileAsked, knowledgeOf } from "./file-asked";
import {
  foremost,
  type HeldCertificate,
  heldAt,
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
  /** Issued by that day, oldest first, each as it was then. */
  certificates: HeldCertificate[];
  /** Of them the one that a reader asks about. */
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
    certificates: heldAt(issuedByThen, at, knownAt),
    certificate,
    posts: seats,
    verdict: verdicts.get(personId) ?? null,
    hostRefusals: await hostRefusalsOf(tx, facts, as),
    unitNames: await unitNamesOf(tx, facts, seats, certificate, now),
  };
}

async function hostRefusalsOf(
  tx: Tx,
  facts: PersonnelFacts | null,
  { trueOn, knownAt }: { trueOn: DateOn; knownAt?: Date },
): Promise<Refusal[]> {
  const host = facts?.employments.find(({ relation }) => relation === "host");
  if (!host) return [];
  const { pack } = await packFor(tx, host.unitId, trueOn, knownAt);
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

/** Filing ministry cards: the unit files, legal affairs accepts or refuses, and later records that the ministry ended one. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { holdersAt, notifyAll, peopleBehind } from "~/notices/notices.server";
import { standingFor } from "~/organisation/succession.server";
import { lockRecord } from "~/personnel/alias.server";
import { evidenceFileFrom, fileEndingOf } from "~/study/evidence-file";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import type { SeenFile } from "./act-evidence.server";
import type { MinistryCardFact } from "./carrying";
import {
  type CardDecision,
  carryingFact,
  daysRefusals,
  type FiledCard,
  mayDecideCard,
  ministryCardState,
} from "./ministry-card";

export type NewMinistryCard = {
  personId: string;
  unitId: string;
  ministry: string;
  kind: string;
  number: string;
  fields: string[];
  validFromOn: DateOn;
  validToOn: DateOn;
  /** A photo or PDF of the card; of a mending null keeps the one that was handed in before. */
  scan: Buffer | null;
};
export type Filed = { ok: true; cardId: string } | { ok: false; refusals: Refusal[] };

/**
 * Nothing counts yet. Refusals: those of `daysRefusals`, ministry-card.scan-missing, ministry-card.known { ministry, number }:
 * this card waits or stands already, ministry-card.refused-before: it was refused for good; those of `evidenceFileFrom`, and
 * of a record that was merged.
 */
export async function fileMinistryCard(
  tx: Tx,
  card: NewMinistryCard,
  actorId: string,
  now: Date,
): Promise<Filed> {
  const merged = await lockRecord(tx, card.personId);
  return handIn(tx, card, { refusals: merged, mends: null }, actorId, now);
}

/** What was wrong is put right in a new filing; the returned one stays as it was. Refusals: ministry-card.not-returned, and those of filing. */
export async function mendMinistryCard(
  tx: Tx,
  { returnedId, ...card }: Omit<NewMinistryCard, "personId"> & { returnedId: string },
  actorId: string,
  now: Date,
): Promise<Filed> {
  const { card: returned, personId } = await lockedCard(tx, returnedId);
  const refusals =
    ministryCardState(returned, chinaDateOf(now)) === "returned"
      ? []
      : [refusal("ministry-card.not-returned")];
  return handIn(tx, { ...card, personId }, { refusals, mends: returnedId }, actorId, now);
}

async function handIn(
  tx: Tx,
  card: NewMinistryCard,
  { refusals, mends }: { refusals: readonly Refusal[]; mends: string | null },
  actorId: string,
  now: Date,
): Promise<Filed> {
  const { personId, unitId, ministry, kind, number, fields, validFromOn, validToOn } = card;
  const earlier = mends
    ? await tx.ministryCard.findUniqueOrThrow({
        where: { id: mends },
        select: { fileHash: true, mediaType: true },
      })
    : null;
  const scan = card.scan && evidenceFileFrom(card.scan);
  const refused = await tx.ministryCard.count({
    where: { ministry, number, validToOn: toDbDate(validToOn), personId, decision: "refused" },
  });
  const all = [
    ...refusals,
    ...daysRefusals({ validFromOn, validToOn }, chinaDateOf(now)),
    ...(refused > 0 ? [refusal("ministry-card.refused-before")] : []),
    ...(scan || earlier?.fileHash ? [] : [refusal("ministry-card.scan-missing")]),
    ...(scan && "code" in scan ? [scan] : []),
  ];
  if (all.length > 0) return { ok: false, refusals: all };
  const file = scan && !("code" in scan) ? scan : null;
  const fileHash = file ? await storeFile(tx, { ...file, purpose: "evidence", now }) : earlier?.fileHash;
  const cardId = newId();
  const { count } = await tx.ministryCard.createMany({
    data: [
      {
        ...{ id: cardId, personId, unitId, ministry, kind, number, fields, fileHash: fileHash ?? null },
        ...{ validFromOn: toDbDate(validFromOn), validToOn: toDbDate(validToOn), mendsId: mends },
        ...{ mediaType: file?.mediaType ?? earlier?.mediaType ?? null, filedById: actorId, filedAt: now },
      },
    ],
    // Of two who file the same card at once the database keeps one.
    skipDuplicates: true,
  });
  if (count === 0) return { ok: false, refusals: [refusal("ministry-card.known", { ministry, number })] };
  const event = { at: now, actorId, personId, unitId, subjectId: cardId };
  if (mends)
    await record(tx, { type: "ministry-card.mended", ...event, data: { cardId, returnedId: mends } });
  else await record(tx, { type: "ministry-card.filed", ...event, data: { cardId } });
  return { ok: true, cardId };
}

type Decider = { accountId: string; personId: string | null };

/**
 * The second of two people: accepted, returned with what is wrong (who has to mend it is told), or refused for good. Refusals:
 * those of `mayDecideCard`.
 */
export async function decideMinistryCard(
  tx: Tx,
  { cardId, decision, opinion }: { cardId: string; decision: CardDecision; opinion: string },
  by: Decider,
  now: Date,
): Promise<Verdict> {
  const { card, personId, unitId } = await lockedCard(tx, cardId);
  const verdict = mayDecideCard(card, { decision, opinion }, by, chinaDateOf(now));
  if (!verdict.ok) return verdict;
  await tx.ministryCard.update({
    where: { id: cardId },
    data: { decision, decidedById: by.accountId, decidedAt: now, opinion: opinion.trim() || null },
  });
  await record(tx, {
    ...{ type: `ministry-card.${decision}`, at: now, actorId: by.accountId, personId, unitId },
    ...{ subjectId: cardId, data: { cardId } },
  });
  if (decision === "returned") await tellToMend(tx, { cardId, unitId, filedById: card.filedById }, now);
  return { ok: true };
}

/** Who filed it, and the desk that files for the unit. */
async function tellToMend(
  tx: Tx,
  { cardId, unitId, filedById }: { cardId: string; unitId: string; filedById: string },
  now: Date,
): Promise<void> {
  const standing = await standingFor(tx, unitId, chinaDateOf(now));
  const desk = await holdersAt(tx, { unitId: standing, role: "unit-personnel-officer" }, now);
  const people = new Set([...(await peopleBehind(tx, [filedById])), ...desk]);
  const told = { code: "certificate.ministry-card-returned" as const, happening: cardId };
  await notifyAll(tx, [...people], { ...told, facts: { cardId } }, now);
}

/**
 * The ministry has cancelled or withdrawn it from a day on. Refusals: ministry-card.not-in-force,
 * ministry-card.end-ahead { endedOn } for a day to come, ministry-card.opinion-missing.
 */
export async function endMinistryCard(
  tx: Tx,
  { cardId, endedOn, reason }: { cardId: string; endedOn: DateOn; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { card, personId, unitId, isEnded } = await lockedCard(tx, cardId);
  const today = chinaDateOf(now);
  const state = ministryCardState(card, today);
  const verdict = verdictOf([
    ...((state !== "in-force" && state !== "ahead") || isEnded
      ? [refusal("ministry-card.not-in-force")]
      : []),
    ...(endedOn > today ? [refusal("ministry-card.end-ahead", { endedOn })] : []),
    ...(reason.trim() === "" ? [refusal("ministry-card.opinion-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.ministryCard.update({
    where: { id: cardId },
    data: { endedById: actorId, endedAt: now, endedOn: toDbDate(endedOn), endReason: reason.trim() },
  });
  await record(tx, {
    ...{ type: "ministry-card.ended", at: now, actorId, personId, unitId, subjectId: cardId },
    data: { cardId, endedOn },
  });
  return { ok: true };
}

/** The picture or PDF of a card; every look is an event. Null where none was given. */
export async function lookAtCard(
  tx: Tx,
  cardId: string,
  actorId: string,
  now: Date,
): Promise<SeenFile | null> {
  const row = await tx.ministryCard.findUniqueOrThrow({ where: { id: cardId } });
  const { fileHash, mediaType, personId, unitId } = row;
  if (!fileHash || !mediaType) return null;
  const { bytes } = await readFile(tx, fileHash);
  await record(tx, {
    ...{ type: "ministry-card.seen", at: now, actorId, personId, unitId, subjectId: cardId },
    data: { cardId },
  });
  const plainName = `ministry-card.${fileEndingOf(mediaType)}`;
  return { bytes, mediaType, name: plainName, plainName };
}

/** The cards of these people as the gate reads them, as known at an instant (without it, now). One statement. */
export async function ministryCardsOf(
  tx: Tx,
  personIds: readonly string[],
  knownAt?: Date,
): Promise<Map<string, MinistryCardFact[]>> {
  const rows = await rowsOf<FiledCard>(
    tx,
    Prisma.sql`
    /* prepared as ministry-cards */
    SELECT m.person_id::text AS "personId", m.valid_from_on::text AS "validFromOn", m.valid_to_on::text AS "validToOn", m.fields,
      m.filed_by_id::text AS "filedById", false AS mended,
      CASE WHEN m.decided_at <= k.at THEN m.decision END AS decision,
      CASE WHEN m.decided_at <= k.at THEN m.decided_at END AS "decidedAt",
      CASE WHEN m.ended_at <= k.at THEN m.ended_on::text END AS "endedOn"
    FROM ministry_card m CROSS JOIN (SELECT coalesce(${knownAt ?? null}::timestamptz, 'infinity') AS at) k
    WHERE m.person_id = ANY(${[...personIds]}::uuid[]) AND m.filed_at <= k.at AND m.decision IS DISTINCT FROM 'refused'
      AND NOT EXISTS (SELECT FROM ministry_card x WHERE x.mends_id = m.id AND x.filed_at <= k.at)
    ORDER BY m.valid_to_on`,
  );
  const cards = new Map<string, MinistryCardFact[]>();
  for (const row of rows) cards.set(row.personId, [...(cards.get(row.personId) ?? []), carryingFact(row)]);
  return cards;
}

/** Of two who decide at once the second reads what the first wrote; what the gate reads of the person waits. */
async function lockedCard(tx: Tx, cardId: string) {
  const { personId } = await tx.ministryCard.findUniqueOrThrow({
    where: { id: cardId },
    select: { personId: true },
  });
  await lockRecord(tx, personId);
  const row = await tx.ministryCard.findUniqueOrThrow({
    where: { id: cardId },
    include: { mendedBy: { select: { id: true } } },
  });
  const card: FiledCard = {
    ...{ personId, fields: row.fields, filedById: row.filedById, decidedAt: row.decidedAt },
    validFromOn: row.validFromOn && fromDbDate(row.validFromOn),
    validToOn: fromDbDate(row.validToOn),
    decision: row.decision as FiledCard["decision"],
    mended: row.mendedBy !== null,
    endedOn: row.endedOn && fromDbDate(row.endedOn),
  };
  return { card, personId, unitId: row.unitId, isEnded: row.endedOn !== null };
}

/** Amendments and abolitions of laws, recorded and taken back. What they bar follows from `bars.server.ts` at once. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import type { Refusal, Verdict } from "~/verdict";
import {
  type AmendmentKind,
  mayAbolish,
  mayAmend,
  mayWithdraw,
  type NewAmendment,
  touchedFrom,
} from "./amendment";
import { flaggedBy } from "./bars.server";
import { type AmendmentRead, citedToday, findLaw, type LawRead } from "./laws.server";

export type AmendmentEntered = NewAmendment & {
  lawId: string;
  /** Where the new version was published. */
  source: string | null;
  note: string | null;
};
export type Recorded = { ok: true; amendmentId: string } | { ok: false; refusals: Refusal[] };

/**
 * Enters a new version of a law and which articles of the one before it touches. The same entry again answers the one
 * there is. Refusals: those of `mayAmend`.
 */
export async function recordAmendment(
  tx: Tx,
  entered: AmendmentEntered,
  actorId: string,
  now: Date,
): Promise<Recorded> {
  const law = await lockedLaw(tx, entered.lawId);
  const same = sameEntry(law, entered);
  if (same) return { ok: true, amendmentId: same.amendmentId };
  const touched = mayAmend(law, entered, chinaDateOf(now));
  if (!touched.ok) return touched;
  const lawVersionId = await versionFor(tx, law, entered, actorId, now);
  const { effectiveOn, whole, note } = entered;
  const row = {
    kind: "amended",
    lawVersionId,
    effectiveOn,
    whole,
    articles: touched.articles,
    note,
  } as const;
  return enter(tx, law.lawId, row, actorId, now);
}

/**
 * The law is no longer in force from that calendar date. The same entry again answers the one there is. Refusals: those
 * of `mayAbolish`.
 */
export async function recordAbolition(
  tx: Tx,
  { lawId, effectiveOn, note }: { lawId: string; effectiveOn: DateOn; note: string | null },
  actorId: string,
  now: Date,
): Promise<Recorded> {
  const law = await lockedLaw(tx, lawId);
  const known = law.amendments.find(({ kind, withdrawn }) => kind === "abolished" && withdrawn === null);
  if (known?.effectiveOn === effectiveOn && known.note === note)
    return { ok: true, amendmentId: known.amendmentId };
  const verdict = mayAbolish(law, effectiveOn);
  if (!verdict.ok) return verdict;
  const row = {
    kind: "abolished",
    lawVersionId: null,
    effectiveOn,
    whole: true,
    articles: [],
    note,
  } as const;
  return enter(tx, lawId, row, actorId, now);
}

/**
 * Takes back what was recorded by mistake, amendment or abolition; what it barred is free again. A version that nothing
 * else brought counts as withdrawn and can be recorded again. Harmless to repeat. Refusals: those of `mayWithdraw`.
 */
export async function withdrawAmendment(
  tx: Tx,
  { amendmentId, reason }: { amendmentId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const found = await tx.lawAmendment.findUniqueOrThrow({ where: { id: amendmentId } });
  const law = await lockedLaw(tx, found.lawId);
  const amendment = law.amendments.find((one) => one.amendmentId === amendmentId);
  if (!amendment || amendment.withdrawn) return { ok: true };
  const reached = law.versions.find(({ version, shipped }) => version === amendment.version && !shipped);
  const verdict = mayWithdraw({ cited: reached ? await heldCitations(tx, reached.versionId) : 0 });
  if (!verdict.ok) return verdict;
  await tx.lawAmendment.update({
    where: { id: amendmentId },
    data: { withdrawnAt: now, withdrawnById: actorId, withdrawalReason: reason },
  });
  const { kind, effectiveOn } = amendment;
  await record(tx, {
    type: "law.amendment-withdrawn",
    at: now,
    actorId,
    subjectId: law.lawId,
    data: { amendmentId, name: law.name, kind, effectiveOn },
  });
  return { ok: true };
}

/** Standing questions on the version, with whoever is about to cite it waiting until this transaction ends. */
async function heldCitations(tx: Tx, versionId: string): Promise<number> {
  await tx.$executeRaw`SELECT 1 FROM law_version WHERE id = ${versionId}::uuid FOR UPDATE`;
  return (await citedToday(tx, [versionId])).get(versionId) ?? 0;
}

/** The law, with everyone else who would record something of it waiting until this transaction ends. */
async function lockedLaw(tx: Tx, lawId: string): Promise<LawRead> {
  await tx.$executeRaw`SELECT 1 FROM law WHERE id = ${lawId}::uuid FOR NO KEY UPDATE`;
  const law = await findLaw(tx, lawId);
  if (!law) throw new Error("No such law in the register");
  return law;
}

/** What somebody recorded before, in every detail. */
function sameEntry(law: LawRead, entered: AmendmentEntered): AmendmentRead | undefined {
  const { version, effectiveOn, articles, source, note, whole } = entered;
  const reached = law.versions.find((one) => one.version === version);
  const live = law.amendments.find((one) => one.version === version && one.withdrawn === null);
  const touched = touchedFrom(entered, undefined);
  if (!reached || !live || !touched.ok) return undefined;
  const asBefore =
    [reached.effectiveOn, reached.articles, reached.source].join() ===
      [effectiveOn, articles, source].join() &&
    live.note === note &&
    live.whole === whole &&
    live.articles.join() === touched.articles.join();
  return asBefore ? live : undefined;
}

/** The version an amendment leads to: new, waiting since it came with the program, or entered again after a mistake. */
async function versionFor(
  tx: Tx,
  law: LawRead,
  { version, effectiveOn, articles, source }: AmendmentEntered,
  actorId: string,
  now: Date,
): Promise<string> {
  const facts = { effectiveOn: toDbDate(effectiveOn), articles, source };
  const known = law.versions.find((one) => one.version === version);
  if (known) {
    await tx.lawVersion.update({ where: { id: known.versionId }, data: facts });
    return known.versionId;
  }
  const id = newId();
  const made = { recordedById: actorId, recordedAt: now };
  await tx.lawVersion.create({
    data: { id, lawId: law.lawId, version: toDbDate(version), ...facts, ...made },
  });
  return id;
}

type Row = {
  kind: AmendmentKind;
  lawVersionId: string | null;
  effectiveOn: DateOn;
  whole: boolean;
  articles: readonly number[];
  note: string | null;
};

async function enter(
  tx: Tx,
  lawId: string,
  { effectiveOn, articles, ...row }: Row,
  actorId: string,
  now: Date,
): Promise<Recorded> {
  const amendmentId = newId();
  await tx.lawAmendment.create({
    data: {
      ...{ id: amendmentId, lawId, ...row, articles: [...articles], effectiveOn: toDbDate(effectiveOn) },
      ...{ recordedById: actorId, recordedAt: now },
    },
  });
  const { name } = await tx.law.findUniqueOrThrow({ where: { id: lawId }, select: { name: true } });
  const questions = await flaggedBy(tx, amendmentId);
  const common = { at: now, actorId, subjectId: lawId };
  await record(
    tx,
    row.kind === "abolished"
      ? { type: "law.abolished", ...common, data: { amendmentId, name, effectiveOn, questions } }
      : {
          type: "law.amended",
          ...common,
          data: { amendmentId, name, effectiveOn, questions, articles: articles.length },
        },
  );
  return { ok: true, amendmentId };
}

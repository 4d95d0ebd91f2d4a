/**
 * What somebody writes of their own study before it is handed in: kept as typed, with its files, until it is submitted or
 * dropped. A draft is nobody's business but its writer's; the ledger begins where it ends.
 */
import { chinaDateOf, type DateOn } from "~/calendar";
import { lockAccounts, type Tx } from "~/db.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { personnelFacts } from "~/personnel/facts.server";
import { hasLeft } from "~/personnel/identity";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { type EvidenceFile, evidenceFileFrom, MOST_FILES, tooMany } from "./evidence-file";
import { submitStudyRecord } from "./ledger.server";
import { attachFiles, filesOf, type KeptFile } from "./record-files.server";
import { isReturned, stateOf } from "./record-state";
import type { StudySession } from "./session";

const MOST_DRAFTS = 10;

export type Writer = { accountId: string; personId: string };
export type TypedStudy = Record<string, string>;
/** `refused`: files of the last save that were not kept, and why. */
type Files = { kept: KeptFile[]; refused: Refusal[] };
export type StudyDraft = Files & {
  draftId: string;
  mendsId: string | null;
  typed: TypedStudy;
  savedAt: Date;
};

const OPEN = { closedAt: null } as const;

/** The writer's own open draft, or null. */
export async function findDraft(tx: Tx, draftId: string, accountId: string): Promise<StudyDraft | null> {
  const row = await tx.studyDraft.findFirst({ where: { id: draftId, accountId, ...OPEN } });
  return row && draftFrom(row);
}

export async function draftsOf(tx: Tx, accountId: string): Promise<StudyDraft[]> {
  const rows = await tx.studyDraft.findMany({
    where: { accountId, ...OPEN },
    orderBy: [{ lastSavedAt: "desc" }, { id: "asc" }],
  });
  return rows.map(draftFrom);
}

type Row = { id: string; mendsId: string | null; typed: unknown; files: unknown; lastSavedAt: Date };
const draftFrom = ({ id, mendsId, typed, files, lastSavedAt }: Row): StudyDraft => ({
  draftId: id,
  mendsId,
  typed: typed as TypedStudy,
  savedAt: lastSavedAt,
  ...(files as Files),
});

export type SavedDraft = { ok: true; draftId: string } | { ok: false; refusals: Refusal[] };
export type Save = {
  /** null: a new one. */
  draftId: string | null;
  typed: TypedStudy;
  uploads: readonly { name: string; bytes: Buffer }[];
  /** Files to be taken out, by id. */
  removed: readonly string[];
  /** Files that came too large to be read. */
  refused?: readonly Refusal[];
};

/**
 * Keeps what was typed, whatever it is, and those files that are usable; of the others the draft says why not. Refusals:
 * study-draft.too-many { most }, study-draft.closed.
 */
export async function saveDraft(tx: Tx, save: Save, writer: Writer, now: Date): Promise<SavedDraft> {
  await lockAccounts(tx, writer.accountId);
  const before = save.draftId === null ? null : await findDraft(tx, save.draftId, writer.accountId);
  if (save.draftId !== null && !before) return { ok: false, refusals: [refusal("study-draft.closed")] };
  const files: Files = {
    kept: (before?.kept ?? []).filter(({ id }) => !save.removed.includes(id)),
    refused: [...(save.refused ?? [])],
  };
  for (const { name, bytes } of save.uploads) {
    const file = evidenceFileFrom(bytes);
    if ("code" in file) files.refused.push(file);
    else if (files.kept.length >= MOST_FILES) files.refused.push(tooMany());
    else await keep(tx, files.kept, name, file, now);
  }
  if (before) {
    await tx.studyDraft.update({
      where: { id: before.draftId },
      data: { typed: save.typed, files, lastSavedAt: now },
    });
    return { ok: true, draftId: before.draftId };
  }
  return openDraft(tx, { typed: save.typed, files, mendsId: null }, writer, now);
}

async function keep(tx: Tx, kept: KeptFile[], name: string, file: EvidenceFile, now: Date): Promise<void> {
  const { bytes, mediaType, width, height } = file;
  const hash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
  if (kept.some((other) => other.hash === hash)) return;
  kept.push({ id: newId(), hash, name, mediaType, bytes: bytes.length, width, height });
}

async function openDraft(
  tx: Tx,
  draft: { typed: TypedStudy; files: Files; mendsId: string | null },
  { accountId, personId }: Writer,
  now: Date,
): Promise<SavedDraft> {
  const open = await tx.studyDraft.count({ where: { accountId, ...OPEN } });
  if (open >= MOST_DRAFTS)
    return { ok: false, refusals: [refusal("study-draft.too-many", { most: MOST_DRAFTS })] };
  const id = newId();
  await tx.studyDraft.create({
    data: { id, accountId, personId, ...draft, createdAt: now, lastSavedAt: now },
  });
  return { ok: true, draftId: id };
}

/**
 * Begins to put a returned entry of one's own right: a draft that starts as the entry stands, files and all. Beginning
 * twice answers the same draft. Refusals: study-record.step-impossible, study-record.mended-already, study-draft.too-many.
 */
export async function mendRecord(
  tx: Tx,
  { recordId, typed }: { recordId: string; typed: TypedStudy },
  writer: Writer,
  now: Date,
): Promise<SavedDraft> {
  await lockAccounts(tx, writer.accountId);
  const open = await tx.studyDraft.findFirst({ where: { mendsId: recordId, ...OPEN } });
  if (open) return { ok: true, draftId: open.id };
  const record = await tx.studyRecord.findUniqueOrThrow({
    where: { id: recordId },
    include: {
      steps: { orderBy: { id: "asc" }, select: { step: true } },
      mendedBy: { select: { id: true } },
    },
  });
  const state = stateOf(record.steps);
  if (!isReturned(state))
    return { ok: false, refusals: [refusal("study-record.step-impossible", { state, step: "submitted" })] };
  if (record.mendedBy) return { ok: false, refusals: [refusal("study-record.mended-already")] };
  const kept = (await filesOf(tx, recordId)).map((file) => ({ ...file, id: newId() }));
  return openDraft(tx, { typed, files: { kept, refused: [] }, mendsId: recordId }, writer, now);
}

/** Hands the draft in. Refusals: study-draft.closed, study-record.no-unit { onDate }, those of `submitStudyRecord`. */
export async function submitDraft(
  tx: Tx,
  { draftId, session }: { draftId: string; session: StudySession },
  writer: Writer,
  now: Date,
): Promise<{ ok: true; recordId: string } | { ok: false; refusals: Refusal[] }> {
  await lockAccounts(tx, writer.accountId);
  const row = await tx.studyDraft.findUnique({ where: { id: draftId } });
  if (row?.accountId === writer.accountId && row.recordId) return { ok: true, recordId: row.recordId };
  const draft = await findDraft(tx, draftId, writer.accountId);
  if (!draft) return { ok: false, refusals: [refusal("study-draft.closed")] };
  const { personId } = writer;
  const onDate = chinaDateOf(session.startAt);
  const unitId = await ownUnitOn(tx, personId, onDate);
  if (!unitId) return { ok: false, refusals: [refusal("study-record.no-unit", { onDate })] };
  const entry = { ...session, personIds: [personId], unitId, mendsId: draft.mendsId };
  const made = await submitStudyRecord(tx, entry, writer.accountId, now);
  if (!made.ok) return made;
  const [recordId] = made.recordIds as [string];
  await attachFiles(tx, { recordId, personId, unitId }, draft.kept, writer.accountId, now);
  await tx.studyDraft.update({ where: { id: draftId }, data: { closedAt: now, recordId } });
  return { ok: true, recordId };
}

/** Where somebody worked on a day, at home rather than on loan. */
export async function ownUnitOn(tx: Tx, personId: string, on: DateOn): Promise<string | null> {
  return (await ownUnitsOn(tx, [personId], on)).get(personId) ?? null;
}

/** The same of several people; who worked nowhere is left out. */
export async function ownUnitsOn(
  tx: Tx,
  personIds: readonly string[],
  on: DateOn,
): Promise<Map<string, string>> {
  const facts = await personnelFacts(tx, [...personIds], { trueOn: on });
  return new Map(
    [...facts].flatMap(([personId, { employments }]): [string, string][] => {
      const jobs = employments.filter(({ status }) => !hasLeft(status));
      const own = jobs.find(({ relation }) => relation === "home") ?? jobs[0];
      return own ? [[personId, own.unitId]] : [];
    }),
  );
}

/** Dropping twice is harmless. */
export async function dropDraft(tx: Tx, draftId: string, accountId: string, now: Date): Promise<Verdict> {
  await tx.studyDraft.updateMany({
    where: { id: draftId, accountId, ...OPEN },
    data: { closedAt: now, typed: {}, files: { kept: [], refused: [] } },
  });
  return { ok: true };
}

/** What a session leaves behind: its minutes, written anew as often as need be, and files of which each is for good. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { evidenceFileFrom, tooMany } from "./evidence-file";
import { namesOf, type SeenFile } from "./record-files.server";
import { OF_SESSIONS, type SessionFileKind } from "./session-state";
import { lockedSession } from "./sessions.server";

/** Notice, slides, photos of a whole day: more than an entry of one person holds. */
const MOST_SESSION_FILES = 12;

/** Refusals: study-session.minutes-empty. The same text again changes nothing. */
export async function writeMinutes(
  tx: Tx,
  { sessionId, text }: { sessionId: string; text: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { row } = await lockedSession(tx, sessionId);
  if (text === "") return { ok: false, refusals: [refusal("study-session.minutes-empty", {}, OF_SESSIONS)] };
  const last = await tx.studySessionMinutes.findFirst({ where: { sessionId }, orderBy: { id: "desc" } });
  if (last?.text === text) return { ok: true };
  await tx.studySessionMinutes.create({ data: { sessionId, text, writtenById: actorId, writtenAt: now } });
  await record(tx, {
    ...{ type: "study-session.minutes-written", at: now, actorId, unitId: row.unitId, subjectId: sessionId },
    data: { sessionId },
  });
  return { ok: true };
}

/** Keeps those files that are usable and says of the others why not. Refusals: those of `evidenceFileFrom`, study-file.too-many. */
export async function addFiles(
  tx: Tx,
  { sessionId, kind, uploads }: Adding,
  actorId: string,
  now: Date,
): Promise<Refusal[]> {
  const { row } = await lockedSession(tx, sessionId);
  const refused: Refusal[] = [];
  const before = await tx.studySessionFile.findMany({ where: { sessionId }, select: { fileHash: true } });
  const known = new Set(before.map(({ fileHash }) => fileHash));
  let added = 0;
  for (const { name, bytes } of uploads) {
    const file = evidenceFileFrom(bytes);
    if ("code" in file) refused.push(file);
    else if (known.size >= MOST_SESSION_FILES) refused.push(tooMany(MOST_SESSION_FILES));
    else {
      const { mediaType, width, height } = file;
      const hash = await storeFile(tx, { bytes: file.bytes, mediaType, purpose: "evidence", now });
      if (known.has(hash)) continue;
      known.add(hash);
      await tx.studySessionFile.create({
        data: {
          ...{ id: newId(), sessionId, kind, fileHash: hash, name, mediaType, width, height },
          ...{ bytes: file.bytes.length, addedById: actorId, addedAt: now },
        },
      });
      added += 1;
    }
  }
  if (added > 0)
    await record(tx, {
      ...{ type: "study-session.material-added", at: now, actorId, unitId: row.unitId, subjectId: sessionId },
      data: { sessionId, files: added },
    });
  return refused;
}

type Adding = {
  sessionId: string;
  kind: SessionFileKind;
  uploads: readonly { name: string; bytes: Buffer }[];
};

/** One file of a session, and the event of the look; null where it has no such file. */
export async function lookAtSessionFile(
  tx: Tx,
  { sessionId, unitId }: { sessionId: string; unitId: string },
  fileId: string,
  actorId: string,
  now: Date,
): Promise<SeenFile | null> {
  const row = await tx.studySessionFile.findFirst({ where: { id: fileId, sessionId } });
  if (!row) return null;
  const { bytes, mediaType } = await readFile(tx, row.fileHash);
  await record(tx, {
    ...{ type: "study-session.material-viewed", at: now, actorId, unitId, subjectId: sessionId },
    data: { sessionId, fileId },
  });
  return { bytes, ...namesOf(fileId, mediaType, row.name) };
}

/** The beats of an open course page: kept as they came, counted by the server's clock. One live run a person. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chinaDateOf } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type PackAt, packFor, packVersion } from "~/rulebook/packs.server";
import { charactersOf, type TextPage } from "./course-text";
import { ownUnitOn } from "./drafts.server";
import {
  type Anomaly,
  type Beat,
  hear,
  type LessonKind,
  type Outcome,
  openedRun,
  type Run,
  SHORTEST_GAP_MS,
  tooFast,
} from "./online";
import { EARLIER_MEASURES, type Measures, measuresOf } from "./online-measures";

/** Pages opened in a minute; a reader turns fewer. */
const MOST_RUNS_A_MINUTE = 30;

const hashOf = (token: string) => new Uint8Array(createHash("sha256").update(token).digest());

export type Opening = {
  personId: string;
  enrolmentId: string;
  lessonId: string;
  page: number;
  session: Uint8Array;
};
export type Opened =
  | { code: "opened"; runId: string; token: string; beatMs: number }
  | { code: "not-found" | "ended" | "too-many" };

/** A page of a lesson begins to count; whatever else the person had open stops. */
export async function openRun(tx: Tx, opening: Opening, now: Date): Promise<Opened> {
  const { personId, enrolmentId, lessonId, page, session } = opening;
  await lockPeople(tx, personId);
  const enrolment = await tx.courseEnrolment.findFirst({
    where: { id: enrolmentId, personId },
    select: { endedAt: true, version: { select: { lessons: { where: { id: lessonId, removedAt: null } } } } },
  });
  const lesson = enrolment?.version.lessons[0];
  if (!enrolment || !lesson || page >= Math.max(1, (lesson.pages as TextPage[]).length))
    return { code: "not-found" };
  if (enrolment.endedAt) return { code: "ended" };
  const since = new Date(now.getTime() - 60_000);
  if ((await tx.learningRun.count({ where: { personId, openedAt: { gt: since } } })) >= MOST_RUNS_A_MINUTE)
    return { code: "too-many" };
  const before = await endLive(tx, personId, "taken-over", now);
  const rules = await rulesFor(tx, personId, now);
  const runId = newId();
  const token = randomBytes(24).toString("base64url");
  await tx.learningRun.create({
    data: {
      ...{ id: runId, enrolmentId, personId, lessonId, page },
      ...{ tokenHash: hashOf(token), sessionHash: new Uint8Array(session) },
      ...{ ...openedRun(now, before), packVersionId: rules?.versionId ?? null },
    },
  });
  return { code: "opened", runId, token, beatMs: (rules ? measuresOf(rules.pack) : EARLIER_MEASURES).beatMs };
}

/** A run is measured to its end as it began: under the pack of the unit where somebody works that day. */
async function rulesFor(tx: Tx, personId: string, now: Date): Promise<PackAt | null> {
  const today = chinaDateOf(now);
  const unitId = await ownUnitOn(tx, personId, today);
  return unitId ? packFor(tx, unitId, today) : null;
}

async function measuresUnder(tx: Tx, versionId: string | null): Promise<Measures> {
  return versionId === null ? EARLIER_MEASURES : measuresOf((await packVersion(tx, versionId)).pack);
}

/** Ends the run a person has open, if any, and answers until when it was counted. */
export async function endLive(
  tx: Tx,
  personId: string,
  endReason: "taken-over" | "finished",
  now: Date,
): Promise<Date | null> {
  const [live] = await tx.$queryRaw<
    {
      id: string;
      countedUntil: Date;
      furthest: number;
      creditedMs: number;
      page: number;
      pages: TextPage[];
    }[]
  >`
    UPDATE learning_run r SET ended_at = ${now}::timestamptz, end_reason = ${endReason}
    FROM course_lesson l
    WHERE r.person_id = ${personId}::uuid AND r.ended_at IS NULL AND l.id = r.lesson_id
    RETURNING r.id, r.counted_until AS "countedUntil", r.furthest, r.credited_ms AS "creditedMs", r.page, l.pages`;
  if (!live) return null;
  const text = live.pages[live.page];
  if (text) await note(tx, live.id, tooFast(live, charactersOf(text)), now);
  return live.countedUntil;
}

export type Answered =
  | { code: "heard"; outcome: Outcome; creditedMs: number }
  | { code: "taken-over"; by: "tab" | "device" }
  | { code: "not-found" | "ended" | "replayed" | "too-soon" };
export type Sent = { runId: string; personId: string; token: string };

type Found = Run & {
  kind: LessonKind;
  tokenHash: Uint8Array;
  sessionHash: Uint8Array;
  endReason: string | null;
  packVersionId: string | null;
};

/** One beat: a row locked and read, a row kept, a row changed; what is odd about it is noted. `isLast`: the page is being left. */
export async function hearBeat(
  tx: Tx,
  { beat, isLast, ...sent }: Sent & { beat: Beat; isLast: boolean },
  now: Date,
): Promise<Answered> {
  const run = await ownRun(tx, sent);
  if (!run) return { code: "not-found" };
  const { kind, tokenHash: _, sessionHash, endReason, packVersionId, ...stood } = run;
  if (endReason === "taken-over") return takenOver(tx, sent, sessionHash, isLast, now);
  if (endReason !== null) return { code: "ended" };
  if (beat.seq > run.lastSeq && now.getTime() - run.countedUntil.getTime() < SHORTEST_GAP_MS)
    return { code: "too-soon" };
  const heard = hear(stood, beat, now, kind, await measuresUnder(tx, packVersionId));
  await note(tx, sent.runId, heard.anomalies, now);
  if (heard.outcome === null) return { code: "replayed" };
  const { outcome, creditedMs } = heard;
  await tx.learningBeat.create({
    data: {
      ...{ runId: sent.runId, seq: beat.seq, receivedAt: heard.run.countedUntil, creditedMs, outcome },
      ...{ visible: beat.isVisible, focused: beat.isFocused, active: beat.isActive },
      ...{ claimedMs: beat.claimedMs, position: beat.position, rate: beat.rate },
    },
  });
  const { openedAt: __, ...changed } = heard.run;
  await tx.learningRun.update({ where: { id: sent.runId }, data: changed, select: { id: true } });
  return { code: "heard", outcome, creditedMs: heard.run.creditedMs };
}

/** What was sent is no beat, such as a duration: it is noted where the page is the sender's own, and counts nothing. */
export async function refuseBeat(tx: Tx, sent: Sent, member: string, now: Date): Promise<void> {
  if (await ownRun(tx, sent))
    await note(tx, sent.runId, [{ kind: "posted-duration", facts: { member } }], now);
}

async function ownRun(tx: Tx, { runId, personId, token }: Sent): Promise<Found | null> {
  const [run] = await tx.$queryRaw<Found[]>`
    SELECT r.opened_at AS "openedAt", r.counted_until AS "countedUntil", r.active_until AS "activeAt",
      r.focused_until AS "focusedAt", r.last_seq AS "lastSeq", r.position, r.furthest, r.credited_ms AS "creditedMs",
      r.token_hash AS "tokenHash", r.session_hash AS "sessionHash", r.end_reason AS "endReason",
      r.pack_version_id::text AS "packVersionId", l.kind
    FROM learning_run r JOIN course_lesson l ON l.id = r.lesson_id
    WHERE r.id = ${runId}::uuid AND r.person_id = ${personId}::uuid FOR NO KEY UPDATE OF r`;
  return run && timingSafeEqual(Buffer.from(run.tokenHash), hashOf(token)) ? run : null;
}

/** A page that goes on although another has taken its place. */
async function takenOver(
  tx: Tx,
  { runId, personId }: Sent,
  own: Uint8Array,
  isLast: boolean,
  now: Date,
): Promise<Answered> {
  const live = await tx.learningRun.findFirst({
    where: { personId, endedAt: null },
    select: { sessionHash: true, lesson: { select: { title: true } } },
  });
  const by = live && Buffer.compare(Buffer.from(live.sessionHash), Buffer.from(own)) !== 0 ? "device" : "tab";
  // Who turns the page leaves the one before: that is no second page.
  if (live && !isLast) {
    const kind = by === "device" ? "two-devices" : "parallel-tabs";
    await note(tx, runId, [{ kind, facts: { elsewhere: live.lesson.title } }], now);
  }
  return { code: "taken-over", by };
}

/** Once a run and kind; again, it is counted, and the latest facts stand. */
export async function note(tx: Tx, runId: string, anomalies: readonly Anomaly[], now: Date): Promise<void> {
  for (const { kind, facts } of anomalies)
    await tx.$executeRaw`
      INSERT INTO learning_anomaly (id, run_id, kind, times, facts, first_at, last_seen_at)
      VALUES (${newId()}::uuid, ${runId}::uuid, ${kind}, 1, ${JSON.stringify(facts)}::jsonb, ${now}::timestamptz, ${now}::timestamptz)
      ON CONFLICT (run_id, kind) DO UPDATE SET times = learning_anomaly.times + 1, facts = excluded.facts, last_seen_at = excluded.last_seen_at`;
}

/** Supervision notices as they are read: by the office that writes them, and by the unit they were served on. */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { readFile } from "~/files.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { FindingKind } from "./audit-verdict";
import { namesOf, type SeenFile } from "./record-files.server";
import {
  isNoticeLate,
  isServed,
  type NoticeGround,
  type NoticeState,
  type NoticeStep,
} from "./supervision-notice";
import type { NoticeWaiting } from "./waiting";
import { idsOfNotices } from "./waiting.server";

export type ListedNotice = {
  noticeId: string;
  number: string;
  unitId: string;
  ground: NoticeGround;
  year: number | null;
  workingDays: number;
  dueOn: DateOn | null;
  state: NoticeState;
  isLate: boolean;
};
export type NoticeFile = { id: string; name: string; mediaType: string; bytes: number };
export type NoticeFacts = ListedNotice & {
  demand: string;
  auditId: string | null;
  auditNumber: string | null;
  fileHash: string | null;
  /** Who took the last step of its own. */
  lastById: string;
  findings: {
    place: number;
    kind: FindingKind;
    facts: string;
    personId: string;
    title: string;
    studiedAt: Date;
  }[];
  steps: {
    step: NoticeStep;
    at: Date;
    by: string | null;
    statement: string | null;
    reference: string | null;
    files: NoticeFile[];
  }[];
};

const ofSteps = { orderBy: { id: "asc" as const } };

type Row = {
  id: string;
  number: string;
  unitId: string;
  ground: string;
  year: number | null;
  workingDays: number;
  dueOn: Date | null;
  steps: { step: string }[];
};

function listedFrom({ id, steps, ...row }: Row, today: DateOn): ListedNotice {
  const dueOn = row.dueOn && fromDbDate(row.dueOn);
  const state = steps.findLast(({ step }) => step !== "overdue")!.step as NoticeState;
  const { number, unitId, year, workingDays } = row;
  return {
    ...{ noticeId: id, number, unitId, year, workingDays, dueOn, state },
    ground: row.ground as NoticeGround,
    isLate: isNoticeLate(state, dueOn, today),
  };
}

/** A page, the latest first. Units see what was served on them; `drafts`: for the office, with what is not issued. */
export async function noticePage(
  tx: Tx,
  {
    unitIds,
    drafts,
    ground,
    waits,
  }: {
    unitIds: readonly string[];
    drafts: boolean;
    ground?: NoticeGround | undefined;
    waits?: NoticeWaiting | undefined;
  },
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ListedNotice[] }> {
  const where = {
    unitId: { in: [...unitIds] },
    ...(drafts ? {} : { dueOn: { not: null } }),
    ...(ground ? { ground } : {}),
    ...(waits ? { AND: { id: { in: await idsOfNotices(tx, unitIds, waits, today) } } } : {}),
  };
  const rows = await tx.supervisionNotice.findMany({
    where: {
      ...where,
      ...(asked.before ? { id: { gt: asked.before } } : asked.after ? { id: { lt: asked.after } } : {}),
    },
    orderBy: { id: asked.before ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
    include: { steps: { ...ofSteps, select: { step: true } } },
  });
  const { found, page } = turned(rows, asked, await tx.supervisionNotice.count({ where, take: COUNTED + 1 }));
  return { ...page, rows: found.map((row) => listedFrom(row, today)) };
}

/** null: there is none, or (without `drafts`) it was never issued. */
export async function findNotice(
  tx: Tx,
  noticeId: string,
  { drafts }: { drafts: boolean },
  today: DateOn,
): Promise<NoticeFacts | null> {
  const row = await tx.supervisionNotice.findUnique({
    where: { id: noticeId },
    include: {
      audit: { select: { noticeNumber: true } },
      steps: { ...ofSteps, include: { files: { orderBy: { id: "asc" } } } },
      findings: {
        include: {
          verdict: {
            include: {
              sampled: { include: { record: { select: { personId: true, title: true, startAt: true } } } },
            },
          },
        },
      },
    },
  });
  if (!row) return null;
  const listed = listedFrom(row, today);
  if (!drafts && !isServed(listed.state)) return null;
  const names = await accountNames(
    tx,
    row.steps.map(({ byId }) => byId),
  );
  return {
    ...listed,
    demand: row.demand,
    auditId: row.auditId,
    auditNumber: row.audit?.noticeNumber ?? null,
    fileHash: row.fileHash,
    lastById: row.steps.findLast(({ step }) => step !== "overdue")!.byId!,
    findings: row.findings
      .map(({ verdict: { place, kind, facts, sampled } }) => ({
        ...{ place, facts, kind: kind as FindingKind, personId: sampled.record.personId },
        ...{ title: sampled.record.title, studiedAt: sampled.record.startAt },
      }))
      .sort((a, b) => a.place - b.place),
    steps: row.steps.map(({ step, at, byId, statement, reference, files }) => ({
      ...{ at, statement, reference, step: step as NoticeStep, by: byId && (names[byId] ?? null) },
      files: files.map(({ id, name, mediaType, bytes }) => ({ id, name, mediaType, bytes })),
    })),
  };
}

/** One file of a reply, and the event of the look; null where the notice has no such file. */
export async function lookAtReplyFile(
  tx: Tx,
  { noticeId, unitId, fileId }: { noticeId: string; unitId: string; fileId: string },
  actorId: string,
  now: Date,
): Promise<SeenFile | null> {
  const row = await tx.supervisionNoticeFile.findFirst({ where: { id: fileId, step: { noticeId } } });
  if (!row) return null;
  const { bytes, mediaType } = await readFile(tx, row.fileHash);
  await record(tx, {
    ...{ type: "supervision-notice.file-viewed", at: now, actorId, unitId, subjectId: noticeId },
    data: { noticeId, fileId },
  });
  return { bytes, ...namesOf(fileId, mediaType, row.name) };
}

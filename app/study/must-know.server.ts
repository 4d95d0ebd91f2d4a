/**
 * 应知应会法律清单: laws in a version, for a unit with all below it. 共性 for everybody, 个性 for a study category or for posts.
 * One proposes, another approves; it is withdrawn and never edited, so that what people were asked for can still be read.
 */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { type DateOn, fromDbDate } from "~/calendar";
import { lockMustKnow, type Tx } from "~/db.server";
import { newId } from "~/ids";
import type { StudyGroupWord } from "~/rulebook/words";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import type { MustKnowState } from "./must-know";

export type MustKnowLawFacts = { lawVersionId: string; law: string; version: DateOn; effectiveOn: DateOn };
export type MustKnowList = {
  listId: string;
  unitId: string;
  title: string;
  /** Neither: everybody's. */
  group: StudyGroupWord | null;
  post: string | null;
  /** Of the register of posts, which stands to the right: a family's and a field's code. */
  family: string | null;
  field: string | null;
  document: string | null;
  state: MustKnowState;
  proposedById: string;
  proposedBy: string;
  proposedAt: Date;
  approvedBy: string | null;
  approvedAt: Date | null;
  withdrawnAt: Date | null;
  laws: MustKnowLawFacts[];
};

export type NewMustKnowList = Pick<
  MustKnowList,
  "unitId" | "title" | "group" | "post" | "family" | "field" | "document"
> & {
  lawVersionIds: string[];
};

/** Refusals: must-know.no-laws, must-know.title-missing, must-know.law-unknown. */
export async function proposeMustKnow(
  tx: Tx,
  wanted: NewMustKnowList,
  actorId: string,
  now: Date,
): Promise<{ ok: true; listId: string } | { ok: false; refusals: Refusal[] }> {
  const { unitId, group, post, family, field, document } = wanted;
  const title = wanted.title.trim();
  const ids = [...new Set(wanted.lawVersionIds)];
  const known = await tx.lawVersion.count({ where: { id: { in: ids } } });
  const refusals = [
    ...(title === "" ? [refusal("must-know.title-missing")] : []),
    ...(ids.length === 0 ? [refusal("must-know.no-laws")] : []),
    ...(known < ids.length ? [refusal("must-know.law-unknown")] : []),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const id = newId();
  await tx.mustKnowList.create({
    data: {
      ...{ id, unitId, title, studyGroup: group, post, postFamily: family, field, document },
      proposedById: actorId,
      proposedAt: now,
    },
  });
  await tx.mustKnowLaw.createMany({ data: ids.map((lawVersionId) => ({ listId: id, lawVersionId })) });
  await record(tx, {
    ...{ type: "must-know.proposed", at: now, actorId, unitId, subjectId: id },
    data: { listId: id, laws: ids.length },
  });
  return { ok: true, listId: id };
}

/** The second person. Approving again is harmless. Refusals: must-know.own, must-know.settled. */
export async function approveMustKnow(
  tx: Tx,
  { listId }: { listId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const row = await lockedList(tx, listId);
  if (row.approvedById === actorId && row.withdrawnAt === null) return { ok: true };
  const verdict = verdictOf([
    ...(row.approvedAt || row.withdrawnAt ? [refusal("must-know.settled")] : []),
    ...(row.proposedById === actorId ? [refusal("must-know.own")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.mustKnowList.update({ where: { id: listId }, data: { approvedById: actorId, approvedAt: now } });
  await told(tx, "must-know.approved", row, actorId, now);
  return { ok: true };
}

/** Nobody is asked for it any more. Harmless to repeat. */
export async function withdrawMustKnow(
  tx: Tx,
  { listId }: { listId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const row = await lockedList(tx, listId);
  if (row.withdrawnAt) return { ok: true };
  await tx.mustKnowList.update({ where: { id: listId }, data: { withdrawnById: actorId, withdrawnAt: now } });
  await told(tx, "must-know.withdrawn", row, actorId, now);
  return { ok: true };
}

async function lockedList(tx: Tx, listId: string) {
  await lockMustKnow(tx, listId);
  return tx.mustKnowList.findUniqueOrThrow({ where: { id: listId } });
}

const told = (
  tx: Tx,
  type: "must-know.approved" | "must-know.withdrawn",
  { id, unitId }: { id: string; unitId: string },
  actorId: string,
  at: Date,
) => record(tx, { type, at, actorId, unitId, subjectId: id, data: { listId: id } });

/** Of these units, those in force first, then those that wait, the newest first. */
export async function mustKnowLists(
  tx: Tx,
  where: { unitIds: readonly string[] } | { listId: string },
): Promise<MustKnowList[]> {
  const rows = await tx.mustKnowList.findMany({
    where: "listId" in where ? { id: where.listId } : { unitId: { in: [...where.unitIds] } },
    include: { laws: { include: { version: { include: { law: true } } } } },
    orderBy: [{ proposedAt: "desc" }, { id: "asc" }],
  });
  const names = await accountNames(
    tx,
    rows.flatMap(({ proposedById, approvedById }) => [proposedById, approvedById]),
  );
  const order: readonly MustKnowState[] = ["in-force", "proposed", "withdrawn"];
  return rows
    .map(
      (row): MustKnowList => ({
        ...{ listId: row.id, unitId: row.unitId, title: row.title, post: row.post, document: row.document },
        ...{ family: row.postFamily, field: row.field },
        group: row.studyGroup as StudyGroupWord | null,
        state: row.withdrawnAt ? "withdrawn" : row.approvedAt ? "in-force" : "proposed",
        ...{ proposedById: row.proposedById, proposedBy: names[row.proposedById] ?? "" },
        ...{ proposedAt: row.proposedAt, approvedAt: row.approvedAt, withdrawnAt: row.withdrawnAt },
        approvedBy: row.approvedById && (names[row.approvedById] ?? ""),
        laws: row.laws
          .map(({ lawVersionId, version }) => ({
            ...{ lawVersionId, law: version.law.title },
            ...{ version: fromDbDate(version.version), effectiveOn: fromDbDate(version.effectiveOn) },
          }))
          .sort((a, b) => a.law.localeCompare(b.law, "zh-CN")),
      }),
    )
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

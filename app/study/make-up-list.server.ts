/** A page of make-ups, the earliest due first, with the names of whose they are. */
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import type { Prisma } from "../../prisma/generated/client";
import { type MakeUpState, makeUpState } from "./make-up";
import { type MakeUpFacts, makeUpFrom, withSession } from "./make-ups.server";

export type MakeUpFilter = { unitIds: readonly string[]; state?: MakeUpState };
export type MakeUpListed = MakeUpFacts & { name: string; state: MakeUpState };

export async function makeUpPage(
  tx: Tx,
  { unitIds, state }: MakeUpFilter,
  asked: PageAsked,
  today: DateOn,
): Promise<{ rows: MakeUpListed[] } & PageTurned> {
  const where: Prisma.StudyMakeUpWhereInput = {
    unitId: { in: [...unitIds] },
    person: { mergedIntoId: null },
    ...(state ? IN_STATE[state](today) : {}),
  };
  const at = asked.before ?? asked.after;
  const known = at ? await tx.studyMakeUp.findUnique({ where: { id: at }, select: { id: true } }) : null;
  const take = (PAGE_SIZE + 1) * (known && asked.before ? -1 : 1);
  const read = await tx.studyMakeUp.findMany({
    where,
    ...(known ? { cursor: known, skip: 1 } : {}),
    ...{ take, ...withSession },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
  });
  const rows = take < 0 ? read.reverse() : read;
  const { found, page } = turned(rows, known ? asked : {}, await tx.studyMakeUp.count({ where }));
  const names = await namesOn(
    tx,
    found.map(({ personId }) => personId),
    today,
  );
  return {
    rows: found.map((row) => {
      const facts = makeUpFrom(row);
      return { ...facts, name: names.get(row.personId) ?? "", state: makeUpState(facts, today) };
    }),
    ...page,
  };
}

const IN_STATE: Record<MakeUpState, (today: DateOn) => Prisma.StudyMakeUpWhereInput> = {
  open: (today) => ({ outcome: null, dueOn: { gte: toDbDate(today) } }),
  overdue: (today) => ({ outcome: null, dueOn: { lt: toDbDate(today) } }),
  done: () => ({ outcome: "done" }),
  waived: () => ({ outcome: "waived" }),
};

/** Reads what was frozen: the figures as first signed beside those that stand after every amendment, and the chain of signatures. */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { StudyGroupWord } from "~/rulebook/words";
import { contentOf, type SignedFile } from "~/signed-file";
import { type FreezeState, freezeStateOf } from "~/study/freeze";
import type { PersonFigures, UnitFigures, YearResult } from "~/study/year-figures";
import type { DistrictFigures } from "~/study/year-sums";
import { Prisma } from "../../prisma/generated/client";
import { digestOfFile, type YearContent } from "./study-freeze.server";

/** `latest` is what counts; equal to `frozen` where nothing was amended. */
export type Amended<Figures> = { frozen: Figures | null; latest: Figures };

/** Of everybody the figures that count, by id. */
export async function everybodyFrozen(tx: Tx, freezeId: string): Promise<PersonFigures[]> {
  const rows = await tx.$queryRaw<{ figures: PersonFigures }[]>`
    SELECT figures FROM (${latestPeople(freezeId)}) p ORDER BY person_id`;
  return rows.map(({ figures }) => figures);
}

/** The last row of each person: amendments are numbered, the freeze itself has none. */
const latestPeople = (freezeId: string) => Prisma.sql`
  SELECT DISTINCT ON (p.person_id) p.person_id, p.unit_id, p.study_group, p.result, p.figures
  FROM study_frozen_person p LEFT JOIN study_amendment a ON a.id = p.amendment_id
  WHERE p.freeze_id = ${freezeId}::uuid ORDER BY p.person_id, a.number DESC NULLS LAST`;

/** Parents before children. */
export async function unitsFrozen(tx: Tx, freezeId: string): Promise<Amended<UnitFigures>[]> {
  const rows = await tx.studyFrozenUnit.findMany({
    where: { freezeId },
    include: { amendment: { select: { number: true } } },
  });
  rows.sort((a, b) => (a.amendment?.number ?? 0) - (b.amendment?.number ?? 0));
  const of = new Map<string, Amended<UnitFigures>>();
  for (const { unitId, figures } of rows) {
    const own = figures as unknown as UnitFigures;
    of.set(unitId, { frozen: of.get(unitId)?.frozen ?? own, latest: own });
  }
  return [...of.values()].sort((a, b) => (a.latest.path < b.latest.path ? -1 : 1));
}

export type FrozenFilter = {
  freezeId: string;
  unitIds: readonly string[];
  result?: YearResult | undefined;
  group?: "leaders" | "staff" | undefined;
};

const conditions = ({ unitIds, result, group }: FrozenFilter): Prisma.Sql => {
  const parts = [Prisma.sql`p.unit_id = ANY(${[...unitIds]}::uuid[])`];
  if (result) parts.push(Prisma.sql`p.result = ${result}`);
  const leader: StudyGroupWord = "leading-cadre";
  if (group) parts.push(Prisma.sql`(p.study_group = ${leader}) = ${group === "leaders"}`);
  return Prisma.join(parts, " AND ");
};

/** A page of people, who did not meet first; pages turn at a person. */
export async function frozenPage(
  tx: Tx,
  filter: FrozenFilter,
  asked: PageAsked,
): Promise<PageTurned & { rows: PersonFigures[] }> {
  const from = Prisma.sql`(${latestPeople(filter.freezeId)}) p WHERE ${conditions(filter)}`;
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM ${from} LIMIT ${COUNTED + 1}) found`;
  const backwards = asked.before !== undefined;
  const at = asked.before ?? asked.after;
  const rank = Prisma.sql`(CASE p.result WHEN 'unmet' THEN 0 WHEN 'met' THEN 1 ELSE 2 END)`;
  const turn = at
    ? Prisma.sql`AND (${rank}, p.person_id) ${backwards ? Prisma.sql`<` : Prisma.sql`>`}
        (SELECT ${rank}, p.person_id FROM (${latestPeople(filter.freezeId)}) p WHERE p.person_id = ${at}::uuid)`
    : Prisma.empty;
  const order = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await tx.$queryRaw<{ figures: PersonFigures }[]>`
    SELECT p.figures FROM ${from} ${turn} ORDER BY ${rank} ${order}, p.person_id ${order} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { ...page, rows: found.map(({ figures }) => figures) };
}

/** Everybody of some units, for a file. */
export async function frozenPeople(tx: Tx, filter: FrozenFilter): Promise<PersonFigures[]> {
  const rows = await tx.$queryRaw<{ figures: PersonFigures }[]>`
    SELECT p.figures FROM (${latestPeople(filter.freezeId)}) p WHERE ${conditions(filter)}
    ORDER BY p.unit_id, p.person_id`;
  return rows.map(({ figures }) => figures);
}

/** One person's figures, first signed and standing; null: not among them. */
export async function personFrozen(
  tx: Tx,
  freezeId: string,
  personId: string,
): Promise<Amended<PersonFigures> | null> {
  const rows = await tx.studyFrozenPerson.findMany({
    where: { freezeId, personId },
    include: { amendment: { select: { number: true } } },
  });
  rows.sort((a, b) => (a.amendment?.number ?? 0) - (b.amendment?.number ?? 0));
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  return {
    frozen: first.amendmentId === null ? (first.figures as unknown as PersonFigures) : null,
    latest: last.figures as unknown as PersonFigures,
  };
}

export type SignedLink = { file: SignedFile; content: YearContent; digest: string };
export type AmendmentFacts = {
  amendmentId: string;
  number: number;
  reason: string;
  notice: string;
  openedById: string;
  openedBy: string;
  openedAt: Date;
  closedBy: string | null;
  closedAt: Date | null;
  signed: SignedLink | null;
  /** Steps taken in the ledger under it. */
  steps: number;
};
export type FreezeFacts = {
  freezeId: string;
  unitId: string;
  year: number;
  state: FreezeState;
  proposedById: string;
  proposedBy: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  signed: SignedLink | null;
  amendments: AmendmentFacts[];
};

const withAmendments = {
  amendments: { orderBy: { number: "asc" }, include: { _count: { select: { steps: true } } } },
} satisfies Prisma.StudyFreezeInclude;

const linkFrom = (signed: unknown): SignedLink | null => {
  if (signed === null) return null;
  const file = signed as SignedFile;
  return { file, content: contentOf<YearContent>(file), digest: digestOfFile(file) };
};

export async function findFreeze(tx: Tx, freezeId: string): Promise<FreezeFacts | null> {
  return (await freezesWhere(tx, { id: freezeId }))[0] ?? null;
}

/** Of a unit and a year: the one that is proposed or stands; else the last that was returned or taken back. */
export async function freezeOf(tx: Tx, unitId: string, year: number): Promise<FreezeFacts | null> {
  const all = await freezesWhere(tx, { unitId, year });
  return all.find(({ state }) => state !== "returned" && state !== "withdrawn") ?? all.at(-1) ?? null;
}

async function freezesWhere(tx: Tx, where: Prisma.StudyFreezeWhereInput): Promise<FreezeFacts[]> {
  const rows = await tx.studyFreeze.findMany({
    where,
    include: withAmendments,
    orderBy: { proposedAt: "asc" },
  });
  const names = await accountNames(
    tx,
    rows.flatMap(({ proposedById, decidedById, amendments }) => [
      ...[proposedById, decidedById],
      ...amendments.flatMap(({ openedById, closedById }) => [openedById, closedById]),
    ]),
  );
  const nameOf = (id: string | null) => (id === null ? null : (names[id] ?? ""));
  return rows.map((row) => ({
    ...{ freezeId: row.id, unitId: row.unitId, year: row.year, state: freezeStateOf(row) },
    ...{ proposedById: row.proposedById, proposedBy: nameOf(row.proposedById)!, proposedAt: row.proposedAt },
    ...{ decidedBy: nameOf(row.decidedById), decidedAt: row.decidedAt, decisionReason: row.decisionReason },
    signed: linkFrom(row.signed),
    amendments: row.amendments.map((one) => ({
      ...{ amendmentId: one.id, number: one.number, reason: one.reason, notice: one.notice },
      ...{ openedById: one.openedById, openedBy: nameOf(one.openedById)!, openedAt: one.openedAt },
      ...{ closedBy: nameOf(one.closedById), closedAt: one.closedAt },
      ...{ signed: linkFrom(one.signed), steps: one._count.steps },
    })),
  }));
}

/** The totals that count: of the last file that was signed. */
export function districtOf({ signed, amendments }: FreezeFacts): Amended<DistrictFigures> | null {
  if (!signed) return null;
  const last = amendments.findLast((one) => one.signed !== null)?.signed ?? signed;
  return { frozen: signed.content.figures, latest: last.content.figures };
}

/** What is kept and checked away from here: every file with the people whose figures it signs, the freeze first. */
export async function signedChain(tx: Tx, { freezeId, signed, amendments }: FreezeFacts) {
  const links = [
    { id: null, signed },
    ...amendments.map((one) => ({ id: one.amendmentId, signed: one.signed })),
  ];
  const chain = [];
  for (const { id, signed: link } of links) {
    if (!link) continue;
    const rows = await tx.studyFrozenPerson.findMany({
      where: { freezeId, amendmentId: id },
      orderBy: { personId: "asc" },
      select: { figures: true },
    });
    chain.push({ ...link.file, people: rows.map(({ figures }) => figures) });
  }
  return { chain };
}

export const recordSignedGiven = (
  tx: Tx,
  { freezeId, unitId, year }: FreezeFacts,
  actorId: string,
  now: Date,
) =>
  record(tx, {
    ...{ type: "list.exported", at: now, actorId, unitId, subjectId: freezeId },
    data: {
      list: "study-year",
      format: "json",
      rows: 1,
      filters: [`year:${year}`],
      numbers: "none",
      reason: null,
    },
  });

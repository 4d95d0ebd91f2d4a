/** Batches of candidates for posts, newest first; and one batch with what came of each candidate. */
import type { Role } from "~/access/permissions";
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import { packFor } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import type { RegimeWord } from "~/rulebook/words";
import {
  type CandidateOutcome,
  type LetterOutcome,
  type LetterRecipient,
  outcomeOf,
  passHolds,
  type RegimeRules,
} from "./appointment";
import { releasedResults } from "./passes.server";
import { appointmentPasses } from "./proposals.server";

export type BatchListed = {
  batchId: string;
  regime: RegimeWord;
  title: string;
  documentNumber: string;
  unitId: string;
  dueOn: DateOn;
  candidates: number;
};

/** Pages turn at a batch's id. */
export async function batchPage(
  tx: Tx,
  unitIds: readonly string[],
  asked: PageAsked,
): Promise<PageTurned & { rows: BatchListed[] }> {
  const where = { unitId: { in: [...unitIds] } };
  const { after, before } = asked;
  const beyond = before ? { id: { gt: before } } : after ? { id: { lt: after } } : {};
  const rows = await tx.appointmentBatch.findMany({
    where: { AND: [where, beyond] },
    orderBy: { id: before ? "asc" : "desc" },
    take: PAGE_SIZE + 1,
    include: { _count: { select: { candidates: { where: { withdrawnAt: null } } } } },
  });
  const { found, page } = turned(rows, asked, await tx.appointmentBatch.count({ where }));
  return {
    rows: found.map(({ id, regime, title, documentNumber, unitId, dueOn, _count }) => ({
      ...{ batchId: id, regime: regime as RegimeWord, title, documentNumber, unitId },
      ...{ dueOn: fromDbDate(dueOn), candidates: _count.candidates },
    })),
    ...page,
  };
}

export type CandidateListed = {
  candidateId: string;
  personId: string;
  name: string;
  unit: string;
  requirementId: string;
  positionId: string;
  postTitle: string;
  outcome: CandidateOutcome;
  /** In the order they were sat; empty where the reader may not see marks. */
  marks: { mark: number; fullMark: number; passed: boolean; satOn: DateOn }[];
  /** The last attempt told, for the letter of it. */
  letters: { letterId: string; recipient: LetterRecipient; outcome: LetterOutcome; writtenAt: Date }[];
};
export type BatchFacts = BatchListed & {
  unitName: string;
  termEndsOn: DateOn | null;
  rules: RegimeRules;
  pack: RulePack;
  exams: { examId: string; title: string; opensAt: Date }[];
  people: CandidateListed[];
};

/** Whose desk a letter lands on. */
export const READER_OF: Record<LetterRecipient, Role> = {
  proposer: "personnel-department",
  "organisation-department": "personnel-department",
  "chairpersons-meeting": "congress-office",
  "personal-file": "personnel-department",
};

export const ORGANISER: Record<RegimeRules["organiser"]["value"], Role> = {
  "congress-office": "congress-office",
  "organisation-department": "personnel-department",
};

/** Marks go to whom the pack names, and to nobody else. */
export const maySeeMarks = (roles: readonly Role[], rules: RegimeRules): boolean =>
  rules.resultTo.value.some((recipient) => roles.includes(READER_OF[recipient]));

/** null: there is none. `roles`: those of the reader at the batch's unit; marks and letters are cut to them. */
export async function findBatch(
  tx: Tx,
  batchId: string,
  roles: readonly Role[],
  now: Date,
): Promise<BatchFacts | null> {
  const row = await tx.appointmentBatch.findUnique({
    where: { id: batchId },
    include: {
      entries: { include: { exam: { select: { title: true, opensAt: true, acts: true } } } },
      candidates: {
        orderBy: [{ addedAt: "asc" }, { id: "asc" }],
        include: { letters: { orderBy: { writtenAt: "asc" } }, requirement: true },
      },
    },
  });
  if (!row) return null;
  const today = chinaDateOf(now);
  const { pack } = await packFor(tx, row.unitId, today);
  const regime = row.regime as RegimeWord;
  const rules = pack.preAppointment[regime];
  const personIds = row.candidates.map(({ personId }) => personId);
  const exams = row.entries
    .map(({ examId, exam }) => ({ examId, ...exam }))
    .sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
  const results = await releasedResults(
    tx,
    personIds,
    exams.map(({ examId }) => examId),
  );
  const registered = await tx.registration.findMany({
    where: {
      withdrawnAt: null,
      personId: { in: personIds },
      examId: { in: exams.map(({ examId }) => examId) },
    },
    select: { personId: true, examId: true },
  });
  const passes = await appointmentPasses(tx, personIds);
  const names = await namesOn(tx, personIds, today);
  const units = await unitsById(
    tx,
    [row.unitId, ...row.candidates.map(({ requirement }) => requirement.unitId)],
    today,
  );
  const withMarks = maySeeMarks(roles, rules);
  const people = row.candidates.map((candidate): CandidateListed => {
    const { id, personId, positionId, postTitle, requirement } = candidate;
    const own = results.filter((result) => result.personId === personId);
    const released = exams
      .filter(({ acts }) => acts.some(({ act }) => act === "released"))
      .filter(({ examId }) => registered.some((one) => one.personId === personId && one.examId === examId))
      .map(({ examId }) => ({ attempts: own.filter(({ exam }) => exam.id === examId) }));
    const outcome = outcomeOf(
      {
        isWithdrawn: candidate.withdrawnAt !== null,
        isExempt: requirement.state === "exempt",
        hasStandingPass: (passes.get(personId) ?? []).some(
          (pass) =>
            pass.candidateId !== id && pass.regime === regime && passHolds(pass, positionId, today, pack),
        ),
        released,
      },
      rules,
    );
    return {
      ...{ candidateId: id, personId, name: names.get(personId) ?? "", positionId, postTitle, outcome },
      unit: units.get(requirement.unitId)?.shortName ?? "",
      requirementId: requirement.id,
      marks: withMarks
        ? own.map(({ mark, fullMark, passed, satOn }) => ({ mark, fullMark, passed, satOn }))
        : [],
      letters: candidate.letters
        .map((letter) => ({
          ...{ letterId: letter.id, writtenAt: letter.writtenAt },
          recipient: letter.recipient as LetterRecipient,
          outcome: letter.outcome as LetterOutcome,
        }))
        .filter(({ recipient }) => roles.includes(READER_OF[recipient])),
    };
  });
  return {
    ...{ batchId, regime, title: row.title, documentNumber: row.documentNumber, unitId: row.unitId },
    ...{ dueOn: fromDbDate(row.dueOn), termEndsOn: row.termEndsOn && fromDbDate(row.termEndsOn) },
    candidates: people.filter(({ outcome }) => outcome !== "withdrawn").length,
    unitName: units.get(row.unitId)?.name ?? "",
    ...{ rules, pack, people },
    exams: exams.map(({ examId, title, opensAt }) => ({ examId, title, opensAt })),
  };
}

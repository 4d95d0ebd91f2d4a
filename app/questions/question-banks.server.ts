/** The only door to question-banks/: reads its files and keeps them as immutable versions. */
import { resolve } from "node:path";
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import type {
  LoadedAnswerable,
  LoadedBank,
  LoadedBlueprint,
  LoadedQuestion,
} from "../../question-banks/load";
import { loadBanks, loadLaws } from "../../question-banks/load";
import { changeBank, standingNow } from "./bank-versions.server";
import { type Blueprint, blueprintSchema } from "./blueprint";
import { saveBlueprint } from "./blueprints.server";
import { registerLaws } from "./laws.server";
import { keyOf, type NewVersion, placeOf, resolveCitations, storeVersions } from "./question-versions.server";

const LOADING = 7_410_003;

/**
 * Stores what the files say: the laws they cite; a new version of a question where its content changed, of a bank where
 * any of its questions did, and of a blueprint where its cells did. What was decided here stands: a question that was
 * retired stays away, one that was revised keeps its revision, one that was made here stays. Harmless to repeat, and by
 * several processes at once. Throws BrokenBanks, with every problem, and stores nothing, when a file is wrong; UnknownLaw
 * when a question cites what laws.yaml does not hold. Answers the number of banks that got a new version.
 */
export async function loadBanksInto(
  tx: Tx,
  actorId: string | null,
  now: Date,
  folder: string = resolve("question-banks"),
): Promise<number> {
  const banks = loadBanks(folder);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOADING})`;
  await registerLaws(tx, loadLaws(folder), now);
  let changed = 0;
  for (const bank of banks) {
    if (await storeBank(tx, bank, actorId, now)) changed += 1;
    for (const blueprint of bank.blueprints)
      await saveBlueprint(tx, { ...blueprint, rules: rulesOf(bank, blueprint) }, actorId, now);
  }
  return changed;
}

/** A bank's paper as a blueprint: its cells, drawn from that bank alone. */
export function rulesOf({ id }: LoadedBank, { cells }: LoadedBlueprint): Blueprint {
  const drawn = cells.map(({ law = null, difficulty = null, ...cell }) => ({
    bank: id,
    law,
    difficulty,
    ...cell,
  }));
  return blueprintSchema.parse({ cells: drawn, fixed: [], exposureCap: null });
}

async function storeBank(tx: Tx, bank: LoadedBank, actorId: string | null, now: Date): Promise<boolean> {
  const bankId = await bankIdOf(tx, bank);
  const known = await knownQuestions(tx, bankId);
  const fresh: NewVersion[] = [];
  const said = new Set(bank.questions.flatMap((question) => versionsOf(question, known, fresh)));
  const made = [...known.values()].flatMap((old) => (old.isMadeHere && old.newestId ? [old.newestId] : []));
  await storeVersions(tx, bankId, fresh, now);
  await resolveCitations(tx, [...said]);
  const standing = await standingNow(tx, bankId);
  const wanted = new Set([...said, ...made.filter((id) => standing.has(id))]);
  const change = {
    enter: [...said].filter((id) => !standing.has(id)),
    leave: [...standing].filter((id) => !wanted.has(id)),
  };
  const number = await changeBank(tx, bankId, change, now);
  if (number === null) return false;
  await record(tx, {
    type: "bank.loaded",
    at: now,
    actorId,
    subjectId: bankId,
    data: { code: bank.id, number, questions: bank.questions.length },
  });
  return true;
}

async function bankIdOf(tx: Tx, bank: LoadedBank): Promise<string> {
  const known = await tx.questionBank.findUnique({ where: { code: bank.id }, select: { id: true } });
  if (known) return known.id;
  const id = newId();
  await tx.questionBank.create({
    data: { id, code: bank.id, title: bank.title, kind: bank.kind, field: bank.field },
  });
  return id;
}

type Known = {
  questionId: string;
  /** null and 0: nobody has published it yet. */
  newestId: string | null;
  newestNumber: number;
  /** What the newest version from a file said; null: no file ever did. */
  filed: { id: string; contentHash: string } | null;
  /** The newest version was made here, or somebody here is drafting the first. */
  isMadeHere: boolean;
  isRetired: boolean;
};

async function knownQuestions(tx: Tx, bankId: string): Promise<Map<string, Known>> {
  const rows = await tx.$queryRaw<
    (Omit<Known, "filed"> & { code: string; filedId: string | null; filedHash: string })[]
  >`
    SELECT q.code, q.id AS "questionId", newest.id AS "newestId",
      coalesce(newest.number, 0) AS "newestNumber",
      CASE WHEN newest.id IS NULL
        THEN EXISTS (SELECT FROM question_draft d WHERE d.question_id = q.id AND d.state IN ('open', 'submitted'))
        ELSE newest.origin = 'draft' END AS "isMadeHere",
      filed.id AS "filedId", filed.content_hash AS "filedHash",
      EXISTS (SELECT FROM question_retirement r WHERE r.question_id = q.id AND r.restored_at IS NULL) AS "isRetired"
    FROM question q
    LEFT JOIN LATERAL (
      SELECT * FROM question_version v WHERE v.question_id = q.id ORDER BY v.number DESC LIMIT 1
    ) newest ON true
    LEFT JOIN LATERAL (
      SELECT * FROM question_version v WHERE v.question_id = q.id AND v.origin = 'file' ORDER BY v.number DESC LIMIT 1
    ) filed ON true
    WHERE q.bank_id = ${bankId}::uuid`;
  return new Map(
    rows.map(({ code, filedId, filedHash, ...row }) => [
      code,
      { ...row, filed: filedId === null ? null : { id: filedId, contentHash: filedHash } },
    ]),
  );
}

/** Ids of the versions that are to stand for one question (a case brings its parts), adding to `fresh` the new ones. */
function versionsOf(question: LoadedQuestion, known: Map<string, Known>, fresh: NewVersion[]): string[] {
  const parts = question.type === "case-group" ? question.questions : [];
  const old = known.get(question.code);
  // What was decided here stands, whatever the file says by now.
  if (old?.isRetired || old?.isMadeHere) return [];
  if (old?.filed?.contentHash === question.contentHash)
    return [old.filed.id, ...parts.map((part) => known.get(part.code)!.newestId!)];
  const isCase = question.type === "case-group";
  const whole: NewVersion = {
    ...nextVersion(question, known),
    groupId: null,
    position: 0,
    citations: isCase ? [] : question.citations,
    options: isCase ? [] : question.options,
    ...placeOf(isCase ? parts[0]! : question),
    enemies: question.enemies,
    key: isCase ? null : filedKey(question),
  };
  // A changed case takes new versions of all its parts with it: a part belongs to one version of its case.
  const members = parts.map(
    (part, index): NewVersion => ({
      ...nextVersion(part, known),
      groupId: whole.id,
      position: index + 1,
      citations: part.citations,
      options: part.options,
      ...placeOf(part),
      enemies: [],
      key: filedKey(part),
    }),
  );
  fresh.push(whole, ...members);
  return [whole.id, ...members.map(({ id }) => id)];
}

function nextVersion(question: LoadedQuestion | LoadedAnswerable, known: Map<string, Known>) {
  const { code, contentHash, type, stem, topic, difficulty } = question;
  const old = known.get(code);
  return {
    ...{ id: newId(), questionId: old?.questionId ?? newId(), code: old ? null : code },
    ...{ number: (old?.newestNumber ?? 0) + 1, contentHash, type, stem, topic, difficulty, draftId: null },
  };
}

const filedKey = ({ wrong, options, ...rest }: LoadedAnswerable) =>
  keyOf({ ...rest, options: options.map(({ id, text }) => ({ text, feedback: wrong[id] ?? "" })) });

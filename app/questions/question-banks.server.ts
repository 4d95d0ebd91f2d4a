/** The only door to question-banks/: reads its files and keeps them as immutable versions. */
import { createHash } from "node:crypto";
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
import { loadBanks } from "../../question-banks/load";
import type { Blueprint } from "./blueprint";
import { saveBlueprint } from "./blueprints.server";

const LOADING = 7_410_003;

/**
 * Stores what the files say: a new version of a question where its content changed, a new version of a bank where any
 * of its questions did, and of a blueprint where its cells did. Harmless to repeat, and by several processes at once. Throws BrokenBanks, with every problem,
 * and stores nothing, when a file is wrong. Answers the number of banks that got a new version.
 */
export async function loadBanksInto(
  tx: Tx,
  actorId: string | null,
  now: Date,
  folder: string = resolve("question-banks"),
): Promise<number> {
  const banks = loadBanks(folder);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOADING})`;
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
  return { cells: drawn, fixed: [], exposureCap: null };
}

async function storeBank(tx: Tx, bank: LoadedBank, actorId: string | null, now: Date): Promise<boolean> {
  const bankId = await bankIdOf(tx, bank);
  const known = await newestVersions(tx, bankId);
  const fresh: NewVersion[] = [];
  const kept: Entry[] = bank.questions.flatMap((question) => entriesOf(question, known, fresh));
  // The versions, not the contents, make the hash: a bank put back to what it once said is a version of its own.
  const contentHash = createHash("sha256")
    .update(kept.map(({ code, number, hash }) => `${code}@${number}:${hash}`).join("\n"))
    .digest("hex");
  const newest = await tx.bankVersion.findFirst({ where: { bankId }, orderBy: { number: "desc" } });
  if (newest?.contentHash === contentHash) return false;

  await storeQuestions(tx, bankId, fresh, now);
  const id = newId();
  const number = (newest?.number ?? 0) + 1;
  await tx.bankVersion.create({ data: { id, bankId, number, contentHash, loadedAt: now } });
  await tx.bankVersionEntry.createMany({
    data: kept.map((entry) => ({ bankVersionId: id, questionVersionId: entry.id })),
  });
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

/** A question version in the bank's new version, whether it was there already or not. */
type Entry = { id: string; code: string; number: number; hash: string };
type Known = { questionId: string; newest: Entry };
type NewVersion = {
  entry: Entry;
  questionId: string;
  isNewQuestion: boolean;
  groupId: string | null;
  position: number;
  content: Pick<LoadedAnswerable, "stem" | "topic" | "difficulty" | "citations" | "options"> & {
    type: string;
  };
  /** Where the question stands in the law: the first article it cites, or its first part does. */
  place: { law: string; article: number };
  enemies: string[];
  key: { key: string[]; explanation: string } | null;
};

async function newestVersions(tx: Tx, bankId: string): Promise<Map<string, Known>> {
  const rows = await tx.questionVersion.findMany({
    where: { question: { bankId } },
    orderBy: { number: "asc" },
    select: {
      id: true,
      number: true,
      contentHash: true,
      questionId: true,
      question: { select: { code: true } },
    },
  });
  return new Map(
    rows.map(({ id, number, contentHash, questionId, question: { code } }) => [
      code,
      { questionId, newest: { id, code, number, hash: contentHash } },
    ]),
  );
}

/** The entries of one question (a case brings its parts along), adding to `fresh` what must be stored first. */
function entriesOf(question: LoadedQuestion, known: Map<string, Known>, fresh: NewVersion[]): Entry[] {
  const parts = question.type === "case-group" ? question.questions : [];
  const old = known.get(question.code);
  if (old?.newest.hash === question.contentHash) {
    return [old.newest, ...parts.map((part) => known.get(part.code)!.newest)];
  }
  const whole = nextVersion(question, known);
  fresh.push({
    ...whole,
    groupId: null,
    position: 0,
    content: question.type === "case-group" ? { ...question, citations: [], options: [] } : question,
    place: question.type === "case-group" ? placeOf(parts[0]!) : placeOf(question),
    enemies: question.enemies,
    key: question.type === "case-group" ? null : keyOf(question),
  });
  // A changed case takes new versions of all its parts with it: a part belongs to one version of its case.
  const partEntries = parts.map((part, index) => {
    const version = nextVersion(part, known);
    fresh.push({
      ...version,
      groupId: whole.entry.id,
      position: index + 1,
      content: part,
      place: placeOf(part),
      enemies: [],
      key: keyOf(part),
    });
    return version.entry;
  });
  return [whole.entry, ...partEntries];
}

function nextVersion(question: { code: string; contentHash: string }, known: Map<string, Known>) {
  const { code, contentHash: hash } = question;
  const old = known.get(code);
  return {
    entry: { id: newId(), code, number: (old?.newest.number ?? 0) + 1, hash },
    questionId: old?.questionId ?? newId(),
    isNewQuestion: !old,
  };
}

function placeOf({ citations: [first] }: LoadedAnswerable): { law: string; article: number } {
  return { law: first!.law, article: first!.article };
}

/** Papers shuffle options, so why a wrong one is wrong is told by its words and not by its letter. */
function keyOf({ key, explanation, options, wrong }: LoadedAnswerable): {
  key: string[];
  explanation: string;
} {
  const reasons = options.flatMap(({ id, text }) => (wrong[id] ? [`「${text}」${wrong[id]}`] : []));
  return { key, explanation: [explanation, ...reasons].join("\n") };
}

async function storeQuestions(tx: Tx, bankId: string, fresh: NewVersion[], now: Date): Promise<void> {
  await tx.question.createMany({
    data: fresh
      .filter((version) => version.isNewQuestion)
      .map(({ questionId, entry }) => ({ id: questionId, bankId, code: entry.code })),
  });
  await tx.questionVersion.createMany({
    data: fresh.map(({ entry, questionId, groupId, position, content, place, enemies }) => ({
      id: entry.id,
      questionId,
      number: entry.number,
      contentHash: entry.hash,
      type: content.type,
      stem: content.stem,
      options: content.options.map(({ id, text }) => ({ id, text })),
      ...place,
      citations: content.citations.map((citation) => ({ ...citation })),
      topic: content.topic,
      difficulty: content.difficulty,
      enemies,
      groupId,
      position,
      publishedAt: now,
    })),
  });
  await tx.questionKey.createMany({
    data: fresh.flatMap(({ entry, key }) => (key ? [{ questionVersionId: entry.id, ...key }] : [])),
  });
}

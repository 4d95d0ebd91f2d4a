// Reads every bank of a folder into plain data the app can store as immutable versions.
// In: the folder with laws.yaml and one sub-folder per bank. Out: banks in a fixed order, and every problem with its line.
// The same files always give the same value, whatever the machine, its locale or the order of its directory.
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type BankMeta,
  bankSchema,
  blueprintsSchema,
  type Citation,
  type Law,
  lawsSchema,
  optionIds,
  questionSchema,
  type WrittenAnswerable,
  type WrittenBlueprint,
  type WrittenQuestion,
} from "./schema";
import { lineOf, type Path, type Position, type Problem, readSource, refusedAt, type Source } from "./source";

export type { BankMeta, Citation, Law } from "./schema";
export { lineOf, type Position, type Problem } from "./source";

export interface LoadedOption {
  /** A to F; for true-false T and F, whose texts are empty because the app words them in its own languages. */
  id: string;
  text: string;
}
export interface LoadedAnswerable {
  code: string;
  type: "single-choice" | "multiple-choice" | "true-false";
  topic: string;
  difficulty: number;
  stem: string;
  options: LoadedOption[];
  /** Option ids, sorted. */
  key: string[];
  citations: Citation[];
  explanation: string;
  /** Why each wrong option is wrong, by option id; empty for true-false. As secret as the key until release. */
  wrong: Record<string, string>;
  /** sha256 in hex over the canonical JSON of everything above (and enemies): another hash means another version. */
  contentHash: string;
  /** Where it is written, for messages; no part of the content or its hash. */
  position: Position;
}
export interface LoadedSingle extends LoadedAnswerable {
  /** Codes that may not stand in one paper with this one; sorted, and symmetric whichever side wrote it down. */
  enemies: string[];
}
export interface LoadedCaseGroup {
  code: string;
  type: "case-group";
  topic: string;
  difficulty: number;
  stem: string;
  questions: LoadedAnswerable[];
  enemies: string[];
  contentHash: string;
  position: Position;
}
export type LoadedQuestion = LoadedSingle | LoadedCaseGroup;
export interface LoadedBank {
  id: string;
  title: BankMeta["title"];
  kind: BankMeta["kind"];
  field: string | null;
  questions: LoadedQuestion[];
  blueprints: LoadedBlueprint[];
}
/** A paper the bank offers: its cells in order, every question from this bank. */
export type LoadedBlueprint = WrittenBlueprint & { position: Position };
export interface BanksRead {
  banks: LoadedBank[];
  laws: Law[];
  problems: Problem[];
}

export class BrokenBanks extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(problems.map(lineOf).join("\n"));
    this.name = "BrokenBanks";
    this.problems = problems;
  }
}

/** Every bank of the folder, ordered by id. Throws BrokenBanks with all problems at once: no half-read bank gets out. */
export function loadBanks(dir: string): LoadedBank[] {
  const { banks, problems } = readBanks(dir);
  if (problems.length > 0) throw new BrokenBanks(problems);
  return banks;
}

/** The laws the banks may cite (laws.yaml), with their versions. Throws BrokenBanks. */
export function loadLaws(dir: string): Law[] {
  const { laws, problems } = readLaws(dir);
  if (problems.length > 0) throw new BrokenBanks(problems);
  return laws;
}

/** As loadBanks, but returns what could be read beside the problems. A question with a problem is left out. */
export function readBanks(dir: string): BanksRead {
  const { laws, problems } = readLaws(dir);
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const banks: LoadedBank[] = [];
  for (const name of folders.map((entry) => entry.name).sort()) {
    const bank = readBank(dir, name, problems);
    if (bank) banks.push(bank);
  }
  const questions = banks.flatMap((bank) => bank.questions);
  problems.push(...repeatedCodes(questions));
  problems.push(...repeatedBlueprints(banks));
  problems.push(...joinEnemies(questions));
  return { banks, laws, problems };
}

function readLaws(dir: string): { laws: Law[]; problems: Problem[] } {
  if (!existsSync(join(dir, "laws.yaml"))) {
    return { laws: [], problems: [{ file: "laws.yaml", line: 1, message: "is missing" }] };
  }
  const source = readSource(dir, "laws.yaml");
  const parsed = lawsSchema.safeParse(source.value);
  if (source.problems.length > 0) return { laws: [], problems: source.problems };
  return parsed.success
    ? { laws: parsed.data, problems: [] }
    : { laws: [], problems: refusedAt(source, [], parsed.error) };
}

function readBank(dir: string, folder: string, problems: Problem[]): LoadedBank | null {
  const metaFile = `${folder}/bank.yaml`;
  if (!existsSync(join(dir, metaFile))) {
    problems.push({ file: metaFile, line: 1, message: "is missing" });
    return null;
  }
  const source = readSource(dir, metaFile);
  const meta = bankSchema.safeParse(source.value);
  if (source.problems.length > 0) problems.push(...source.problems);
  else if (!meta.success) problems.push(...refusedAt(source, [], meta.error));
  else if (meta.data.id !== folder) {
    const message = `id: ${meta.data.id} differs from the folder's name ${folder}`;
    problems.push({ file: metaFile, line: source.lineAt(["id"]), message });
  }
  const files = readdirSync(join(dir, folder)).filter(
    (name) => name.endsWith(".yaml") && name !== "bank.yaml" && name !== BLUEPRINTS,
  );
  const questions = files.sort().flatMap((name) => readQuestions(dir, `${folder}/${name}`, problems));
  const blueprints = readBlueprints(dir, `${folder}/${BLUEPRINTS}`, problems);
  if (!meta.success) return null;
  const { id, title, kind, field } = meta.data;
  return { id, title, kind, field: field ?? null, questions, blueprints };
}

const BLUEPRINTS = "blueprints.yaml";

/** A bank need not offer papers of its own. */
function readBlueprints(dir: string, file: string, problems: Problem[]): LoadedBlueprint[] {
  if (!existsSync(join(dir, file))) return [];
  const source = readSource(dir, file);
  const parsed = blueprintsSchema.safeParse(source.value);
  if (source.problems.length > 0) problems.push(...source.problems);
  else if (!parsed.success) problems.push(...refusedAt(source, [], parsed.error));
  return (parsed.data ?? []).map((blueprint, index) => ({
    ...blueprint,
    position: { file, line: source.lineAt([index]) },
  }));
}

function readQuestions(dir: string, file: string, problems: Problem[]): LoadedQuestion[] {
  const source = readSource(dir, file);
  problems.push(...source.problems);
  if (source.problems.length > 0) return [];
  if (!Array.isArray(source.value)) {
    problems.push({ file, line: 1, message: "must be a list of questions" });
    return [];
  }
  return source.value.flatMap((written, index) => {
    const parsed = questionSchema.safeParse(written);
    if (parsed.success) return [loaded(parsed.data, source, index)];
    problems.push(...refusedAt(source, [index], parsed.error));
    return [];
  });
}

function loaded(question: WrittenQuestion, source: Source, index: number): LoadedQuestion {
  const positionAt = (...path: Path) => ({ file: source.file, line: source.lineAt([index, ...path]) });
  const enemies = question.enemies ?? [];
  if (question.type !== "case-group") return { ...loadedAnswerable(question, positionAt()), enemies };
  const { code, type, topic, difficulty, stem } = question;
  const questions = question.questions.map((part, at) => loadedAnswerable(part, positionAt("questions", at)));
  return { code, type, topic, difficulty, stem, questions, enemies, contentHash: "", position: positionAt() };
}

function loadedAnswerable(question: WrittenAnswerable, position: Position): LoadedAnswerable {
  const { code, type, topic, difficulty, stem, citations, explanation } = question;
  const shared = { code, type, topic, difficulty, stem, citations, explanation };
  const { options, key, wrong } = answerOf(question);
  const content = { ...shared, options, key, wrong };
  return { ...content, contentHash: hashOf(content), position };
}

function answerOf(question: WrittenAnswerable): Pick<LoadedAnswerable, "options" | "key" | "wrong"> {
  if (question.type === "true-false") {
    const options = ["T", "F"].map((id) => ({ id, text: "" }));
    return { options, key: [question.key ? "T" : "F"], wrong: {} };
  }
  const options = optionIds.flatMap((id) => {
    const text = question.options[id];
    return text === undefined ? [] : [{ id, text }];
  });
  return { options, key: [question.key].flat().sort(), wrong: question.wrong as Record<string, string> };
}

function repeatedCodes(questions: LoadedQuestion[]): Problem[] {
  const owners = new Map<string, Position>();
  const problems: Problem[] = [];
  for (const question of questions) {
    const parts = question.type === "case-group" ? question.questions : [];
    for (const { code, position } of [question, ...parts]) {
      const owner = owners.get(code);
      if (owner) {
        const message = `code: is already used at ${owner.file}:${owner.line}`;
        problems.push({ ...position, question: code, message });
      } else owners.set(code, position);
    }
    for (const { code, position } of parts) {
      if (code.startsWith(`${question.code}-`)) continue;
      problems.push({ ...position, question: code, message: `code: a part's begins with ${question.code}-` });
    }
  }
  return problems;
}

function repeatedBlueprints(banks: LoadedBank[]): Problem[] {
  const all = banks.flatMap((bank) => bank.blueprints);
  return all.flatMap(({ code, position }, index) =>
    all.slice(0, index).some((other) => other.code === code)
      ? [{ ...position, question: code, message: "code: is already used by another blueprint" }]
      : [],
  );
}

/** Makes enmity symmetric, then seals each question with its hash. An enemy must be a whole question, not a part. */
function joinEnemies(questions: LoadedQuestion[]): Problem[] {
  const byCode = new Map(questions.map((question) => [question.code, question]));
  const problems: Problem[] = [];
  for (const question of questions) {
    for (const enemy of [...question.enemies]) {
      const other = byCode.get(enemy);
      const refuse = (message: string) =>
        problems.push({ ...question.position, question: question.code, message: `enemies: ${message}` });
      if (!other) refuse(`${enemy} does not exist`);
      else if (other === question) refuse("names itself");
      else if (!other.enemies.includes(question.code)) other.enemies.push(question.code);
    }
  }
  for (const question of questions) {
    question.enemies = [...new Set(question.enemies)].sort();
    const { contentHash: sealed, position: _, ...content } = question;
    question.contentHash = hashOf(
      content.type === "case-group"
        ? { ...content, questions: content.questions.map((part) => part.contentHash) }
        : { content: sealed, enemies: content.enemies },
    );
  }
  return problems;
}

function hashOf(content: unknown): string {
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

/** JSON with the members of every object in code-unit order and no spaces: equal content gives equal bytes. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (member === null || typeof member !== "object" || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

/**
 * The database, as the application's lesser role. Only the edge (a route, a job, casework, the seed) opens a
 * transaction; verbs take `tx`.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "../prisma/generated/client";
import { env } from "./env.server";

export type Tx = Prisma.TransactionClient;

const POOL_SIZE = 12;
/** For single statements, which wait behind no transaction: a save, a session, what a page asks. */
const SINGLE_POOL_SIZE = 8;
const ATTEMPTS = 6;
/** A statement that begins with this comment is parsed and planned once a connection: saving answers does. */
const PREPARED = /^\s*\/\* prepared as ([a-z-]+) \*\//;
/** So are the client's own statements, by their order of appearance: planning them took longer than doing them. */
const CLIENTS_OWN = /^(SELECT|INSERT INTO|UPDATE) "public"\./;
/** As many lists, as many texts: lists are left alone, and so is what comes after this number. */
const LIST = /IN \(\$\d+,/;
const MOST_PREPARED = 300;

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Opened = Awaited<ReturnType<Adapter["startTransaction"]>>;

/**
 * Prisma asks for all relations of a record at once, also within a transaction. Its one connection answers one question
 * at a time, and `pg` will take no further ones meanwhile: here they wait for their turn.
 */
class InTurn extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => inTurn(await start(isolation));
    return adapter;
  }
}

function inTurn(opened: Opened): Opened {
  let last: Promise<unknown> = Promise.resolve();
  const waiting =
    <Q, A>(ask: (query: Q) => Promise<A>) =>
    (query: Q): Promise<A> => {
      const answer = last.then(() => ask(query));
      // Who asked hears of a failure; whoever waits only waits.
      last = answer.catch(() => undefined);
      return answer;
    };
  opened.queryRaw = waiting(opened.queryRaw.bind(opened));
  opened.executeRaw = waiting(opened.executeRaw.bind(opened));
  return opened;
}

type Shared = { pool: pg.Pool; singles: pg.Pool; client: PrismaClient };

function poolOf(max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: env().databaseUrl, max });
  // A connection that breaks while idle is replaced by the pool; whoever asks over a broken one is told.
  pool.on("error", () => {});
  return pool;
}

function connect(): Shared {
  const pool = poolOf(POOL_SIZE);
  const adapter = new InTurn(pool, { statementNameGenerator: statementNames() });
  // Two thousand who begin in one moment wait for their turn; turned away, they would knock again at once.
  const transactionOptions = { maxWait: 120_000, timeout: 60_000 };
  return {
    pool,
    singles: poolOf(SINGLE_POOL_SIZE),
    client: new PrismaClient({ adapter, transactionOptions }),
  };
}

/** Answers the name under which a connection keeps a statement; empty: it is not kept. */
function statementNames(): (statement: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = PREPARED.exec(sql)?.[1] ?? names.get(sql);
    if (known !== undefined) return known;
    if (names.size === MOST_PREPARED || !CLIENTS_OWN.test(sql) || LIST.test(sql)) return "";
    const name = `client-${names.size}`;
    names.set(sql, name);
    return name;
  };
}

// One client a process, also when the development server reloads this module.
const here = globalThis as typeof globalThis & { chizhengDatabase?: Shared };
const shared = (): Shared => {
  here.chizhengDatabase ??= connect();
  return here.chizhengDatabase;
};

export const prisma: PrismaClient = new Proxy({} as PrismaClient, {
  get(_, property) {
    const { client } = shared();
    const value = Reflect.get(client, property);
    return typeof value === "function" ? value.bind(client) : value;
  },
});

export async function disconnect(): Promise<void> {
  const open = here.chizhengDatabase;
  here.chizhengDatabase = undefined;
  await open?.client.$disconnect();
  await open?.pool.end();
  await open?.singles.end();
}

/**
 * Rows of one statement that begins with `prepared as`. Outside a transaction it goes straight to a pool of its own: what
 * every request asks and what a room of six hundred sends shall not pay for the client's query engine, which costs as much
 * again. Types are those of the driver: dates, numbers and JSON arrive as such, identifiers as text.
 */
export async function rowsOf<Row>(tx: Tx, { text, values }: Statement): Promise<Row[]> {
  if (tx !== prisma) return tx.$queryRawUnsafe<Row[]>(text, ...values);
  const name = PREPARED.exec(text)?.[1];
  const { rows } = await shared().singles.query({ name, text, values: [...values] });
  return rows as Row[];
}

export type Statement = { text: string; values: readonly unknown[] };

/**
 * Runs `work` in one transaction and commits what it wrote. A deadlock or a serialization failure is tried again, a
 * few times and after a random pause; everything else reaches the caller with nothing written.
 */
export async function inTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  isolation?: "RepeatableRead" | "Serializable",
  /** Milliseconds after which it is given up, for work that is known to take long. */
  timeout?: number,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // The database's own default needs no statement of its own before every transaction.
      const remembering = (tx: Tx) => {
        locked.set(tx, new Set());
        return work(tx);
      };
      return await prisma.$transaction(remembering, {
        ...(isolation ? { isolationLevel: isolation } : {}),
        ...(timeout ? { timeout } : {}),
      });
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

function isTransient(error: unknown): boolean {
  return ["P2034", "40001", "40P01"].some((code) => sqlCodes(error).includes(code));
}

/**
 * Whether a write was stopped by this constraint, index or trigger. The adapter does not map SQLSTATE 23P01 (exclusion)
 * and names the constraint in different places, so every place is read.
 */
export function violates(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false;
  const meta = (error as { meta?: unknown }).meta;
  return `${error.message} ${JSON.stringify(meta ?? {})}`.includes(constraint);
}

/** Whether what was sent holds a character that no text in the database can hold: nobody types one, only programs send it. */
export function isUnstorable(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/Code: `(22021|22P05)`/.test(error.message) ||
      ["22021", "22P05"].includes((error as { code?: string }).code ?? ""))
  );
}

/** What failed, for a log: codes alone, since messages may quote what somebody wrote. */
export function failureOf(error: unknown): string {
  const codes = [...new Set(sqlCodes(error).filter((code) => code !== ""))];
  return codes.join(" ") || (error instanceof Error ? error.name : "unknown");
}

function sqlCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const known = error as { code?: string; meta?: unknown };
  const inMeta = JSON.stringify(known.meta ?? {}).match(/\b[0-9A-Z]{5}\b/g) ?? [];
  return [known.code ?? "", ...inMeta];
}

/**
 * Does long work of many transactions unless another process is at it; answers whether it did. The lock has a connection
 * of its own, so that it holds nothing of what requests need and is let go of when the process ends in any way.
 */
export async function unlessElsewhere(
  lock: number,
  part: number,
  work: () => Promise<void>,
): Promise<boolean> {
  const holder = new pg.Client({ connectionString: env().databaseUrl });
  // Should it break, the work goes on and another process may join in: nothing is done twice by it.
  holder.on("error", () => {});
  await holder.connect();
  try {
    const { rows } = await holder.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_lock($1::int, $2::int) AS mine",
      [lock, part],
    );
    if (!rows[0]?.mine) return false;
    await work();
    return true;
  } finally {
    await holder.end();
  }
}

const TREE = 7_410_004;
const STUDY_YEAR = 7_410_035;

type LockMode = "FOR UPDATE" | "FOR NO KEY UPDATE" | "FOR SHARE";

/** Rows that the transactions now running have locked. */
const locked = new WeakMap<Tx, Set<string>>();

/** Back to a savepoint of this transaction. Locks taken since are gone with it, so that whoever needs one asks again. */
export async function rollBackTo(
  tx: Tx,
  savepoint:
    | "closing"
    | "roster"
    | "roster_row"
    | "entering"
    | "unit_change"
    | "exchange"
    | "clearance"
    | "asking"
    | "releasing",
): Promise<void> {
  await tx.$executeRawUnsafe(`ROLLBACK TO SAVEPOINT ${savepoint}`);
  locked.get(tx)?.clear();
}

/** Locks rows of one table in id order, so that two callers never wait for each other crosswise. */
async function lock(
  tx: Tx,
  table:
    | "account"
    | "person"
    | "unit"
    | "application"
    | "study_record"
    | "study_plan"
    | "study_session"
    | "study_make_up"
    | "supervision_notice"
    | "study_freeze"
    | "study_relief"
    | "law_statement"
    | "must_know_list"
    | "exam"
    | "roster_import"
    | "study_import"
    | "clearance_case",
  ids: string[],
  mode: LockMode,
) {
  // A transaction keeps what it has locked: the next verb that asks for the same in it need not ask the database.
  const held = locked.get(tx);
  const nameOf = (id: string) => `${table} ${id} ${mode}`;
  const ordered = [...new Set(ids)].filter((id) => !held?.has(nameOf(id))).sort();
  if (ordered.length === 0) return;
  const name = `lock-${table}-${mode}`.toLowerCase().replace(/[ _]/g, "-");
  const rows = Prisma.sql`/* prepared as ${Prisma.raw(name)} */
    SELECT 1 FROM ${Prisma.raw(`"${table}"`)} WHERE id = ANY(${ordered}::uuid[]) ORDER BY id ${Prisma.raw(mode)}`;
  await rowsOf(tx, rows);
  for (const id of ordered) held?.add(nameOf(id));
}

/** The gate lock: taken before a person's gate facts are read to decide, or changed. Held until the transaction ends. */
export const lockPeople = (tx: Tx, ...personIds: string[]) =>
  lock(tx, "person", personIds, "FOR NO KEY UPDATE");
/** The whole row, by who merges records: it also holds off everyone who is about to write something that refers to one. */
export const lockPeopleToMerge = (tx: Tx, ...personIds: string[]) =>
  lock(tx, "person", personIds, "FOR UPDATE");
/** Taken, after any person's lock, by who gives or takes the powers of an account. */
export const lockAccounts = (tx: Tx, ...accountIds: string[]) =>
  lock(tx, "account", accountIds, "FOR NO KEY UPDATE");
/** Shared, to rely on a unit-wide fact. Taken before the person's lock. */
export const lockUnitToRead = (tx: Tx, ...unitIds: string[]) => lock(tx, "unit", unitIds, "FOR SHARE");
/** Taken first of all by who changes the shape of the tree: a path speaks of every unit above. Held until the transaction ends. */
export const lockTree = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(${TREE})`;
/** Exclusive, to change a unit-wide fact. Taken before any person's lock. */
export const lockUnitToChange = (tx: Tx, ...unitIds: string[]) =>
  lock(tx, "unit", unitIds, "FOR NO KEY UPDATE");
export const lockApplication = (tx: Tx, id: string) => lock(tx, "application", [id], "FOR NO KEY UPDATE");
export const lockStudyRecords = (tx: Tx, ...ids: string[]) =>
  lock(tx, "study_record", ids, "FOR NO KEY UPDATE");
export const lockPlan = (tx: Tx, id: string) => lock(tx, "study_plan", [id], "FOR NO KEY UPDATE");
/** Taken before any person's lock. */
export const lockStudySession = (tx: Tx, id: string) => lock(tx, "study_session", [id], "FOR NO KEY UPDATE");
/** Shared, by who adds to its attendance: two may sign in at once, nobody while it is closed. */
export const lockStudySessionToAttend = (tx: Tx, id: string) => lock(tx, "study_session", [id], "FOR SHARE");
export const lockStudyMakeUp = (tx: Tx, id: string) => lock(tx, "study_make_up", [id], "FOR NO KEY UPDATE");
/** Every version of it: taken by who writes a course or decides on it. */
export const lockCourse = (tx: Tx, courseId: string) =>
  tx.$executeRaw`SELECT 1 FROM course_version WHERE course_id = ${courseId}::uuid ORDER BY id FOR NO KEY UPDATE`;
export const lockNotice = (tx: Tx, id: string) => lock(tx, "supervision_notice", [id], "FOR NO KEY UPDATE");

export const lockFreeze = (tx: Tx, id: string) => lock(tx, "study_freeze", [id], "FOR NO KEY UPDATE");
export const lockRelief = (tx: Tx, id: string) => lock(tx, "study_relief", [id], "FOR NO KEY UPDATE");
export const lockStatement = (tx: Tx, id: string) => lock(tx, "law_statement", [id], "FOR NO KEY UPDATE");
export const lockMustKnow = (tx: Tx, id: string) => lock(tx, "must_know_list", [id], "FOR NO KEY UPDATE");
/** Shared by whoever changes the ledger of a year, as the table's own trigger does; held until the transaction ends. */
export async function shareStudyYears(tx: Tx, years: readonly number[]): Promise<void> {
  for (const year of [...new Set(years)].sort())
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${STUDY_YEAR}::int, ${year}::int)`;
}
/** Alone: nobody changes the ledger of the year until the transaction ends, and who did is waited for. */
export const lockStudyYear = (tx: Tx, year: number) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(${STUDY_YEAR}::int, ${year}::int)`;
export const lockExam = (tx: Tx, id: string) => lock(tx, "exam", [id], "FOR NO KEY UPDATE");
/** Shared, by whoever begins it: thousands may at once, nobody while it is released. */
export const lockExamToBegin = (tx: Tx, id: string) => lock(tx, "exam", [id], "FOR SHARE");
export const lockRosterImport = (tx: Tx, id: string) => lock(tx, "roster_import", [id], "FOR NO KEY UPDATE");
/** Taken after the person's lock. */
export const lockClearance = (tx: Tx, id: string) => lock(tx, "clearance_case", [id], "FOR NO KEY UPDATE");
export const lockStudyImport = (tx: Tx, id: string) => lock(tx, "study_import", [id], "FOR NO KEY UPDATE");

import { openBenchDatabase } from "./bench-database.ts";
import { type Certified, loadRegister } from "./register.ts";
import { rosterRows } from "./roster-rows.ts";
import { storeStandings } from "./stored-standings.ts";

export type PeopleScene = {
  cookies: { root: string; officer: string };
  fullName: string;
  leafId: string;
  personId: string;
  /** Statements the app sends to the database while `work` runs. */
  countStatements(work: () => Promise<void>): Promise<number>;
  /** A roster of so many new people, as the pages and the job take it in: milliseconds of each step. */
  importRoster(rows: number): Promise<{ page: string; p95: number }[]>;
  close(): Promise<void>;
};

const BUREAUS = 15;
const TEAMS_EACH = 19;

/** A register of that many people in a database of its own, with two accounts signed in: the whole district and one unit. */
export async function buildRegister(
  dataFolder: string,
  people: number,
  certified: Certified = "some",
): Promise<PeopleScene> {
  const bench = await openBenchDatabase(dataFolder);
  const { superuser } = bench;
  const { inTransaction } = await import("../../app/db.server.ts");
  const { createUnit } = await import("../../app/organisation/organisation.server.ts");
  const { createPosition } = await import("../../app/positions/positions.server.ts");
  const { loadPacks } = await import("../../app/rulebook/packs.server.ts");
  const { requestRun, runRoster } = await import("../../app/casework/roster-runs.server.ts");
  const { uploadRoster } = await import("../../app/personnel/roster-import.server.ts");
  const { writeXlsx } = await import("../../app/spreadsheet.server.ts");
  const { rosterWords } = await import("../../app/text/roster-words.ts");
  const now = new Date();
  const leafIds: string[] = [];
  const posts = new Map<string, string>();
  const rootId = await inTransaction(async (tx) => {
    await loadPacks(tx, null, now);
    const unit = (
      code: string,
      name: string,
      kind: "jurisdiction" | "enforcement-bureau",
      parentId: string | null,
    ) => createUnit(tx, { code, parentId, name, shortName: name, kind, fromOn: "2015-01-01" }, null, now);
    const root = await unit("bench", "测试区", "jurisdiction", null);
    for (let bureau = 1; bureau <= BUREAUS; bureau += 1) {
      const bureauId = await unit(`b${bureau}`, `第${bureau}局`, "enforcement-bureau", root);
      for (let team = 1; team <= TEAMS_EACH; team += 1) {
        const name = `第${bureau}局${team}大队`;
        const leafId = await unit(`b${bureau}t${team}`, name, "enforcement-bureau", bureauId);
        leafIds.push(leafId);
        const post = { unitId: leafId, title: "执法岗", family: "enforcement" as const, field: null };
        posts.set(leafId, await createPosition(tx, post, null, now));
      }
    }
    return root;
  });
  const root = await bench.signIn("personnel-department", rootId);
  const officer = await bench.signIn("unit-personnel-officer", leafIds[0]!);
  const actorId = officer.accountId;
  const cookies = { root: root.cookie, officer: officer.cookie };
  const { fullName } = await loadRegister(bench.superuserUrl, dataFolder, people, leafIds, posts, certified);
  await storeStandings(superuser, now);
  const someone = await superuser.query(
    "SELECT person_id FROM employment WHERE unit_id = $1 ORDER BY id LIMIT 1",
    [leafIds[0]],
  );
  // A file opens once its reader has said why.
  await superuser.query(
    `INSERT INTO file_look (id, session_id, person_id, looked_on, reason, at)
     SELECT gen_random_uuid(), id, $1, (now() AT TIME ZONE 'Asia/Shanghai')::date, 'casework', now() FROM session`,
    [someone.rows[0].person_id],
  );
  return {
    cookies,
    fullName,
    leafId: leafIds[0]!,
    personId: someone.rows[0].person_id,
    countStatements: bench.countStatements,
    async importRoster(rows) {
      const upload = await timed(async () => {
        const sheet = { name: "roster", rows: rosterOf(rows) };
        const file = {
          unitId: rootId,
          fileName: "roster.xlsx",
          bytes: await writeXlsx([sheet]),
          words: rosterWords,
        };
        const kept = await inTransaction((tx) => uploadRoster(tx, file, actorId, now), undefined, 600_000);
        if (!kept.ok) throw new Error(kept.refusals.map(({ code }) => code).join());
        return kept.importId;
      });
      const taken = await timed(async () => {
        const run = { importId: upload.value, mode: "all" as const };
        const { runId } = await inTransaction((tx) => requestRun(tx, run, actorId, now));
        const refusals = await runRoster(runId, rosterWords, () => new Date());
        if (refusals.length > 0) throw new Error(refusals.map(({ code }) => code).join());
      });
      const said = `a roster of ${rows.toLocaleString("en")}`;
      return [
        { page: `${said} uploaded and checked`, p95: upload.ms },
        { page: `${said} taken in`, p95: taken.ms },
      ];
    },
    close: bench.close,
  };
}

/** Numbers far beyond those of the largest register, for two of its units. */
function* rosterOf(rows: number): Generator<string[]> {
  const [headers = [], ...people] = rosterRows({ rows, first: 2_000_000, duties: false });
  const unit = headers.indexOf("单位");
  yield headers;
  for (const [n, person] of people.entries()) yield person.with(unit, `第1局${1 + (n % 2)}大队`);
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now();
  const value = await work();
  return { value, ms: performance.now() - began };
}

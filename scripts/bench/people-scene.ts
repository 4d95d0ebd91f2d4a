import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { fictitiousIdentityNumber } from "../../app/personnel/identity-number.ts";
import { startCluster } from "../../prisma/cluster.ts";
import { migrate } from "../../prisma/migrate.ts";
import { loadRegister } from "./register.ts";

export type PeopleScene = {
  cookies: { root: string; officer: string };
  fullName: string;
  leafId: string;
  personId: string;
  /** Statements the app sends to the database while `work` runs. */
  countStatements(work: () => Promise<void>): Promise<number>;
  enter(people: number): Promise<{ p95: number }>;
  close(): Promise<void>;
};

const BUREAUS = 15;
const TEAMS_EACH = 19;

/** A register of that many people in a database of its own, with two accounts signed in: the whole district and one unit. */
export async function buildRegister(dataFolder: string, people: number): Promise<PeopleScene> {
  const cluster = await startCluster({ dataFolder });
  await migrate({
    ownerUrl: cluster.ownerUrl(),
    appRole: decodeURIComponent(new URL(cluster.appUrl()).username),
  });
  process.env.DATABASE_URL = cluster.appUrl();
  process.env.CHIZHENG_DATA = dataFolder;
  process.env.CHIZHENG_MODE = "demo";
  const { disconnect, inTransaction } = await import("../../app/db.server.ts");
  await disconnect();
  const { createUnit } = await import("../../app/organisation/organisation.server.ts");
  const { createPosition } = await import("../../app/positions/positions.server.ts");
  const { loadPacks } = await import("../../app/rulebook/packs.server.ts");
  const { openSession } = await import("../../app/access/session.server.ts");
  const { registerPerson } = await import("../../app/personnel/person.server.ts");
  const { recordEmployment } = await import("../../app/personnel/employment.server.ts");
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
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl() });
  await superuser.connect();
  const account = async (role: string, unitId: string) => {
    const id = randomUUID();
    await superuser.query(
      "INSERT INTO account (id, login_name, display_name, created_at) VALUES ($1, $2, $2, now())",
      [id, `${role}-${unitId}`],
    );
    await superuser.query(
      "INSERT INTO role_grant (id, account_id, role, unit_id, granted_at) VALUES (gen_random_uuid(), $1, $2, $3, now())",
      [id, role, unitId],
    );
    return (await inTransaction((tx) => openSession(tx, { id }, "bench", now))).split(";")[0]!;
  };
  const cookies = {
    root: await account("personnel-department", rootId),
    officer: await account("unit-personnel-officer", leafIds[0]!),
  };
  const { fullName } = await loadRegister(cluster.superuserUrl(), dataFolder, people, leafIds, posts);
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
  const log = path.join(dataFolder, "postgres.log");
  const logged = async (on: boolean) => {
    await superuser.query(`ALTER SYSTEM SET log_min_duration_statement = ${on ? 0 : -1}`);
    await superuser.query("SELECT pg_reload_conf()");
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
  return {
    cookies,
    fullName,
    leafId: leafIds[0]!,
    personId: someone.rows[0].person_id,
    async countStatements(work) {
      await logged(true);
      const from = fs.statSync(log).size;
      await work();
      const written = fs.readFileSync(log).subarray(from).toString("utf8");
      await logged(false);
      return written.match(/ ms {2}execute /g)?.length ?? 0;
    },
    async enter(count) {
      const began = performance.now();
      for (let n = 0; n < count; n += 100)
        await inTransaction(async (tx) => {
          for (let row = n; row < n + 100; row += 1) {
            const number = fictitiousIdentityNumber(
              row % 499,
              row < 499 ? "1950-01-01" : row < 998 ? "1950-01-02" : "1950-01-03",
              "female",
            );
            const answer = await registerPerson(
              tx,
              { name: "新来者", identityNumber: number, origin: "roster" },
              null,
              now,
            );
            if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
            const job = {
              personId: answer.personId,
              unitId: leafIds[1]!,
              relation: "home",
              identity: "civil-servant",
              status: "in-post",
              title: null,
              fromOn: "2026-01-01",
            } as const;
            await recordEmployment(tx, job, null, now);
          }
        });
      return { p95: performance.now() - began };
    },
    async close() {
      await superuser.end();
      await disconnect();
      await cluster.stop();
    },
  };
}

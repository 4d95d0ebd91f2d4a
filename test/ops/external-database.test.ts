import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { createDatabase, dropDatabase } from "../../prisma/cluster.ts";
import { openDatabase } from "../../prisma/database.ts";
import { loadDemoDistrict, refuseDemoAccounts } from "../../prisma/demo-load.ts";

// DATABASE_URL: a PostgreSQL that is not ours is looked at before it is touched.

const superuserUrl = inject("superuserUrl");
const suffix = randomBytes(6).toString("hex");
const good = `external_${suffix}`;
const ascii = `ascii_${suffix}`;
const before = { ...process.env };

async function asSuperuser(sql: string) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const open = (app: string, owner: string) => {
  process.env.DATABASE_URL = app;
  process.env.MIGRATION_DATABASE_URL = owner;
  return openDatabase(() => {});
};
const app = (name: string) => inject("appUrl").replace("DATABASE", name);
const owner = (name: string) => inject("ownerUrl").replace("DATABASE", name);

beforeAll(async () => {
  await createDatabase(superuserUrl, good);
  await asSuperuser(
    `CREATE DATABASE ${ascii} ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0 OWNER chizheng_owner`,
  );
});
afterEach(() => {
  process.env = { ...before };
});
afterAll(async () => {
  await dropDatabase(superuserUrl, good);
  await dropDatabase(superuserUrl, ascii);
});

test("a suitable one is migrated, the app is told of it and forgets the owner", async () => {
  const database = await open(app(good), owner(good));
  expect(database.applied.length).toBeGreaterThan(0);
  expect(process.env.DATABASE_URL).toBe(app(good));
  expect(process.env.MIGRATION_DATABASE_URL).toBeUndefined();
  await database.close();
});

test("one that is not UTF-8 is refused by the variable's name", async () => {
  await expect(open(app(ascii), owner(ascii))).rejects.toThrow(/^DATABASE_URL names a database in SQL_ASCII/);
});

test("one that does not answer is refused by the variable's name, without its password", async () => {
  const nowhere = "postgresql://app:hunter2@127.0.0.1:1/x";
  const said = await open(nowhere, owner(good)).catch((error: Error) => error.message);
  expect(said).toMatch(/^DATABASE_URL cannot be reached: .*ECONNREFUSED/);
  expect(said).not.toContain("hunter2");
});

test("a production server refuses demo accounts; a demo is not loaded over people", async () => {
  const database = await open(app(good), owner(good));
  await refuseDemoAccounts(database.ownerUrl);
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(
    "INSERT INTO account (id, login_name, display_name, is_demo) VALUES (gen_random_uuid(), 'demo', '示例', true)",
  );
  await client.end();
  await expect(refuseDemoAccounts(database.ownerUrl)).rejects.toThrow(/holds 1 demo accounts/);
  expect(await loadDemoDistrict(database, () => {})).toBe(false);
  await database.close();
});

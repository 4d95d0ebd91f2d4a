import { expect, test } from "vitest";
import { prisma } from "~/db.server";
import { useDatabase } from "../support/database.ts";

const database = await useDatabase();

test("the app signs in as the lesser role, in UTF-8", async () => {
  const rows = await prisma.$queryRaw<{ role: string; super: boolean; encoding: string }[]>`
    SELECT current_user AS role, usesuper AS super, current_setting('server_encoding') AS encoding
    FROM pg_user WHERE usename = current_user`;
  expect(rows).toEqual([{ role: "chizheng_app", super: false, encoding: "UTF8" }]);
});

test("the app cannot change the tables, nor take back what was written", async () => {
  await expect(prisma.$executeRaw`ALTER TABLE person ADD COLUMN extra text`).rejects.toThrow(/must be owner/);
  await expect(prisma.$executeRaw`DELETE FROM audit_event`).rejects.toThrow(/permission denied/);
  await expect(prisma.$executeRaw`UPDATE audit_event SET event = 'x'`).rejects.toThrow(
    /permission denied|column/,
  );
});

test("Chinese names sort by pinyin", async () => {
  const rows = await database.ownerQuery<{ name: string }>(
    `SELECT name FROM (VALUES ('张伟'), ('安然'), ('李娜')) AS people(name) ORDER BY name COLLATE "zh-x-icu"`,
  );
  expect(rows.map((row) => row.name)).toEqual(["安然", "李娜", "张伟"]);
});

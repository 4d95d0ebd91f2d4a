import { expect, it } from "vitest";
import { disconnect, keptWhileConnected, prisma } from "~/db.server";
import { useDatabase } from "../support/database";

const { ownerQuery } = await useDatabase();

it("forgets what it remembered of a database with the connection, and connects again when asked", async () => {
  const memory = keptWhileConnected<string, string>();
  const [before] = await prisma.$queryRaw<{ name: string }[]>`SELECT current_database()::text AS name`;
  memory.set("name", before!.name);
  expect(memory.get("name")).toBe(
    (await ownerQuery<{ name: string }>("SELECT current_database() AS name"))[0]!.name,
  );

  await disconnect();

  expect(memory.size).toBe(0);
  const [again] = await prisma.$queryRaw<{ name: string }[]>`SELECT current_database()::text AS name`;
  expect(again).toEqual(before);
});

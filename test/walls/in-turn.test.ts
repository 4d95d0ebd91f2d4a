import { expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { useDatabase } from "../support/database";

await useDatabase();

it("asks the connection of a transaction one thing at a time", async () => {
  const warnings: string[] = [];
  process.on("warning", ({ message }) => warnings.push(message));
  const id = newId();
  await prisma.person.create({ data: { id, createdAt: new Date() } });
  const person = await inTransaction((tx) =>
    tx.person.findUniqueOrThrow({
      where: { id },
      include: { names: true, employments: true, sanctions: true, legalDuties: true, attempts: true },
    }),
  );
  expect(person).toMatchObject({ id, names: [], attempts: [] });
  await expect(
    inTransaction((tx) => Promise.all([tx.$queryRaw`SELECT 1 / 0`, tx.person.count()])),
  ).rejects.toThrow("division by zero");
  await new Promise(setImmediate);
  expect(warnings.filter((message) => message.includes("already executing"))).toEqual([]);
});

import pg from "pg";
import { afterAll, beforeEach, expect, it } from "vitest";
import { inTransaction, lockPeople, lockPeopleToMerge, prisma, rollBackTo, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const other = new pg.Pool({ connectionString: database.appUrl, max: 2 });
afterAll(() => other.end());

let person: string;
beforeEach(async () => {
  person = newId();
  await prisma.person.create({ data: { id: person, createdAt: new Date() } });
});

/** Whether somebody else would have to wait for a lock of this strength. */
const isHeld = (strength: string) =>
  other.query(`SELECT 1 FROM person WHERE id = $1 ${strength} NOWAIT`, [person]).then(
    () => false,
    (error: { code?: string }) => error.code === "55P03",
  );

it("is held once however often it is asked for, and by every transaction anew", async () => {
  const twice = async (tx: Tx) => {
    await lockPeople(tx, person);
    await lockPeople(tx, person, person);
    return [await isHeld("FOR NO KEY UPDATE"), await isHeld("FOR KEY SHARE")];
  };
  expect(await inTransaction(twice)).toEqual([true, false]);
  expect(await isHeld("FOR UPDATE")).toBe(false);
  expect(await inTransaction(twice)).toEqual([true, false]);
});

it("grows stronger where more is asked for", async () => {
  await inTransaction(async (tx) => {
    await lockPeople(tx, person);
    await lockPeopleToMerge(tx, person);
    expect(await isHeld("FOR KEY SHARE")).toBe(true);
  });
});

it("takes what is new beside what is held already", async () => {
  const first = person;
  const second = newId();
  await prisma.person.create({ data: { id: second, createdAt: new Date() } });
  await inTransaction(async (tx) => {
    await lockPeople(tx, first);
    await lockPeople(tx, first, second);
    person = second;
    expect(await isHeld("FOR NO KEY UPDATE")).toBe(true);
  });
});

it("is asked for again after a way back to a savepoint before it, which let go of it", async () => {
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SAVEPOINT roster`;
    await lockPeople(tx, person);
    await rollBackTo(tx, "roster");
    expect(await isHeld("FOR NO KEY UPDATE")).toBe(false);
    await lockPeople(tx, person);
    expect(await isHeld("FOR NO KEY UPDATE")).toBe(true);
  });
});

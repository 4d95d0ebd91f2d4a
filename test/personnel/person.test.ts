import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import {
  correctIdentityNumber,
  maskedNumbers,
  registerPerson,
  renamePerson,
  showIdentityNumber,
} from "~/personnel/person.server";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

const database = await useDatabase();
const now = new Date("2026-02-01T02:00:00Z");

const register = (name: string, identityNumber: string) =>
  inTransaction((tx) => registerPerson(tx, { name, identityNumber, origin: "form" }, null, now));
const codes = (answer: { ok: boolean; refusals?: { code: string }[] }) =>
  answer.refusals?.map((refusal) => refusal.code);

beforeAll(async () => {
  await smallDistrict();
});

describe("one identity number, one person", () => {
  it("stays so when twenty create it at once", async () => {
    const number = fictitiousIdentityNumber(301, "1988-08-08", "male");
    const answers = await Promise.all(Array.from({ length: 20 }, () => register("顾长青", number)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(answers.map((answer) => answer.ok && answer.personId)).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && answer.created)).toHaveLength(1);
    const [{ people }] = (await database.ownerQuery<{ people: number }>(
      "SELECT count(*)::int AS people FROM person p WHERE NOT EXISTS (SELECT 1 FROM identity_number i WHERE i.person_id = p.id)",
    )) as [{ people: number }];
    expect(people).toBe(0);
  });

  it("stays so when twenty create it under different names", async () => {
    const number = fictitiousIdentityNumber(302, "1988-08-08", "male");
    const names = ["姜堃", "姜坤", "姜昆", "姜锟"];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => register(names[index % 4] as string, number)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
    for (const answer of answers.filter((one) => !one.ok))
      expect(codes(answer)).toEqual(["person.exists-under-another-name"]);
  });

  // E.2 scenario 19. The numbers are made here, so that none stands in the file.
  const full = fictitiousIdentityNumber(7, "1967-05-12", "male");
  const old = full.slice(0, 6) + full.slice(8, 17);
  const wide = [...full].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join("");
  const endingX = numberEndingX();

  it.each([
    ["15 digits of the old form", full, old],
    ["full-width digits", full, wide],
    ["a trailing blank", full, `${full} `],
    [
      "blanks within and a no-break space",
      full,
      `${full.slice(0, 6)} ${full.slice(6, 14)}\u00a0${full.slice(14)}`,
    ],
    ["a lower-case x", endingX, endingX.toLowerCase()],
  ])("is the same with %s", async (_, number, typed) => {
    const first = await register("欧阳明月", number);
    const second = await register("欧阳明月", typed);
    expect(first.ok && second.ok && second.personId === first.personId && !second.created).toBe(true);
  });

  it("under a slightly different name is refused with a masked hint, not doubled", async () => {
    const before = await prisma.person.count();
    const answer = await register("欧阳明悦", wide);
    expect(answer).toMatchObject({
      ok: false,
      refusals: [{ code: "person.exists-under-another-name", facts: { hint: "欧***" } }],
    });
    expect(await prisma.person.count()).toBe(before);
  });

  it("gives every reason at once", async () => {
    expect(codes(await register("3", "12"))).toEqual([
      "name.too-short",
      "name.characters",
      "identity-number.length",
    ]);
  });

  it("keeps no number in plain anywhere", async () => {
    const [row] = await database.ownerQuery<{ found: boolean }>(
      "SELECT bool_or(cipher::text LIKE '%' || encode($1::bytea, 'hex') || '%') AS found FROM identity_number",
      [Buffer.from(full)],
    );
    expect(row?.found).toBe(false);
    const [events] = await database.ownerQuery<{ found: number }>(
      "SELECT count(*)::int AS found FROM audit_event WHERE data::text ~ '[0-9]{15}'",
    );
    expect(events?.found).toBe(0);
  });
});

describe("a number shown or put right", () => {
  it("is masked in lists and logged when shown whole", async () => {
    const number = fictitiousIdentityNumber(11, "1979-03-03", "female");
    const answer = await register("林佩文", number);
    if (!answer.ok) throw new Error("refused");
    const masked = (await maskedNumbers(prisma, [answer.personId])).get(answer.personId);
    expect(masked === `${number.slice(0, 6)}********${number.slice(-4)}`).toBe(true);
    const shown = await inTransaction((tx) =>
      showIdentityNumber(tx, { personId: answer.personId, reason: "investigation" }, null, now),
    );
    expect(shown === number).toBe(true);
    const events = await prisma.auditEvent.findMany({
      where: { personId: answer.personId, type: "person.identity-number-shown" },
    });
    expect(events.map((event) => event.data)).toEqual([{ reason: "investigation" }]);
  });

  it("can be corrected with evidence; both stay, the new one is found", async () => {
    const personId = await someone("谭立秋");
    const right = fictitiousIdentityNumber(12, "1979-03-03", "female");
    const correct = (identityNumber: string) =>
      inTransaction((tx) =>
        correctIdentityNumber(tx, { personId, identityNumber, evidence: "户口簿复印件" }, null, now),
      );
    expect(await correct(right)).toEqual({ ok: true });
    expect(await correct(right)).toEqual({ ok: true });
    expect(await prisma.identityNumber.count({ where: { personId } })).toBe(2);
    expect(await register("谭立秋", right)).toMatchObject({ ok: true, personId, created: false });
  });

  it("is not given to a second person by a correction", async () => {
    const taken = fictitiousIdentityNumber(13, "1979-03-03", "female");
    await register("蔡永康", taken);
    const personId = await someone("罗建军");
    const answer = await inTransaction((tx) =>
      correctIdentityNumber(tx, { personId, identityNumber: taken, evidence: "无" }, null, now),
    );
    expect(codes(answer)).toEqual(["person.number-of-another"]);
  });
});

describe("a change of name", () => {
  it("holds from its day and keeps the former name", async () => {
    const personId = await someone("何秀芬");
    const rename = () =>
      inTransaction((tx) => renamePerson(tx, { personId, name: "何秀𬭚", fromOn: "2026-05-01" }, null, now));
    expect((await rename()).ok).toBe(true);
    expect((await rename()).ok).toBe(true);
    const names = await prisma.personName.findMany({
      where: { personId, supersededAt: null },
      orderBy: { fromOn: "asc" },
    });
    expect(names.map((row) => row.name)).toEqual(["何秀芬", "何秀𬭚"]);
  });
});

function numberEndingX(): string {
  for (let index = 0; index < 499; index += 1) {
    const number = fictitiousIdentityNumber(index, "1990-02-03", "male");
    if (number.endsWith("X")) return number;
  }
  throw new Error("No such number");
}

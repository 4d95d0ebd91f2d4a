import { expect, it } from "vitest";
import { closeUnit } from "~/casework/unit-closing.server";
import { inTransaction, prisma } from "~/db.server";
import { createUnit, recordEnforcementBody } from "~/organisation/organisation.server";
import { bodyAt, findUnit } from "~/organisation/units.server";
import { endEmployment, recordEmployment } from "~/personnel/employment.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { createPosition } from "~/positions/positions.server";
import { refusalsOf } from "~/verdict";
import { useDatabase } from "../support/database";

await useDatabase();
const actor = "01890000-0000-7000-8000-000000000001";
const now = new Date("2026-01-05T02:00:00Z");

it("a unit is dissolved when nothing rests on it any more, and everything that does is named at once", async () => {
  const unitId = await inTransaction(async (tx) => {
    const place = { shortName: "局", fromOn: "2020-01-01" } as const;
    const parentId = await createUnit(
      tx,
      { ...place, code: "linhu", parentId: null, name: "临湖区", kind: "jurisdiction" },
      null,
      now,
    );
    const unit = { ...place, code: "culture", parentId, name: "文化局", kind: "enforcement-bureau" } as const;
    const unitId = await createUnit(tx, unit, null, now);
    const body = { unitId, basis: "statutory" as const, fields: ["culture"], document: "三定方案" };
    await recordEnforcementBody(tx, { ...body, publishedOn: null, fromOn: "2020-01-01" }, null, now);
    return unitId;
  });
  const close = (toOn: "2026-06-01" | "2026-07-01") =>
    inTransaction((tx) => closeUnit(tx, { unitId, toOn }, actor, now));
  const personId = await inTransaction(async (tx) => {
    const identityNumber = fictitiousIdentityNumber(31, "1990-05-05", "female");
    const person = await registerPerson(tx, { name: "柳如是", identityNumber, origin: "form" }, actor, now);
    if (!person.ok) throw new Error();
    const { personId } = person;
    const job = { personId, unitId, relation: "home", identity: "civil-servant", title: null } as const;
    await recordEmployment(tx, { ...job, status: "in-post", fromOn: "2021-01-01" }, actor, now);
    await createPosition(
      tx,
      { unitId, title: "文化执法岗", family: "enforcement", field: "culture" },
      actor,
      now,
    );
    return personId;
  });

  const refused = await close("2026-06-01");
  expect(refusalsOf(refused).map(({ code, facts }) => [code, facts])).toEqual([
    ["unit.has-people", { people: 1 }],
    ["unit.has-posts", { posts: 1 }],
  ]);
  expect(await findUnit(prisma, unitId, "2026-06-01")).not.toBeNull();

  await inTransaction((tx) =>
    endEmployment(tx, { personId, relation: "home", toOn: "2026-05-20", status: "resigned" }, actor, now),
  );
  await prisma.position.updateMany({
    where: { unitId },
    data: { abolishedOn: new Date("2026-05-20T00:00:00Z") },
  });
  await inTransaction((tx) => {
    const job = { personId, unitId, relation: "home", identity: "civil-servant", title: null } as const;
    return recordEmployment(tx, { ...job, status: "in-post", fromOn: "2026-09-01" }, actor, now);
  });
  expect(refusalsOf(await close("2026-06-01")).map(({ code }) => code)).toEqual(["unit.has-people"]);
  await inTransaction((tx) =>
    endEmployment(tx, { personId, relation: "home", toOn: "2026-09-01", status: "resigned" }, actor, now),
  );
  expect(await close("2026-06-01")).toEqual({ ok: true });
  expect(await findUnit(prisma, unitId, "2026-06-01")).toBeNull();
  expect(await bodyAt(prisma, unitId, { trueOn: "2026-05-31" })).not.toBeNull();
  expect(await bodyAt(prisma, unitId, { trueOn: "2026-06-01" })).toBeNull();
  expect(refusalsOf(await close("2026-07-01")).map(({ code }) => code)).toEqual(["unit.not-in-force"]);
});

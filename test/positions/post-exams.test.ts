import { beforeAll, describe, expect, it } from "vitest";
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { endAssignment, recordInheritedAssignment } from "~/positions/assignments.server";
import type { Position } from "~/positions/position";
import { createPosition, findPosition } from "~/positions/positions.server";
import { requireExamsOfPost } from "~/positions/post-exams.server";
import { EARLY, examHall, type Hall, holdsSpecial, OPENS, officer } from "../exams/exam-hall";
import { account } from "../study/study-district";
import { useDatabase } from "../support/database";

// A post asks its people for the exams without which nobody gets its certificate.

await useDatabase();
let hall: Hall;
let by: string;
beforeAll(async () => {
  hall = await examHall();
  by = await account("exam-office");
});

const TODAY = chinaDateOf(OPENS);
const DUE = addDays(TODAY, 60);
const DAY_BEFORE = addDays(TODAY, -1);

type NewPost = Partial<Pick<Position, "family" | "field">>;
async function post({ family = "enforcement", field = "urban-management" }: NewPost = {}): Promise<Position> {
  return inTransaction(async (tx) => {
    const id = await createPosition(tx, { unitId: hall.urban, title: "巡查岗", family, field }, null, EARLY);
    return (await findPosition(tx, id))!;
  });
}
const found = ({ positionId }: Position, personId: string) =>
  inTransaction((tx) =>
    recordInheritedAssignment(tx, { personId, positionId, fromOn: "2022-01-01", toOn: null }, null, OPENS),
  );
const ask = (position: Position, dueOn: DateOn = DUE) =>
  inTransaction((tx) => requireExamsOfPost(tx, position, { dueOn, on: TODAY }, by, OPENS));
const askedOf = async (personId: string) =>
  (
    await prisma.examRequirement.findMany({ where: { personId }, orderBy: [{ part: "asc" }, { id: "asc" }] })
  ).map(({ part, field, state, source }) => [part, field, state, source].join(" "));

describe("a post of enforcement", () => {
  it("requires both parts of who lacks them, one of who has the other, and says why of none of who may never enforce", async () => {
    const position = await post();
    const [lacksBoth, hasSpecial, onContract] = [
      await officer(hall.urban),
      await officer(hall.urban),
      await officer(hall.urban, "contract"),
    ];
    await holdsSpecial(hasSpecial);
    for (const personId of [lacksBoth, hasSpecial, onContract]) await found(position, personId);
    const answer = await ask(position);
    expect(answer).toMatchObject({ ok: true, met: [], already: [] });
    if (!answer.ok) return;
    expect(answer.required.sort()).toEqual([lacksBoth, hasSpecial].sort());
    expect(
      answer.refused.map(({ personId, refusals }) => [personId, refusals.map(({ code }) => code)]),
    ).toEqual([[onContract, ["identity.excluded"]]]);
    expect(await askedOf(lacksBoth)).toEqual(["general  owed post", "special urban-management owed post"]);
    expect(await askedOf(hasSpecial)).toEqual(["general  owed post", "special urban-management met post"]);
    expect(await askedOf(onContract)).toEqual([]);
    expect(await ask(position)).toMatchObject({ ok: true, required: [], already: expect.any(Array) });
    expect(await askedOf(lacksBoth)).toHaveLength(2);
  });

  it("of any field requires the general part alone", async () => {
    const position = await post({ field: null });
    const personId = await officer(hall.urban);
    await found(position, personId);
    await ask(position);
    expect(await askedOf(personId)).toEqual(["general  owed post"]);
  });

  it("asks no longer whom it has lost by then, and goes on asking who leaves later", async () => {
    const position = await post();
    const [leaves, staysOn] = [await officer(hall.urban), await officer(hall.urban)];
    const facts = [await found(position, leaves), await found(position, staysOn)];
    await ask(position);
    const { positionId } = position;
    const ends = [TODAY, addDays(DUE, 1)] as const;
    for (const [at, factId] of facts.entries())
      await inTransaction((tx) =>
        endAssignment(tx, { factId, positionId, toOn: ends[at]!, reason: "调离" }, by, OPENS),
      );
    expect(await askedOf(leaves)).toEqual([
      "general  withdrawn post",
      "special urban-management withdrawn post",
    ]);
    expect(await askedOf(staysOn)).toEqual(["general  owed post", "special urban-management owed post"]);
  });
});

describe("nothing is required", () => {
  it.each([
    ["of a vacant post", {}, 0, DUE, ["requirement.post-asks-none"]],
    [
      "of a post without enforcement",
      { family: "auxiliary" } as const,
      1,
      DUE,
      ["requirement.post-asks-none"],
    ],
    ["for a day that has passed", {}, 1, DAY_BEFORE, ["requirement.due-past"]],
    ["with all reasons at once", {}, 0, DAY_BEFORE, ["requirement.post-asks-none", "requirement.due-past"]],
  ])("%s", async (_, kind, people, dueOn, codes) => {
    const position = await post(kind);
    const personId = await officer(hall.urban);
    if (people > 0) await found(position, personId);
    const answer = await ask(position, dueOn);
    expect(answer.ok ? [] : answer.refusals.map(({ code }) => code)).toEqual(codes);
    expect(await askedOf(personId)).toEqual([]);
  });
});

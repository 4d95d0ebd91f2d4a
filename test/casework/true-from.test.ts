import { beforeAll, describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { chinaDateOf } from "~/calendar";
import { fileCompletenessOf } from "~/casework/file-completeness.server";
import { eventsOf } from "~/casework/file-events.server";
import { lacksSomething } from "~/casework/incomplete-files.server";
import { personnelFile } from "~/casework/personnel-file.server";
import { isRecordedApart, trueFrom } from "~/casework/true-from";
import { collectCertificate } from "~/certification/acts.server";
import { decideMinistryCard, fileMinistryCard } from "~/certification/ministry-cards.server";
import { inTransaction, prisma } from "~/db.server";
import { grantQualification } from "~/exams/qualification.server";
import { changeEmployment } from "~/personnel/employment.server";
import { listPeople, scopeOf } from "~/personnel/people.server";
import { recordAnnualGrade, recordSanction, recordStudyCategory } from "~/personnel/record.server";
import { recordInheritedAssignment } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { FIELD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

await useDatabase();
let scene: Scene;
const today = chinaDateOf(NOW);
const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000);

beforeAll(async () => {
  scene = await setScene();
});

describe("the day of an event", () => {
  const at = new Date("2026-11-02T02:00:00Z");
  const on = (type: string, data: unknown) => trueFrom({ type, at, data, subjectId: null }, new Map());
  it.each<[string, unknown, DateOn]>([
    ["employment.recorded", { fromOn: "2021-03-01" }, "2021-03-01"],
    ["employment.ended", { toOn: "2024-06-01" }, "2024-06-01"],
    ["assignment.ended", { toOn: "2024-06-01" }, "2024-05-31"],
    ["annual-grade.recorded", { year: 2023, grade: "competent" }, "2023-12-31"],
    ["clearance.opened", { since: "2026-01-31T16:30:00.000Z" }, "2026-02-01"],
    ["person.fact-corrected", { subject: "employment" }, "2026-11-02"],
    ["employment.recorded", null as never, "2026-11-02"],
    ["no-longer.known", { fromOn: "2021-03-01" }, "2026-11-02"],
  ])("%s %o is of %s", (type, data, expected) => {
    expect(data === null ? on("person.registered", {}) : on(type, data)).toBe(expected);
  });

  it("says when it was recorded only where that is more than a day apart", () => {
    expect(isRecordedApart("2026-11-01", at)).toBe(false);
    expect(isRecordedApart("2026-11-03", at)).toBe(false);
    expect(isRecordedApart("2026-10-31", at)).toBe(true);
    expect(isRecordedApart("2026-11-04", at)).toBe(true);
  });
});

it("tells a file as it happened, and as it was recorded when asked", async () => {
  const personId = await officer(scene.urban, { qualified: false });
  const decision = { authority: "区监委", decisionNumber: "1号", toOn: null };
  await inTransaction(async (tx) => {
    await recordAnnualGrade(tx, { personId, year: 2019, grade: "competent" }, null, minutes(1));
    await recordSanction(
      tx,
      { personId, kind: "demerit", fromOn: "2016-05-04", ...decision },
      null,
      minutes(2),
    );
    await grantQualification(
      tx,
      {
        personId,
        part: "general",
        field: null,
        origin: "imported",
        evidence: "成绩册",
        fromOn: "2018-09-01",
      },
      null,
      minutes(3),
    );
    await recordStudyCategory(
      tx,
      { personId, category: "enforcement", fromOn: "2026-12-01" },
      null,
      minutes(4),
    );
  });
  const told = async (order?: "recorded", until?: Date) => {
    const { events } = await eventsOf(prisma, personId, {
      ...{ most: 4, reader: "other", ...(order ? { order } : {}), ...(until ? { until } : {}) },
      types: [
        "annual-grade.recorded",
        "sanction.recorded",
        "qualification.granted",
        "study-category.recorded",
      ],
    });
    return events.map(({ type, trueOn }) => [type.split(".")[0], trueOn]);
  };
  expect(await told()).toEqual([
    ["study-category", "2026-12-01"],
    ["annual-grade", "2019-12-31"],
    ["qualification", "2018-09-01"],
    ["sanction", "2016-05-04"],
  ]);
  expect((await told("recorded")).map(([what]) => what)).toEqual([
    "study-category",
    "qualification",
    "sanction",
    "annual-grade",
  ]);
  // As known before the qualification was recorded, it is in neither.
  expect((await told(undefined, minutes(2))).map(([what]) => what)).toEqual(["annual-grade", "sanction"]);
});

describe("whose file lacks something", () => {
  it("is the same for the list as for each file", async () => {
    const everything = async () => {
      const personId = await officer(scene.urban, { qualified: false });
      await inTransaction(async (tx) => {
        await recordStudyCategory(tx, { personId, category: "enforcement", fromOn: "2026-01-01" }, null, NOW);
        await recordAnnualGrade(tx, { personId, year: 2025, grade: "competent" }, null, NOW);
        const move = { personId, relation: "home", title: "科长", document: "临城管〔2026〕3号" } as const;
        await changeEmployment(tx, { ...move, fromOn: "2026-03-01" }, null, NOW);
      });
      return personId;
    };
    const enforcing = async (personId: string) =>
      inTransaction(async (tx) => {
        const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD } as const;
        const positionId = await createPosition(tx, post, null, NOW);
        const seat = { personId, positionId, fromOn: "2026-01-01", toOn: null } as const;
        await recordInheritedAssignment(tx, seat, null, NOW);
      });
    const card = async (personId: string, decision: "accepted" | "returned") => {
      const filed = {
        ...{
          personId,
          unitId: scene.urban,
          ministry: "交通运输部",
          kind: "交通运输行政执法证",
          number: personId,
        },
        ...({ validFromOn: "2022-07-01", validToOn: "2027-06-30" } as const),
        fields: [FIELD],
        scan: Buffer.from("%PDF-1.4\n%%EOF\n"),
      };
      const answer = await inTransaction((tx) => fileMinistryCard(tx, filed, scene.personnelOfficer, NOW));
      if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
      const decided = { cardId: answer.cardId, decision, opinion: "影像不清楚" };
      const by = { accountId: scene.legalAffairs, personId: null };
      expect(await inTransaction((tx) => decideMinistryCard(tx, decided, by, NOW))).toMatchObject({
        ok: true,
      });
    };
    const whole = await everything();
    const unqualified = await everything();
    await enforcing(unqualified);
    const waiting = await everything();
    const holding = await everything();
    const [carded, returned] = [await everything(), await everything()];
    for (const personId of [carded, returned, waiting, holding]) {
      await inTransaction(async (tx) => {
        for (const [part, field] of [
          ["special", FIELD],
          ["general", null],
        ] as const)
          await grantQualification(
            tx,
            { personId, part, field, origin: "imported", evidence: "成绩册", fromOn: "2026-09-12" },
            null,
            NOW,
          );
      });
      if (personId === carded || personId === returned) {
        await enforcing(personId);
        await card(personId, personId === carded ? "accepted" : "returned");
        continue;
      }
      const { certificateId } = await issued(scene, personId);
      await enforcing(personId);
      if (personId === holding)
        await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    }
    // Only now, for a card is printed from the portrait itself.
    await inTransaction(async (tx) => {
      const hash = "a".repeat(64);
      await tx.storedFile.create({
        data: { hash, mediaType: "image/jpeg", bytes: 1, purpose: "portrait", keyId: "k", createdAt: NOW },
      });
      await tx.$executeRaw`UPDATE person SET photo_hash = ${hash} WHERE id = ANY(${[whole, unqualified, waiting, holding, carded, returned]}::uuid[])`;
    });
    const at = minutes(60);
    const scope = await scopeOf(prisma, ["/linhu/"], today);
    const listed = async (also: Awaited<ReturnType<typeof lacksSomething>>[]) =>
      (await listPeople(prisma, scope, { also, state: "all" }, {}, today)).people.map(
        ({ personId }) => personId,
      );
    const lacking = new Set(await listed([await lacksSomething(prisma, today, at)]));
    const everybody = await listed([]);
    expect(everybody.length).toBeGreaterThan(4);
    for (const personId of everybody) {
      const file = (await personnelFile(prisma, personId, { trueOn: today, asKnownThen: false }, at))!;
      const parts = (await fileCompletenessOf(prisma, personId, file, today))?.parts ?? [];
      expect([personId, lacking.has(personId)]).toEqual([personId, parts.some(({ held }) => !held)]);
    }
    const people = [whole, unqualified, waiting, holding, carded, returned];
    expect(people.map((personId) => lacking.has(personId))).toEqual([false, true, true, false, false, true]);
  });
});

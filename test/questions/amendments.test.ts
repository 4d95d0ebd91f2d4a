import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { recordAbolition, withdrawAmendment } from "~/questions/amendments.server";
import { barredOn } from "~/questions/bars.server";
import { citableLaws } from "~/questions/citable-laws.server";
import { versionInForce } from "~/questions/draft-content";
import { findLaw, listLaws, registerLaw, registerLaws } from "~/questions/laws.server";
import { UnknownLaw } from "~/questions/question-versions.server";
import {
  pairFrom,
  pairKey,
  REREADINGS_A_PAGE,
  recordRereadings,
  unreadByBank,
  unreadLaws,
  unreadPage,
} from "~/questions/rereadings.server";
import { useDatabase } from "../support/database";
import {
  addQuestion,
  amend,
  amended,
  cites,
  day,
  emptyBank,
  leaves,
  NOW,
  OFFICER,
  REVIEWER,
  shippedLaw,
} from "./law-scene";

await useDatabase();

const withdraw = (amendmentId: string, reason = "登记错了日期") =>
  inTransaction((tx) => withdrawAmendment(tx, { amendmentId, reason }, OFFICER, NOW));
const abolish = (lawId: string, effectiveOn: string, note = "新法第九十条") =>
  inTransaction((tx) => recordAbolition(tx, { lawId, effectiveOn: day(effectiveOn), note }, OFFICER, NOW));
const reread = (amendmentId: string, ...ids: string[]) =>
  inTransaction((tx) =>
    recordRereadings(
      tx,
      { pairs: ids.map((questionVersionId) => ({ amendmentId, questionVersionId })), note: "与本题无关" },
      REVIEWER,
      NOW,
    ),
  );
const codes = (answer: { ok: boolean; refusals?: { code: string }[] }) =>
  answer.ok ? [] : answer.refusals!.map(({ code }) => code);
const barred = async (on: string, ids: string[]) => {
  const all = new Set(await barredOn(prisma, day(on)));
  return ids.filter((id) => all.has(id));
};
const events = (subjectId: string) =>
  prisma.auditEvent.findMany({
    where: { subjectId },
    orderBy: { id: "asc" },
    select: { type: true, data: true },
  });

describe("a law that the register lacks", () => {
  const law = {
    ...{ name: "临湖区供水管理规定", title: "临湖区供水管理规定", version: day("2020-03-27") },
    ...{ effectiveOn: day("2020-05-01"), articles: 40, source: "区政府令第3号" },
  };
  const register = (changes: Partial<typeof law> = {}) =>
    inTransaction((tx) => registerLaw(tx, { ...law, ...changes }, OFFICER, NOW));

  it("is registered once, by however many at once", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => register()));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(Array(5).fill("law.name-taken"));
    const found = await prisma.law.findUniqueOrThrow({
      where: { name: law.name },
      include: { versions: true },
    });
    expect(found.versions).toMatchObject([
      { articles: 40, source: "区政府令第3号", shipped: false, recordedById: OFFICER },
    ]);
    expect(await events(found.id)).toEqual([
      { type: "law.registered", data: { name: law.name, version: "2020-03-27" } },
    ]);
  });

  it("is refused with every reason", async () => {
    expect(codes(await register({ version: day("2026-07-21") }))).toEqual([
      "law.name-taken",
      "law.adopted-later",
      "law.effective-before-adoption",
    ]);
  });

  it("can be cited at once, and becomes the program's own when a file brings it", async () => {
    const bank = await emptyBank();
    await addQuestion(bank, { citations: [cites(law.name, 3, "2020-03-27")] });
    const versions = [{ version: "2020-03-27", effectiveOn: "2020-06-01", articles: 41 }];
    await inTransaction((tx) => registerLaws(tx, [{ law: law.name, title: "别的", versions }], NOW));
    const [found] = (await listLaws(prisma)).filter(({ name }) => name === law.name);
    expect(found).toMatchObject({
      title: law.title,
      versions: [{ effectiveOn: "2020-05-01", articles: 40, shipped: true }],
    });
  });

  it("stands in the list by pinyin", async () => {
    const names = (await listLaws(prisma)).map(({ name }) => name);
    expect(names).toEqual([...names].sort(new Intl.Collator("zh").compare));
  });
});

describe("an amendment", () => {
  let law: { lawId: string; name: string };
  let bank: string;
  let touched: string;
  let caseTouched: string;
  let free: string;
  beforeAll(async () => {
    law = await shippedLaw();
    bank = await emptyBank();
    touched = (await addQuestion(bank, { citations: [cites(law.name, 34), cites(law.name, 36)] })).id;
    const parts = [[cites(law.name, 1)], [cites(law.name, 2), cites(law.name, 33)]];
    caseTouched = (await addQuestion(bank, { parts })).id;
    free = (await addQuestion(bank, { citations: [cites(law.name, 34)] })).id;
  });

  it("is recorded once by two officers at once, and again answers the one there is", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => amend(law.lawId)));
    const ids = answers.map((answer) => answer.ok && answer.amendmentId);
    expect(new Set(ids).size).toBe(1);
    expect(await amend(law.lawId)).toEqual({ ok: true, amendmentId: ids[0] });
    expect(await prisma.lawAmendment.count({ where: { lawId: law.lawId } })).toBe(1);
    expect(await events(law.lawId)).toEqual([
      {
        type: "law.amended",
        data: { amendmentId: ids[0], name: law.name, effectiveOn: "2026-08-01", articles: 5, questions: 2 },
      },
    ]);
  });

  it("is refused where it says otherwise of the same version", async () => {
    for (const change of [
      { listed: "33" },
      { articles: 93 },
      { effectiveOn: day("2026-09-01") },
      { note: "别的" },
    ])
      expect(codes(await amend(law.lawId, change))).toContain("law.version-registered");
  });

  it("flags whole questions at once and bars them from the day it is in force", async () => {
    const ids = [touched, caseTouched, free];
    expect(await barred("2026-07-31", ids)).toEqual([]);
    expect(await barred("2026-08-01", ids)).toEqual([touched, caseTouched]);
    const { rows, total } = await unreadPage(prisma, { lawId: law.lawId }, {});
    expect(total).toBe(2);
    expect(rows.map(({ questionVersionId, articles }) => [questionVersionId, articles])).toEqual([
      [touched, [36]],
      [caseTouched, [33]],
    ]);
  });

  it("leaves a question on the new version alone, and one that leaves its bank", async () => {
    const onNew = await addQuestion(bank, { citations: [cites(law.name, 33, "2026-06-26")] });
    const gone = await addQuestion(bank, { citations: [cites(law.name, 33)] });
    expect(await barred("2026-08-01", [onNew.id, gone.id])).toEqual([gone.id]);
    expect((await unreadPage(prisma, { lawId: law.lawId }, {})).total).toBe(3);
    await leaves(bank, gone.ids);
    expect((await unreadPage(prisma, { lawId: law.lawId }, {})).total).toBe(2);
  });

  it("frees what a reviewer has read again, once, with one note for many", async () => {
    const { amendmentId } = (await unreadPage(prisma, { lawId: law.lawId }, {})).rows[0]!;
    expect(codes(await reread(amendmentId))).toEqual(["rereading.none-chosen"]);
    expect(codes(await reread(amendmentId, free))).toEqual(["rereading.gone"]);
    expect(await reread(amendmentId, touched, caseTouched, free)).toEqual({ ok: true, read: 2 });
    expect(await reread(amendmentId, touched)).toEqual({ ok: true, read: 0 });
    expect(await barred("2030-01-01", [touched, caseTouched])).toEqual([]);
    expect(await prisma.questionRereading.findMany({ where: { amendmentId } })).toMatchObject([
      { note: "与本题无关", readById: REVIEWER },
      { note: "与本题无关", readById: REVIEWER },
    ]);
    expect(await events(touched)).toMatchObject([{ type: "question.reread", data: { amendmentId } }]);
  });

  it("a second one asks for a second reading", async () => {
    const second = await amended(law.lawId, {
      version: day("2026-07-10"),
      effectiveOn: day("2026-10-01"),
      listed: "36",
    });
    const ids = [touched, caseTouched];
    expect(await barred("2026-09-30", ids)).toEqual([]);
    expect(await barred("2026-10-01", ids)).toEqual([touched]);
    await reread(second, touched);
    expect(await barred("2026-10-01", ids)).toEqual([]);
  });

  it("recorded after its day bars from now on", async () => {
    const late = await shippedLaw();
    const question = await addQuestion(bank, { citations: [cites(late.name, 5)] });
    await amended(late.lawId, { version: day("2026-03-01"), effectiveOn: day("2026-05-01"), listed: "5" });
    expect(await barred("2026-07-20", [question.id])).toEqual([question.id]);
  });

  it("of the whole law touches every article", async () => {
    const other = await shippedLaw();
    const question = await addQuestion(bank, { citations: [cites(other.name, 89)] });
    await amended(other.lawId, { whole: true, listed: "" });
    expect(await barred("2026-08-01", [question.id])).toEqual([question.id]);
  });
});

describe("an abolition", () => {
  it("bars every question of every version from its day, once", async () => {
    const law = await shippedLaw();
    const bank = await emptyBank();
    await amended(law.lawId, { listed: "1" });
    const before = await addQuestion(bank, { citations: [cites(law.name, 50)] });
    const after = await addQuestion(bank, { citations: [cites(law.name, 50, "2026-06-26")] });
    const ids = [before.id, after.id];
    expect(codes(await abolish(law.lawId, "2026-08-01"))).toEqual(["abolition.not-after-version"]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => abolish(law.lawId, "2027-01-01")));
    expect(new Set(answers.map((answer) => answer.ok && answer.amendmentId)).size).toBe(1);
    expect(codes(await abolish(law.lawId, "2027-02-01"))).toEqual(["law.abolished-already"]);
    expect(await barred("2026-12-31", ids)).toEqual([]);
    expect(await barred("2027-01-01", ids)).toEqual(ids);
    expect(
      codes(await amend(law.lawId, { version: day("2026-07-01"), effectiveOn: day("2027-01-01") })),
    ).toEqual(["amendment.law-abolished"]);
    const [first] = answers;
    expect(first?.ok && (await withdraw(first.amendmentId))).toEqual({ ok: true });
    expect(await barred("2027-01-01", ids)).toEqual([]);
    expect((await abolish(law.lawId, "2027-02-01")).ok).toBe(true);
  });
});

describe("what was recorded by mistake", () => {
  it("is withdrawn with a reason, frees its questions, and can be recorded again", async () => {
    const law = await shippedLaw();
    const bank = await emptyBank();
    const { id } = await addQuestion(bank, { citations: [cites(law.name, 33)] });
    const wrong = await amended(law.lawId);
    expect(await withdraw(wrong)).toEqual({ ok: true });
    expect(await withdraw(wrong, "再来一次")).toEqual({ ok: true });
    expect(await barred("2026-08-01", [id])).toEqual([]);
    const found = await findLaw(prisma, law.lawId);
    expect(found?.amendments).toMatchObject([{ withdrawn: { byId: OFFICER, reason: "登记错了日期" } }]);

    const right = await amended(law.lawId, { effectiveOn: day("2026-09-01"), articles: 91, source: "令" });
    expect(right).not.toBe(wrong);
    expect(await barred("2026-08-31", [id])).toEqual([]);
    expect(await barred("2026-09-01", [id])).toEqual([id]);
    expect((await findLaw(prisma, law.lawId))?.versions).toMatchObject([
      { version: "2021-01-22" },
      {
        effectiveOn: "2026-09-01",
        articles: 91,
        source: "令",
        amendments: [{ withdrawn: true }, { withdrawn: false }],
      },
    ]);
    const told = (await events(law.lawId)).map(({ type }) => type);
    expect(told).toEqual(["law.amended", "law.amendment-withdrawn", "law.amended"]);
  });

  it("takes its version along: nothing cites it any more, and the rereadings beside it do not count for another", async () => {
    const law = await shippedLaw();
    const bank = await emptyBank();
    const { id } = await addQuestion(bank, { citations: [cites(law.name, 33)] });
    const wrong = await amended(law.lawId);
    await reread(wrong, id);
    await withdraw(wrong);
    await expect(addQuestion(bank, { citations: [cites(law.name, 33, "2026-06-26")] })).rejects.toThrow(
      UnknownLaw,
    );
    // Who drafts a question is not offered it either, and a file's citation without a version is not taken for it.
    const offered = async () => (await citableLaws(prisma, day("2026-12-01"))).get(law.name);
    expect((await offered())?.versions.map(({ version }) => version)).not.toContain("2026-06-26");
    expect(versionInForce(await offered(), day("2026-12-01"))).not.toBe("2026-06-26");
    expect((await offered())?.amended).toEqual([]);
    await amended(law.lawId);
    expect(versionInForce(await offered(), day("2026-12-01"))).toBe("2026-06-26");
    expect(await barred("2026-08-01", [id])).toEqual([id]);
    await addQuestion(bank, { citations: [cites(law.name, 33, "2026-06-26")] });
  });

  it("stays as long as a question in a bank rests on the version", async () => {
    const law = await shippedLaw();
    const bank = await emptyBank();
    const wrong = await amended(law.lawId);
    const { ids } = await addQuestion(bank, {
      parts: [[cites(law.name, 33, "2026-06-26")], [cites(law.name, 1)]],
    });
    expect(await withdraw(wrong)).toMatchObject({
      refusals: [{ code: "amendment.version-cited", facts: { questions: 1 } }],
    });
    await leaves(bank, ids);
    expect(await withdraw(wrong)).toEqual({ ok: true });
  });

  it("never meets a question that is being published on the version", async () => {
    for (let round = 0; round < 6; round++) {
      const law = await shippedLaw();
      const bank = await emptyBank();
      const wrong = await amended(law.lawId);
      const publishing = addQuestion(bank, { citations: [cites(law.name, 33, "2026-06-26")] }).then(
        () => true,
        (error) => {
          expect(error).toBeInstanceOf(UnknownLaw);
          return false;
        },
      );
      const [published, withdrawn] = await Promise.all([publishing, withdraw(wrong)]);
      expect(published && withdrawn.ok).toBe(false);
      expect(published || withdrawn.ok).toBe(true);
    }
  });

  it("of a version that came with the program leaves the version", async () => {
    const law = await shippedLaw();
    const versions = [
      { version: "2021-01-22", effectiveOn: "2021-07-15", articles: 90 },
      { version: "2026-06-26", effectiveOn: "2026-08-01", articles: 92 },
    ];
    await inTransaction((tx) => registerLaws(tx, [{ law: law.name, title: "-", versions }], NOW));
    expect(codes(await amend(law.lawId, { articles: 91 }))).toEqual(["law.version-differs"]);
    const recorded = await amended(law.lawId);
    await withdraw(recorded);
    const bank = await emptyBank();
    await addQuestion(bank, { citations: [cites(law.name, 1, "2026-06-26")] });
  });

  it("does not keep the program's files from bringing the version", async () => {
    const law = await shippedLaw();
    await withdraw(await amended(law.lawId));
    const versions = [{ version: "2026-06-26", effectiveOn: "2026-08-15", articles: 95 }];
    await inTransaction((tx) => registerLaws(tx, [{ law: law.name, title: "-", versions }], NOW));
    expect((await findLaw(prisma, law.lawId))?.versions[1]).toMatchObject({
      ...{ effectiveOn: "2026-08-15", articles: 95, shipped: true },
    });
    await addQuestion(await emptyBank(), { citations: [cites(law.name, 1, "2026-06-26")] });
  });
});

describe("the walls of the database", () => {
  it("keep an amendment and a rereading as they were recorded", async () => {
    const law = await shippedLaw();
    const id = await amended(law.lawId);
    await expect(prisma.lawAmendment.update({ where: { id }, data: { articles: [1] } })).rejects.toThrow();
    await expect(prisma.lawAmendment.delete({ where: { id } })).rejects.toThrow();
    await expect(
      prisma.questionRereading.updateMany({ where: {}, data: { note: "改写" } }),
    ).rejects.toThrow();
  });
});

describe("the list of what waits", () => {
  it("turns its pages by what takes effect first, forth and back, and narrows", async () => {
    const [early, late] = [await shippedLaw(), await shippedLaw()];
    const [one, two] = [await emptyBank("list-a"), await emptyBank("list-b")];
    for (let index = 0; index < REREADINGS_A_PAGE; index++) {
      await addQuestion(one, { citations: [cites(early.name, 33), cites(late.name, 33)] });
    }
    const last = await addQuestion(two, { citations: [cites(late.name, 33)] });
    const lateId = await amended(late.lawId, { effectiveOn: day("2026-12-01") });
    const earlyId = await amended(early.lawId, { effectiveOn: day("2026-11-01") });

    const first = await unreadPage(prisma, {}, {});
    const all = [...first.rows];
    let page = first;
    while (page.next) {
      page = await unreadPage(prisma, {}, { after: pairFrom(page.next)! });
      all.push(...page.rows);
    }
    expect(all).toHaveLength(first.total!);
    expect(new Set(all.map(pairKey)).size).toBe(all.length);
    const days = all.map(({ effectiveOn }) => effectiveOn);
    expect(days).toEqual([...days].sort());
    const back = [...page.rows];
    while (page.previous) {
      page = await unreadPage(prisma, {}, { before: pairFrom(page.previous)! });
      back.unshift(...page.rows);
    }
    expect(back.map(pairKey)).toEqual(all.map(pairKey));

    expect((await unreadPage(prisma, { amendmentId: earlyId }, {})).total).toBe(REREADINGS_A_PAGE);
    expect((await unreadPage(prisma, { bankId: two, lawId: late.lawId }, {})).rows).toMatchObject([
      { amendmentId: lateId, questionVersionId: last.id, code: last.code, kind: "amended" },
    ]);
    expect(await unreadByBank(prisma, { lawId: late.lawId })).toMatchObject([
      { bankId: one, questions: REREADINGS_A_PAGE },
      { bankId: two, questions: 1 },
    ]);
    expect((await unreadLaws(prisma)).map(({ lawId }) => lawId)).toEqual(
      expect.arrayContaining([early.lawId, late.lawId]),
    );
    // The place of a pair that was read meanwhile is still its place.
    const cursor = pairFrom(first.next)!;
    await reread(cursor.amendmentId, cursor.questionVersionId);
    expect((await unreadPage(prisma, {}, { after: cursor })).rows.map(pairKey)).toEqual(
      all.slice(REREADINGS_A_PAGE, 2 * REREADINGS_A_PAGE).map(pairKey),
    );
  });

  it("reads no pair from what is none", () => {
    for (const raw of [
      null,
      "",
      "x",
      "a.b",
      `${OFFICER}.`,
      `${OFFICER}.${REVIEWER}.`,
      `${OFFICER}'${REVIEWER}`,
    ])
      expect(pairFrom(raw)).toBeNull();
    const pair = { amendmentId: OFFICER, questionVersionId: REVIEWER };
    expect(pairFrom(pairKey(pair))).toEqual(pair);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { eventsOf } from "~/casework/file-events.server";
import { besideGivesWay, moveBeside } from "~/casework/merging-things.server";
import { mergePeople, type NumberOf, previewMerge } from "~/casework/person-merge.server";
import { collectCertificate } from "~/certification/acts.server";
import { decideApplication } from "~/certification/application-decision.server";
import { certificatesOf, publicEntry } from "~/certification/certificates.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { examBans, qualificationParts, recordExamBan } from "~/exams/qualification.server";
import { newId } from "~/ids";
import { recordLegalDuty } from "~/personnel/duty.server";
import { changeEmployment, endEmployment, recordEmployment } from "~/personnel/employment.server";
import { personnelFacts } from "~/personnel/facts.server";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { openIdentityNumber } from "~/personnel/identity-vault.server";
import { registerPerson } from "~/personnel/person.server";
import { recordAnnualGrade, recordSanction, recordStudyCategory } from "~/personnel/record.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { assignPerson } from "~/positions/assignments.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { presencesOf, recordScan } from "~/study/attendance.server";
import { peopleOf } from "~/study/session-list.server";
import { planSession } from "~/study/sessions.server";
import {
  apply,
  codesOf,
  FIELD,
  HEARD,
  issued,
  NOW,
  officer,
  rulesOf,
  type Scene,
  setScene,
} from "../certification/scene";
import { toCome } from "../study/sessions";
import { useDatabase } from "../support/database";

const database = await useDatabase();
let scene: Scene;
let patrol: string;
const today = chinaDateOf(NOW);
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

beforeAll(async () => {
  scene = await setScene();
  patrol = await inTransaction((tx) =>
    createPosition(
      tx,
      { unitId: scene.urban, title: "市容巡查岗", family: "enforcement", field: FIELD },
      null,
      NOW,
    ),
  );
});

const merge = (keptId: string, mergedId: string, numberOf: NumberOf = "kept", at = later(60)) =>
  inTransaction((tx) =>
    mergePeople(tx, { keptId, mergedId, numberOf, reason: "户口簿核对为同一人" }, scene.issuer, at),
  );
const factsOf = async (personId: string, trueOn: DateOn = today, knownAt?: Date) =>
  (await personnelFacts(prisma, [personId], { trueOn, ...(knownAt ? { knownAt } : {}) })).get(personId)!;
let bare = 600;
/** Registered, and nothing more. */
const newcomer = async (name = "顾长青") => {
  bare += 1;
  const bornOn = `19${60 + Math.floor(bare / 499)}-01-01` as DateOn;
  const identityNumber = fictitiousIdentityNumber(bare % 499, bornOn, "female");
  const made = await inTransaction((tx) =>
    registerPerson(tx, { name, identityNumber, origin: "form" }, null, NOW),
  );
  if (!made.ok) throw new Error(codesOf(made).join());
  return made.personId;
};
const certified = async () => {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  return { personId, certificateId };
};
const employ = (personId: string, fromOn: DateOn, toOn: DateOn | null = null, unitId = scene.market) =>
  inTransaction((tx) =>
    recordEmployment(
      tx,
      {
        personId,
        unitId,
        relation: "home",
        identity: "civil-servant",
        status: "in-post",
        title: null,
        fromOn,
        toOn,
      },
      null,
      NOW,
    ),
  );
const died = (personId: string, fromOn: DateOn) =>
  inTransaction((tx) =>
    changeEmployment(tx, { personId, relation: "home", status: "deceased", fromOn }, null, NOW),
  );

describe("a merge", () => {
  it("lets everything answer for the record that stays, and nothing for the other", async () => {
    const { personId: mergedId, certificateId } = await certified();
    const assigned = await inTransaction((tx) =>
      assignPerson(tx, { personId: mergedId, positionId: patrol, fromOn: today, toOn: null }, null, later(1)),
    );
    expect(assigned.ok).toBe(true);
    const keptId = await newcomer();
    await employ(keptId, "2015-01-01", "2019-07-01");
    const { publicToken } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    const before = await publicEntry(publicToken, later(60));

    expect(await merge(keptId, mergedId)).toEqual({ ok: true });
    expect(await merge(keptId, mergedId)).toEqual({ ok: true });

    const ask = (personId: string, at = later(61), knownAt?: Date) =>
      decideEnforcement(prisma, {
        personId,
        unitId: scene.urban,
        field: FIELD,
        at,
        ...(knownAt ? { knownAt } : {}),
      });
    expect((await ask(keptId)).ok).toBe(true);
    expect((await ask(mergedId)).ok).toBe(false);
    // What was known before the merge about the record that stays is what was known then.
    expect((await ask(keptId, later(30), later(30))).ok).toBe(false);
    expect((await ask(mergedId, later(30), later(30))).ok).toBe(true);

    const facts = await factsOf(keptId);
    expect(facts.employmentHistory.map(({ unitId, fromOn }) => [unitId, fromOn])).toEqual([
      [scene.market, "2015-01-01"],
      [scene.urban, "2020-01-01"],
    ]);
    expect((await factsOf(mergedId)).employmentHistory).toEqual([]);
    const parts = await qualificationParts(prisma, [keptId, mergedId], { trueOn: today });
    expect(parts.get(keptId)).toHaveLength(2);
    expect(parts.get(mergedId)).toEqual([]);
    expect((await certificatesOf(prisma, [keptId])).get(keptId)).toHaveLength(1);
    expect((await certificatesOf(prisma, [keptId], { knownAt: later(30) })).get(keptId)).toEqual([]);
    // The public page speaks of the same certificate in the same words.
    expect(await publicEntry(publicToken, later(60))).toEqual(before);
    const { counts } = await eventsOf(prisma, keptId, { most: 50, reader: "other" });
    expect(counts.get("person.merged")).toBe(1);
    expect(counts.get("assignment.made")).toBe(1);
    expect(counts.get("person.registered")).toBe(2);
  });

  it("never loses a sanction, an exam ban or a ban of a revoked certificate", async () => {
    const { personId: mergedId, certificateId } = await certified();
    const keptId = await officer(scene.urban);
    await inTransaction(async (tx) => {
      const demerit = { kind: "demerit" as const, authority: "区监委", decisionNumber: "7号" };
      await recordSanction(tx, { personId: mergedId, ...demerit, fromOn: "2026-11-01" }, null, NOW);
      await recordSanction(tx, { personId: keptId, ...demerit, fromOn: "2026-11-01" }, null, NOW);
      await recordSanction(
        tx,
        { personId: mergedId, ...demerit, decisionNumber: "8号", fromOn: "2026-11-10" },
        null,
        NOW,
      );
      const ban = { reason: "cheated", decisionNumber: "禁1号", fromOn: "2026-11-01" as DateOn, toOn: null };
      await recordExamBan(tx, { personId: mergedId, ...ban }, null, NOW);
    });
    const proposed = await inTransaction((tx) =>
      proposeAct(
        tx,
        {
          certificateId,
          act: "revoke",
          details: {
            ground: "altered-or-lent",
            legalBasis: "吉林省行政执法证件管理办法",
            decisionNumber: "吊1号",
            effectiveOn: null,
            banUntilOn: "2028-11-19",
            note: "",
            statement: HEARD,
          },
        },
        scene.issuer,
        later(2),
      ),
    );
    if (!proposed.ok) throw new Error(codesOf(proposed).join());
    const revoked = await inTransaction((tx) =>
      approveProposal(tx, { proposalId: proposed.proposalId }, scene.secondIssuer, later(2)),
    );
    expect(revoked.ok).toBe(true);
    expect(await merge(keptId, mergedId)).toEqual({ ok: true });
    expect((await factsOf(keptId)).sanctions.map(({ decisionNumber }) => decisionNumber).sort()).toEqual([
      "7号",
      "8号",
    ]);
    expect((await examBans(prisma, [keptId], { trueOn: today })).get(keptId)).toHaveLength(1);
    const decision = await decideApplication(
      prisma,
      { personId: keptId, unitId: scene.urban, kind: "first", field: FIELD },
      later(61),
    );
    expect(rulesOf(decision as never)).toEqual(expect.arrayContaining(["K11", "K12"]));
  });

  it("believes the record that stays where both speak of a day, and the other for the days between", async () => {
    const keptId = await newcomer("吕志宏");
    const mergedId = await newcomer("吕志红");
    await employ(keptId, "2020-01-01", "2022-01-01", scene.urban);
    await employ(mergedId, "2019-01-01", "2023-01-01", scene.market);
    await inTransaction(async (tx) => {
      await recordStudyCategory(tx, { personId: keptId, category: "other", fromOn: "2024-01-01" }, null, NOW);
      await recordStudyCategory(
        tx,
        { personId: mergedId, category: "enforcement", fromOn: "2023-01-01" },
        null,
        NOW,
      );
      await recordAnnualGrade(tx, { personId: keptId, year: 2024, grade: "competent" }, null, NOW);
      await recordAnnualGrade(tx, { personId: mergedId, year: 2024, grade: "outstanding" }, null, NOW);
      await recordAnnualGrade(tx, { personId: mergedId, year: 2025, grade: "incompetent" }, null, NOW);
    });
    const preview = await previewMerge(prisma, { keptId, mergedId }, NOW);
    expect(preview?.refusals).toEqual([]);
    expect(preview?.givesWay).toEqual([
      { what: "name", name: "吕志红" },
      { what: "employment", unitId: scene.market, fromOn: "2020-01-01", toOn: "2022-01-01" },
      { what: "category", category: "enforcement", fromOn: "2024-01-01", toOn: null },
      { what: "grade", year: 2024, grade: "outstanding" },
    ]);
    expect(await merge(keptId, mergedId)).toEqual({ ok: true });
    const facts = await factsOf(keptId);
    expect(facts.name).toBe("吕志宏");
    expect(facts.employmentHistory.map(({ unitId, fromOn, toOn }) => [unitId, fromOn, toOn])).toEqual([
      [scene.market, "2019-01-01", "2020-01-01"],
      [scene.urban, "2020-01-01", "2022-01-01"],
      [scene.market, "2022-01-01", "2023-01-01"],
    ]);
    expect(facts.grades).toEqual([
      { year: 2025, grade: "incompetent" },
      { year: 2024, grade: "competent" },
    ]);
    expect((await factsOf(keptId, "2023-06-01")).studyCategory).toBe("enforcement");
    expect(facts.studyCategory).toBe("other");
  });

  it("ends 'retired since' where the other record has them at work again, and keeps a death", async () => {
    const keptId = await newcomer();
    await employ(keptId, "2015-01-01", null, scene.urban);
    await inTransaction((tx) =>
      endEmployment(
        tx,
        { personId: keptId, relation: "home", toOn: "2018-01-01", status: "retired" },
        null,
        NOW,
      ),
    );
    const mergedId = await newcomer();
    await employ(mergedId, "2020-01-01", null, scene.market);
    await inTransaction((tx) =>
      endEmployment(
        tx,
        { personId: mergedId, relation: "home", toOn: "2021-01-01", status: "deceased" },
        null,
        NOW,
      ),
    );
    expect(await merge(keptId, mergedId)).toEqual({ ok: true });
    expect(
      (await factsOf(keptId)).employmentHistory.map(({ status, fromOn, toOn }) => [status, fromOn, toOn]),
    ).toEqual([
      ["in-post", "2015-01-01", "2018-01-01"],
      ["retired", "2018-01-01", "2020-01-01"],
      ["in-post", "2020-01-01", "2021-01-01"],
      ["deceased", "2021-01-01", null],
    ]);
  });

  it("carries a death over: duties end that day, and whoever signed in does so no more", async () => {
    const keptId = await newcomer();
    await employ(keptId, "2015-01-01", "2019-01-01");
    const advises = {
      unitId: scene.market,
      kind: "legal-affairs",
      fullTime: false,
      fromOn: "2018-01-01",
    } as const;
    await inTransaction((tx) => recordLegalDuty(tx, { personId: keptId, ...advises }, null, NOW));
    const accountId = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: "ghost", displayName: "顾长青", personId: keptId, passwordHash: "-" },
        null,
        NOW,
      ),
    );
    const mergedId = await newcomer();
    await employ(mergedId, "2019-01-01");
    await died(mergedId, "2021-05-01");
    const preview = await inTransaction((tx) => previewMerge(tx, { keptId, mergedId }, NOW));
    expect(preview?.givesWay).toContainEqual({ what: "death", on: "2021-05-01" });
    expect(await merge(keptId, mergedId)).toEqual({ ok: true });
    const facts = await factsOf(keptId);
    expect(facts.employments).toMatchObject([{ status: "deceased", fromOn: "2021-05-01" }]);
    expect(facts.legalDuties).toMatchObject([{ fromOn: "2018-01-01", toOn: "2021-05-01" }]);
    expect(await prisma.accountDisabling.count({ where: { accountId, enabledAt: null } })).toBe(1);
  });

  it("leaves one identity number, and the other free for its owner", async () => {
    const numbers = async (personId: string) => {
      const row = await prisma.identityNumber.findFirst({ where: { personId, supersededAt: null } });
      return row && openIdentityNumber(row);
    };
    const [keptId, mergedId] = [await newcomer(), await newcomer()];
    const [wrong, right] = [await numbers(keptId), await numbers(mergedId)];
    expect(await merge(keptId, mergedId, "merged")).toEqual({ ok: true });
    expect((await numbers(keptId)) === right).toBe(true);
    expect(await numbers(mergedId)).toBeNull();
    const register = (name: string, identityNumber: string) =>
      inTransaction((tx) => registerPerson(tx, { name, identityNumber, origin: "form" }, null, later(70)));
    expect(await register("顾长青", right!)).toEqual({ ok: true, personId: keptId, created: false });
    expect(await register("韩立新", wrong!)).toMatchObject({ ok: true, created: true });
  });

  it("is invited to a session once, and was there with whichever record was seen", async () => {
    const [kept, merged] = [await officer(scene.urban), await officer(scene.urban)];
    const plan = { ...toCome(today), personIds: [kept, merged], unitId: scene.urban };
    const planned = await inTransaction((tx) => planSession(tx, plan, scene.submitter, NOW));
    if (!planned.ok) throw new Error();
    const { sessionId } = planned;
    const scan = { sessionId, phase: "in" as const, scannedAt: plan.startAt };
    const who = { personId: merged, accountId: scene.submitter, deviceHash: new Uint8Array(32) };
    expect(await inTransaction((tx) => recordScan(tx, scan, who, plan.startAt))).toMatchObject({ ok: true });
    expect(await merge(kept, merged)).toMatchObject({ ok: true });
    expect(await peopleOf(prisma, sessionId)).toEqual([{ personId: kept, walkIn: false }]);
    expect((await presencesOf(prisma, sessionId)).get(kept)).toMatchObject({ inAt: plan.startAt });
  });

  it("of a chain leads every id to the one that stays", async () => {
    const [first, second, third] = [await newcomer(), await newcomer(), await newcomer()];
    await inTransaction((tx) =>
      recordAnnualGrade(tx, { personId: first, year: 2020, grade: "competent" }, null, NOW),
    );
    await merge(second, first, "kept", later(61));
    await merge(third, second, "kept", later(62));
    const people = await prisma.person.findMany({ where: { id: { in: [first, second] } } });
    expect(people.map(({ mergedIntoId }) => mergedIntoId)).toEqual([third, third]);
    expect((await factsOf(third)).grades).toEqual([{ year: 2020, grade: "competent" }]);
    const about = recordAnnualGrade;
    const late = await inTransaction((tx) =>
      about(tx, { personId: first, year: 2021, grade: "competent" }, null, NOW),
    );
    expect(codesOf(late)).toEqual(["person.merged"]);
    expect(codesOf(await merge(first, second))).toEqual(["merge.gone"]);
    expect(codesOf(await merge(first, first))).toEqual(["merge.same-record"]);
  });

  it("moves the account of someone who has one, and ends its sessions", async () => {
    const [keptId, mergedId] = [await newcomer(), await newcomer()];
    const accountId = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: "merged-one", displayName: "顾长青", personId: mergedId, passwordHash: "-" },
        null,
        NOW,
      ),
    );
    expect(await merge(keptId, mergedId)).toEqual({ ok: true });
    expect((await prisma.account.findUniqueOrThrow({ where: { id: accountId } })).personId).toBe(keptId);
  });

  it("leaves a stopped account without its human and without its roles", async () => {
    const [keptId, mergedId] = [await newcomer(), await newcomer()];
    const [working, stopped] = await inTransaction(async (tx) => {
      const open = (loginName: string, personId: string) =>
        createAccount(tx, { loginName, displayName: "顾长青", personId, passwordHash: "-" }, null, NOW);
      const [working, stopped] = [await open("merged-works", keptId), await open("merged-stopped", mergedId)];
      const unit = await tx.unit.findFirstOrThrow();
      await grantRole(tx, { accountId: stopped, role: "auditor", unitId: unit.id }, null, NOW);
      const disabling = { id: newId(), accountId: stopped, disabledAt: NOW };
      await tx.accountDisabling.create({ data: disabling });
      return [working, stopped];
    });
    expect(await merge(keptId, mergedId)).toEqual({ ok: true });
    const account = (id: string) => prisma.account.findUniqueOrThrow({ where: { id } });
    expect((await account(working)).personId).toBe(keptId);
    expect((await account(stopped)).personId).toBeNull();
    expect(await prisma.roleGrant.count({ where: { accountId: stopped, withdrawnAt: null } })).toBe(0);
  });
});

describe("portraits, shift duties and certificates of training", () => {
  const photo = async (personId: string, mark: string, at: Date) => {
    const [id, fileHash] = [newId(), mark.repeat(64)];
    await prisma.storedFile.create({
      data: {
        hash: fileHash,
        bytes: 3,
        mediaType: "image/jpeg",
        purpose: "photo",
        keyId: "k",
        createdAt: at,
      },
    });
    await prisma.personPhoto.create({
      data: { id, personId, fileHash, width: 5, height: 7, recordedById: scene.issuer, recordedAt: at },
    });
    return id;
  };
  const onShift = async (personId: string, fromMinute: number) => {
    const [id, startsAt, endsAt] = [newId(), later(fromMinute), later(fromMinute + 60)];
    const { packVersionId } = await prisma.certificate.findFirstOrThrow();
    const shift = { id: newId(), unitId: scene.urban, act: "penalty", place: "东街", createdAt: NOW };
    await prisma.shift.create({ data: { ...shift, startsAt, endsAt, createdById: scene.issuer } });
    await prisma.shiftDuty.create({
      data: {
        ...{ id, shiftId: shift.id, personId, startsAt, endsAt, packVersionId },
        ...{ putAt: NOW, putById: scene.issuer },
      },
    });
    return id;
  };

  it("portraits follow and the newest is shown; without a merge they stay whose they are", async () => {
    const [kept, merged, stranger] = [await newcomer(), await newcomer(), await newcomer()];
    const theirs = await photo(merged, "b", later(2));
    const own = await photo(kept, "a", later(1));
    await expect(
      prisma.personPhoto.update({ where: { id: own }, data: { personId: stranger } }),
    ).rejects.toThrow();
    expect(await merge(kept, merged)).toEqual({ ok: true });
    const shown = await prisma.personPhoto.findMany({
      where: { personId: kept },
      orderBy: { recordedAt: "desc" },
    });
    expect(shown.map(({ id }) => id)).toEqual([theirs, own]);
    const { photoHash } = await prisma.person.findUniqueOrThrow({ where: { id: kept } });
    expect(photoHash).toBe("b".repeat(64));
  });

  it("duties follow", async () => {
    const [{ personId: merged }, kept] = [await certified(), await newcomer()];
    await inTransaction((tx) =>
      assignPerson(tx, { personId: merged, positionId: patrol, fromOn: today, toOn: null }, null, later(1)),
    );
    const dutyId = await onShift(merged, 120);
    expect(await merge(kept, merged)).toEqual({ ok: true });
    expect((await prisma.shiftDuty.findUniqueOrThrow({ where: { id: dutyId } })).personId).toBe(kept);
  });

  it("of two duties that meet the merged record's is taken off", async () => {
    const [merged, kept] = [await certified(), await certified()].map(({ personId }) => personId) as [
      string,
      string,
    ];
    for (const personId of [merged, kept])
      await inTransaction((tx) =>
        assignPerson(tx, { personId, positionId: patrol, fromOn: today, toOn: null }, null, later(1)),
      );
    const [theirs, own] = [await onShift(merged, 120), await onShift(kept, 150)];
    for (const minute of [10, 600]) await onShift(merged, minute);
    expect(await besideGivesWay(prisma, { keptId: kept, mergedId: merged })).toEqual([
      { what: "shift-duty", place: "东街", on: today },
    ]);
    await prisma.person.update({ where: { id: merged }, data: { mergedIntoId: kept } });
    await inTransaction((tx) =>
      moveBeside(tx, { keptId: kept, mergedId: merged, reason: "同一人" }, scene.issuer, later(60)),
    );
    const duties = await prisma.shiftDuty.findMany({ where: { id: { in: [theirs, own] } } });
    expect(duties.every(({ personId }) => personId === kept)).toBe(true);
    expect(duties.find(({ id }) => id === theirs)?.takenOffAt).toEqual(later(60));
    expect(duties.find(({ id }) => id === own)?.takenOffAt).toBeNull();
  });

  it("training follows; what stands for both stays where it was issued", async () => {
    const [kept, merged] = [await newcomer(), await newcomer()];
    const { packVersionId } = await prisma.certificate.findFirstOrThrow();
    const trained = async (personId: string, basis: string) => {
      const [id, draftId] = [newId(), newId()];
      const of = { kind: "annual-study", basis, personId, unitId: scene.urban };
      await prisma.trainingDraft.create({
        data: { ...of, id: draftId, draftedById: scene.issuer, draftedAt: NOW },
      });
      await prisma.trainingCertificate.create({
        data: {
          ...{ ...of, id, draftId, packVersionId, number: id, publicToken: id, registerEntry: {} },
          ...{ templateId: "t", templateVersion: 1, issuedById: scene.issuer, issuedAt: NOW },
        },
      });
      return id;
    };
    await trained(kept, "2025");
    const [twice, once] = [await trained(merged, "2025"), await trained(merged, "2024")];
    const preview = await previewMerge(prisma, { keptId: kept, mergedId: merged }, later(1));
    expect(preview?.givesWay.filter(({ what }) => what === "training")).toEqual([
      { what: "training", kind: "annual-study", number: twice },
    ]);
    expect(await merge(kept, merged)).toEqual({ ok: true });
    const owner = async (id: string) =>
      (await prisma.trainingCertificate.findUniqueOrThrow({ where: { id } })).personId;
    expect([await owner(once), await owner(twice)]).toEqual([kept, merged]);
  });
});

describe("a merge is refused, with every reason", () => {
  it("two live certificates, two applications, two accounts, duty and enforcement", async () => {
    const one = await certified();
    const two = await certified();
    expect(
      (
        await inTransaction((tx) =>
          assignPerson(
            tx,
            { personId: one.personId, positionId: patrol, fromOn: today, toOn: null },
            null,
            later(1),
          ),
        )
      ).ok,
    ).toBe(true);
    const duty = { unitId: scene.urban, kind: "legal-affairs" as const, fullTime: false };
    await inTransaction((tx) =>
      recordLegalDuty(tx, { personId: two.personId, ...duty, fromOn: today }, null, NOW),
    );
    for (const [index, { personId }] of [one, two].entries())
      await inTransaction((tx) =>
        createAccount(
          tx,
          { loginName: `both-${index}`, displayName: "-", personId, passwordHash: "-" },
          null,
          NOW,
        ),
      );
    const refused = await merge(one.personId, two.personId);
    expect(codesOf(refused).sort()).toEqual([
      "merge.legal-duty-and-enforcement",
      "merge.two-accounts",
      "merge.two-live-certificates",
    ]);
    expect(await prisma.personMerge.count({ where: { mergedId: two.personId } })).toBe(0);
    const [third, fourth] = [await officer(scene.urban), await officer(scene.urban)];
    await apply(scene, third);
    await apply(scene, fourth);
    expect(codesOf(await merge(third, fourth))).toEqual(["merge.two-live-applications"]);
  });

  it("someone dead in one record and at work in the other", async () => {
    const [keptId, mergedId] = [await newcomer(), await newcomer()];
    await employ(keptId, "2015-01-01");
    await employ(mergedId, "2015-01-01");
    await inTransaction((tx) =>
      changeEmployment(
        tx,
        { personId: mergedId, relation: "home", status: "deceased", fromOn: "2020-01-01" },
        null,
        NOW,
      ),
    );
    expect(codesOf(await merge(keptId, mergedId))).toEqual(["merge.works-after-death"]);
  });

  it("someone who died on two different days", async () => {
    const [keptId, mergedId] = [await newcomer(), await newcomer()];
    await employ(keptId, "2015-01-01");
    await employ(mergedId, "2015-01-01");
    await died(keptId, "2020-01-01");
    await died(mergedId, "2020-01-02");
    expect(codesOf(await merge(keptId, mergedId))).toEqual(["merge.two-deaths"]);
    const third = await newcomer();
    await employ(third, "2015-01-01", null, scene.market);
    await died(third, "2020-01-01");
    expect(await merge(keptId, third)).toEqual({ ok: true });
  });
});

describe("the walls", () => {
  it("let whose a thing is change only from a merged record to the one that stays", async () => {
    const { personId, certificateId } = await certified();
    const other = await newcomer();
    await expect(
      prisma.certificate.update({ where: { id: certificateId }, data: { personId: other } }),
    ).rejects.toThrow();
    await expect(
      prisma.person.update({ where: { id: personId }, data: { mergedIntoId: personId } }),
    ).rejects.toThrow();
    expect(await merge(other, personId)).toEqual({ ok: true });
    await expect(
      prisma.person.update({ where: { id: personId }, data: { mergedIntoId: null } }),
    ).rejects.toThrow();
  });
});

describe("a merge and other acts at the same moment", () => {
  const rounds = Number(process.env.RACE_ROUNDS ?? 4);

  it(
    `${rounds} times: nothing is left behind on the merged record`,
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { personId: mergedId } = await certified();
        const keptId = await newcomer();
        const number = openIdentityNumber(
          await prisma.identityNumber.findFirstOrThrow({ where: { personId: mergedId, supersededAt: null } }),
        );
        const at = later(100 + round);
        const settled = await Promise.allSettled([
          merge(keptId, mergedId, "kept", at),
          merge(keptId, mergedId, "kept", at),
          merge(mergedId, keptId, "kept", at),
          inTransaction((tx) =>
            transferEmployment(
              tx,
              { personId: mergedId, unitId: scene.market, title: null, fromOn: "2026-12-01" },
              null,
              at,
            ),
          ),
          inTransaction((tx) =>
            assignPerson(
              tx,
              { personId: mergedId, positionId: patrol, fromOn: chinaDateOf(at), toOn: null },
              null,
              at,
            ),
          ),
          inTransaction((tx) =>
            recordSanction(
              tx,
              {
                personId: mergedId,
                kind: "warning",
                authority: "区监委",
                decisionNumber: `赛${round}`,
                fromOn: "2026-11-01",
              },
              null,
              at,
            ),
          ),
          inTransaction((tx) =>
            registerPerson(tx, { name: "顾长青", identityNumber: number, origin: "form" }, null, at),
          ),
        ]);
        expect(settled.filter(({ status }) => status === "rejected")).toEqual([]);
        const people = await prisma.person.findMany({ where: { id: { in: [keptId, mergedId] } } });
        const gone = people.filter(({ mergedIntoId }) => mergedIntoId !== null);
        expect(gone).toHaveLength(1);
        const left = await database.ownerQuery<{ facts: number }>(
          `SELECT ((SELECT count(*) FROM employment WHERE person_id = $1 AND superseded_at IS NULL)
             + (SELECT count(*) FROM assignment WHERE person_id = $1 AND superseded_at IS NULL)
             + (SELECT count(*) FROM sanction WHERE person_id = $1 AND superseded_at IS NULL)
             + (SELECT count(*) FROM identity_number WHERE person_id = $1 AND superseded_at IS NULL)
             + (SELECT count(*) FROM certificate WHERE person_id = $1))::int AS facts`,
          [gone[0]!.id],
        );
        expect(left[0]?.facts).toBe(0);
        const answer = settled[5];
        const recorded = answer?.status === "fulfilled" && (answer.value as { ok: boolean }).ok;
        const stays = people.find(({ mergedIntoId }) => mergedIntoId === null)!.id;
        expect((await factsOf(stays)).sanctions).toHaveLength(recorded ? 1 : 0);
      }
    },
    rounds * 10_000,
  );
});

import fc from "fast-check";
import { grantRole } from "~/access/accounts.server";
import { addDays, chinaDateOf, type DateOn, fromDbDate, startOfDay } from "~/calendar";
import { collectCertificate, reportFound, reportLoss } from "~/certification/acts.server";
import type { DecidedAct } from "~/certification/ground";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { liftExamBan, recordExamBan } from "~/exams/qualification.server";
import { createUnit, endEnforcementBody, recordEnforcementBody } from "~/organisation/organisation.server";
import { changeUnit } from "~/organisation/tree.server";
import { correctFact } from "~/personnel/correction.server";
import { endLegalDuty, recordLegalDuty } from "~/personnel/duty.server";
import { changeEmployment } from "~/personnel/employment.server";
import { recordAnnualGrade, recordSanction } from "~/personnel/record.server";
import { liftSanction } from "~/personnel/sanction.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { assignPerson, endAssignment } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { addPower, givePower, takePower } from "~/positions/powers.server";
import { nationalPack } from "~/rulebook/packs/national";
import { assignPack } from "~/rulebook/packs.server";
import { FIELD, HEARD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { ownPack } from "../study/own-pack";
import { ALWAYS, type Model, mayIn, newCard, newModel, type Track, tell, tellOfDays } from "./told";

// What can happen to somebody who enforces, each by the verb that the program has for it, and told to the model beside it.

export type Somebody = {
  scene: Scene;
  strictPack: string;
  personId: string;
  certificateId: string;
  unitId: string;
  unitName: string;
  positionId: string;
  powerId: string;
  model: Model;
};
/** `on` is often a day before it is written down. */
type How = { now: Date; on: DateOn; days: number; which: number };
/** Whether it was done; the model follows what was done and nothing else. */
type Happening = (who: Somebody, how: How) => Promise<boolean>;

const DECISION = { legalBasis: "吉林省行政执法证件管理办法", note: "", statement: HEARD };
let numbers = 0;
const decisionNumber = () => {
  numbers += 1;
  return `临人社〔2026〕${numbers}号`;
};

const decided =
  (act: DecidedAct, ground: string, tells: (who: Somebody, how: How) => void, later = false): Happening =>
  async (who, how) => {
    const { certificateId, scene } = who;
    const effectiveOn = later ? addDays(chinaDateOf(how.now), how.days) : null;
    const details = { ...DECISION, ground, decisionNumber: decisionNumber(), effectiveOn, banUntilOn: null };
    const proposed = await inTransaction((tx) =>
      proposeAct(tx, { certificateId, act, details }, scene.issuer, how.now),
    );
    if (!proposed.ok) return false;
    const { proposalId } = proposed;
    const made = await inTransaction((tx) =>
      approveProposal(tx, { proposalId }, scene.secondIssuer, how.now),
    );
    if (made.ok) tells(who, how);
    return made.ok;
  };
const cardOf = ({ model }: Somebody) => model.cards.at(-1)!;

const reported =
  (statement: typeof reportLoss, lost: boolean): Happening =>
  async (who, { now }) => {
    const said = { certificateId: who.certificateId, note: "巡查途中" };
    const done = await inTransaction((tx) => statement(tx, said, null, now));
    if (done.ok) tell(cardOf(who).lost, lost, now);
    return done.ok;
  };

/** A first certificate again, after the one before has ended. */
const issuedAgain: Happening = async (who, { now }) => {
  const scene = { ...who.scene, urban: who.unitId };
  const made = await issued(scene, who.personId, now).catch(() => null);
  if (!made) return false;
  const { certificateId } = made;
  const got = await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, now));
  if (!got.ok) return false;
  const { validToOn } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  who.certificateId = certificateId;
  who.model.cards.push(newCard(now, fromDbDate(validToOn)));
  return true;
};

const moved: Happening = async ({ scene, personId, unitId, model }, { now, on, which }) => {
  const here = which === 0;
  const move = { personId, unitId: here ? unitId : scene.market, title: null, fromOn: on };
  const { ok } = await inTransaction((tx) => transferEmployment(tx, move, null, now));
  if (!ok) return false;
  tellOfDays(model.unit, here ? "here" : "elsewhere", now, on);
  tellOfDays(model.status, "in-post", now, on);
  return true;
};

const IDENTITIES = ["civil-servant", "public-institution", "contract"] as const;
const identified: Happening = async ({ personId, model }, { now, on, which }) => {
  const identity = IDENTITIES[which]!;
  const change = { personId, relation: "home", identity, fromOn: on } as const;
  const { ok } = await inTransaction((tx) => changeEmployment(tx, change, null, now));
  if (ok) tellOfDays(model.identity, identity, now, on);
  return ok;
};
const stoodDown: Happening = async ({ personId, model }, { now, on, which }) => {
  const status = which === 0 ? "suspended" : "in-post";
  const change = { personId, relation: "home", status, fromOn: on } as const;
  const { ok } = await inTransaction((tx) => changeEmployment(tx, change, null, now));
  if (ok) tellOfDays(model.status, status, now, on);
  return ok;
};

const seated: Happening = async (who, { now, on, which, days }) => {
  const { personId, positionId, model } = who;
  const today = chinaDateOf(now);
  const fromOn = on < today ? today : on;
  const asked = { personId, positionId, fromOn, toOn: which === 0 ? addDays(fromOn, days) : null };
  const answer = await inTransaction((tx) => assignPerson(tx, asked, null, now));
  if (!answer.ok) return false;
  const from = fromOn === today ? now : startOfDay(fromOn);
  if (!mayIn(model, from, now, true)) throw new Error("put on a post against what was known");
  const track: Track<boolean> = [];
  tellOfDays(track, true, now, fromOn, asked.toOn ?? undefined);
  model.posts.set(answer.factId, track);
  return true;
};
const takenOff: Happening = async ({ positionId, model }, { now, on }) => {
  const factId = [...model.posts.keys()].at(-1);
  if (!factId) return false;
  const ending = { factId, positionId, toOn: on, reason: "轮岗" };
  await inTransaction((tx) => endAssignment(tx, ending, null, now));
  tellOfDays(model.posts.get(factId)!, false, now, on);
  return true;
};

const dutyBegun: Happening = async ({ scene, personId, model }, { now, on, which, days }) => {
  const range = { fromOn: on, toOn: which === 0 ? null : addDays(on, days) };
  const duty = { personId, unitId: scene.market, kind: "legal-review", fullTime: false, ...range } as const;
  const made = await inTransaction((tx) => recordLegalDuty(tx, duty, null, now));
  if (!made.ok) return false;
  const track: Track<boolean> = [];
  tellOfDays(track, true, now, on, range.toOn ?? undefined);
  model.duties.set(made.factId, track);
  return true;
};
const dutyEnded: Happening = async ({ scene, personId, model }, { now, days }) => {
  const row = await prisma.legalDuty.findFirst({ where: { personId, supersededAt: null } });
  if (!row) return false;
  const toOn = addDays(fromDbDate(row.fromOn), days);
  const ending = { personId, unitId: scene.market, kind: "legal-review", toOn } as const;
  const ended = await inTransaction((tx) => endLegalDuty(tx, ending, null, now));
  if (ended.ok) tellOfDays(model.duties.get(ended.factId)!, false, now, toOn);
  return ended.ok;
};

const banned: Happening = async ({ personId, model }, { now, on, days }) => {
  const ban = { personId, reason: "cheated", decisionNumber: decisionNumber(), fromOn: on };
  const toOn = addDays(on, days);
  const factId = await inTransaction((tx) => recordExamBan(tx, { ...ban, toOn }, null, now));
  const track: Track<boolean> = [];
  tellOfDays(track, true, now, on, toOn);
  model.bans.set(factId, track);
  return true;
};
const banLifted: Happening = async ({ model }, { now }) => {
  const [factId, track] = [...model.bans].at(-1) ?? [];
  if (!factId || !track) return false;
  await inTransaction((tx) => liftExamBan(tx, factId, null, now));
  tell(track, false, now, ALWAYS);
  return true;
};

const sanctioned: Happening = async ({ personId, model }, { now, on, days, which }) => {
  const kind = which === 0 ? "warning" : "demerit";
  const decision = {
    personId,
    kind,
    authority: "临湖区监察委员会",
    decisionNumber: decisionNumber(),
  } as const;
  const toOn = addDays(on, days);
  const made = await inTransaction((tx) => recordSanction(tx, { ...decision, fromOn: on, toOn }, null, now));
  if (!made.ok) return false;
  const track: Track<boolean> = [];
  // 警告 bars nobody.
  tellOfDays(track, kind === "demerit", now, on, toOn);
  model.sanctions.set(made.factId, track);
  return true;
};
const sanctionLifted: Happening = async ({ personId, model }, { now, days }) => {
  const [factId, track] = [...model.sanctions].at(-1) ?? [];
  const row = factId && (await prisma.sanction.findFirst({ where: { factId, supersededAt: null } }));
  if (!row || !track) return false;
  const toOn = addDays(fromDbDate(row.fromOn), days);
  const lifting = { personId, factId: row.factId, toOn, decisionNumber: decisionNumber() };
  const { ok } = await inTransaction((tx) => liftSanction(tx, lifting, null, now));
  if (ok) tellOfDays(track, false, now, toOn);
  return ok;
};
/** It never was: somebody else's. */
const sanctionWithdrawn: Happening = async ({ personId, model }, { now }) => {
  const [factId, track] = [...model.sanctions].at(-1) ?? [];
  const row = factId && (await prisma.sanction.findFirst({ where: { factId, supersededAt: null } }));
  if (!row || !track) return false;
  const wrong = { personId, subject: "sanction", versionId: row.id, right: null, reason: "同名" } as const;
  const { ok } = await inTransaction((tx) => correctFact(tx, wrong, null, now));
  if (ok) tell(track, false, now, ALWAYS);
  return ok;
};
const graded: Happening = async ({ personId, model }, { now, which }) => {
  const grade = which === 0 ? "incompetent" : "competent";
  const made = await inTransaction((tx) => recordAnnualGrade(tx, { personId, year: 2025, grade }, null, now));
  if (made.ok) tell(model.failed, grade === "incompetent", now, ALWAYS);
  return made.ok;
};
const ruled: Happening = async ({ unitId, strictPack, model }, { now, on, which }) => {
  const packCode = which === 2 ? nationalPack.id : strictPack;
  await inTransaction((tx) => assignPack(tx, { unitId, packCode, fromOn: on }, null, now));
  tellOfDays(model.strict, packCode === strictPack, now, on);
  return true;
};

const BODY = { basis: "statutory", fields: [FIELD], document: "临政发〔2014〕1号" } as const;
const bodyOf = (unitId: string, fromOn: DateOn) => ({
  ...{ ...BODY, unitId, fromOn, fields: [...BODY.fields], publishedOn: "2014-03-01" as const },
});
const bodyEnded: Happening = async ({ unitId, model }, { now, on }) => {
  await inTransaction((tx) => endEnforcementBody(tx, { unitId, toOn: on }, null, now));
  tellOfDays(model.body, false, now, on);
  return true;
};
const bodyRecorded: Happening = async ({ unitId, model }, { now, on }) => {
  await inTransaction((tx) => recordEnforcementBody(tx, bodyOf(unitId, on), null, now));
  tellOfDays(model.body, true, now, on);
  return true;
};
const confined: Happening = async ({ scene, unitId, unitName, model }, { now, on, which }) => {
  const civilServantsOnly = which !== 0;
  const change = { unitId, fromOn: on, ...contentOf(unitName, scene.district), civilServantsOnly };
  const { ok } = await inTransaction((tx) => changeUnit(tx, change, scene.legalAffairs, now));
  if (ok) tellOfDays(model.civilServantsOnly, civilServantsOnly, now, on);
  return ok;
};
const contentOf = (name: string, parentId: string) => ({
  ...{ name, shortName: name, kind: "enforcement-bureau" as const, parentId },
  ...{ civilServantsOnly: false, establishment: null },
});

const powerTaken: Happening = async ({ positionId, model }, { now, on }) => {
  const factId = [...model.powers.keys()].at(-1)!;
  await inTransaction((tx) => takePower(tx, { positionId, factId, toOn: on }, null, now));
  tellOfDays(model.powers.get(factId)!, false, now, on);
  return true;
};
const powerGiven: Happening = async ({ positionId, powerId, model }, { now, on }) => {
  const given = { positionId, powerId, fromOn: on, toOn: null };
  const made = await inTransaction((tx) => givePower(tx, given, null, now));
  if (!made.ok) return false;
  const track: Track<boolean> = [];
  tellOfDays(track, true, now, on);
  model.powers.set(made.factId, track);
  return true;
};

const ends = (from: (how: How) => Date) => (who: Somebody, how: How) =>
  tell(cardOf(who).ended, true, how.now, from(how));
const atOnce = ends(({ now }) => now);

/** By what belongs together: a history is about a few of these, so that its acts meet. */
export const HAPPENINGS = {
  card: {
    suspended: decided("suspend", "off-post-training", (who, { now }) =>
      tell(cardOf(who).suspended, true, now),
    ),
    restored: decided("restore", "training-passed", (who, { now }) =>
      tell(cardOf(who).suspended, false, now),
    ),
    lost: reported(reportLoss, true),
    found: reported(reportFound, false),
  },
  end: {
    revoked: decided("revoke", "serious-violation", atOnce),
    cancelled: decided("cancel", "retired", atOnce),
    "cancelled from a later day": decided(
      "cancel",
      "left-post",
      ends(({ now, days }) => startOfDay(addDays(chinaDateOf(now), days))),
      true,
    ),
    // 撤销: issued wrongly is as if never issued, whatever was thought meanwhile.
    annulled: decided(
      "annul",
      "ineligible-at-issue",
      ends(() => ALWAYS),
    ),
    "issued again": issuedAgain,
    // Nothing is done; the card runs out of itself.
    "years later": async () => true,
  },
  work: { moved, identified, "stood down": stoodDown },
  post: { seated, "seated again": seated, "taken off": takenOff },
  duty: { "duty begun": dutyBegun, "duty ended": dutyEnded, "taken off": takenOff, seated },
  ban: { banned, "ban lifted": banLifted },
  record: {
    sanctioned,
    "sanction lifted": sanctionLifted,
    "sanction withdrawn": sanctionWithdrawn,
    graded,
    ruled,
  },
  unit: { "body ended": bodyEnded, "body recorded": bodyRecorded, confined, identified },
  powers: { "power taken": powerTaken, "power given": powerGiven },
} satisfies Record<string, Record<string, Happening>>;
type Theme = keyof typeof HAPPENINGS;

export type Step = { theme: Theme; name: string; hours: number; in: number; days: number; which: number };
const stepOf = (theme: Theme): fc.Arbitrary<Step> =>
  fc
    .record({
      theme: fc.constant(theme),
      name: fc.constantFrom(...Object.keys(HAPPENINGS[theme])),
      hours: fc.integer({ min: 1, max: 60 }),
      in: fc.integer({ min: -6, max: 4 }),
      days: fc.integer({ min: 1, max: 6 }),
      which: fc.integer({ min: 0, max: 2 }),
    })
    .map((step) => (step.name === "years later" ? { ...step, hours: 24 * 365 * 6 } : step));
export const life: fc.Arbitrary<Step[]> = fc
  .subarray(Object.keys(HAPPENINGS) as Theme[], { minLength: 2, maxLength: 4 })
  .chain((themes) => fc.array(fc.oneof(...themes.map(stepOf)), { minLength: 4, maxLength: 12 }));

export const happens = (who: Somebody, step: Step, now: Date): Promise<boolean> => {
  const named: Record<string, Happening> = HAPPENINGS[step.theme];
  return named[step.name]!(who, { ...step, now, on: addDays(chinaDateOf(now), step.in) });
};

export async function setLives(): Promise<{ scene: Scene; strictPack: string }> {
  const scene = await setScene();
  const { sanction, grade } = nationalPack.holding;
  const strict = { sanction: { ...sanction, value: "block" }, grade: { ...grade, value: "block" } } as const;
  await ownPack(scene.market, { holding: strict }, NOW);
  const pack = await prisma.rulePack.findFirstOrThrow({ where: { code: { startsWith: "own-" } } });
  return { scene, strictPack: pack.code };
}

let units = 0;
/** On a post with a power, in a bureau of one's own, with a collected certificate. */
export async function begin({ scene, strictPack }: Awaited<ReturnType<typeof setLives>>): Promise<Somebody> {
  units += 1;
  const unitName = `第${units}执法局`;
  const fromOn: DateOn = "2014-01-01";
  const [unitId, positionId, powerId] = await inTransaction(async (tx) => {
    const unit = { code: `bureau-${units}`, ...contentOf(unitName, scene.district), fromOn };
    const made = await createUnit(tx, unit, null, NOW);
    await recordEnforcementBody(tx, bodyOf(made, fromOn), null, NOW);
    const post = { unitId: made, title: "巡查岗", family: "enforcement", field: FIELD } as const;
    const power = { kind: "penalty", name: "占道经营", field: FIELD, basis: "城市市容管理条例" } as const;
    const exercised = { ...power, unitId: made, fromOn, toOn: null };
    return [made, await createPosition(tx, post, null, NOW), await addPower(tx, exercised, null, NOW)];
  });
  const reviewers = [
    { accountId: scene.legalReviewer, role: "unit-legal-reviewer" },
    { accountId: scene.personnelOfficer, role: "unit-personnel-officer" },
  ] as const;
  for (const grant of reviewers) await inTransaction((tx) => grantRole(tx, { ...grant, unitId }, null, NOW));
  const personId = await officer(unitId);
  const who = {
    scene,
    strictPack,
    personId,
    certificateId: "",
    unitId,
    unitName,
    positionId,
    powerId,
    model: newModel(),
  };
  const { model } = who;
  tellOfDays(model.unit, "here", NOW, "2020-01-01");
  tellOfDays(model.identity, "civil-servant", NOW, "2020-01-01");
  tellOfDays(model.status, "in-post", NOW, "2020-01-01");
  tellOfDays(model.body, true, NOW, fromOn);
  const how = { now: NOW, on: fromOn, days: 1, which: 1 };
  const begun = [
    await powerGiven(who, how),
    await issuedAgain(who, how),
    await seated(who, { ...how, on: chinaDateOf(NOW) }),
  ];
  if (begun.includes(false)) throw new Error(`nobody to tell of: ${begun.join()}`);
  return who;
}

import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { submitApplication } from "~/certification/applications.server";
import { allocateCertificate } from "~/certification/issuance.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { changeEmployment } from "~/personnel/employment.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { assignPerson } from "~/positions/assignments.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { addShift, manShift } from "~/positions/shifts.server";
import {
  approve,
  codesOf,
  FIELD,
  HEARD,
  issued,
  NOW,
  officer,
  type Scene,
  setScene,
} from "../certification/scene";
import { useDatabase } from "../support/database";

// What takes the right away and what makes use of it, in one moment: whichever the database lets go first, nothing is
// given after it was taken, and what was given just before counts no longer.

const database = await useDatabase();
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 3);
const TODAY = chinaDateOf(NOW);
let scene: Scene;
let patrol: string;
beforeAll(async () => {
  scene = await setScene();
  const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement", field: FIELD } as const;
  patrol = await inTransaction((tx) => createPosition(tx, post, null, NOW));
});

type Officer = { personId: string; certificateId: string };
async function certified(): Promise<Officer> {
  const personId = await officer(scene.urban);
  const { certificateId } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  return { personId, certificateId };
}
const assign = (personId: string, at: Date) => {
  const asked = { personId, positionId: patrol, fromOn: TODAY, toOn: null };
  return inTransaction((tx) => assignPerson(tx, asked, scene.personnelOfficer, at));
};

/** Prepared by one person, so that in the race nothing is left but the step that takes effect. */
async function decided(act: "revoke" | "suspend", certificateId: string, at: Date) {
  const details = {
    ...{
      ground: act === "revoke" ? "altered-or-lent" : "off-post-training",
      decisionNumber: "临人社〔2026〕1号",
    },
    ...{
      legalBasis: "吉林省行政执法证件管理办法",
      effectiveOn: null,
      banUntilOn: null,
      note: "",
      statement: HEARD,
    },
  };
  const proposed = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details }, scene.issuer, at),
  );
  if (!proposed.ok) throw new Error(codesOf(proposed).join());
  const { proposalId } = proposed;
  return () => inTransaction((tx) => approveProposal(tx, { proposalId }, scene.secondIssuer, at));
}

type Prepared = () => Promise<{ ok: boolean } | null>;
/** Each answers the step that is raced, and the event that says it happened. */
const TAKES: Record<string, { event: string; prepare: (who: Officer, at: Date) => Promise<Prepared> }> = {
  revocation: {
    event: "certificate.revoked",
    prepare: ({ certificateId }, at) => decided("revoke", certificateId, at),
  },
  suspension: {
    event: "certificate.suspended",
    prepare: ({ certificateId }, at) => decided("suspend", certificateId, at),
  },
  transfer: {
    event: "employment.ended",
    prepare:
      async ({ personId }, at) =>
      () => {
        const move = { personId, unitId: scene.market, title: null, fromOn: TODAY };
        return inTransaction((tx) => transferEmployment(tx, move, scene.personnelOfficer, at));
      },
  },
  "change to a contract": {
    event: "employment.recorded",
    prepare:
      async ({ personId }, at) =>
      () => {
        const change = { personId, relation: "home", identity: "contract", fromOn: TODAY } as const;
        return inTransaction((tx) => changeEmployment(tx, change, scene.personnelOfficer, at));
      },
  },
};
const GIVES: Record<string, { event: string; prepare: (who: Officer, at: Date) => Promise<Prepared> }> = {
  "an assignment": {
    event: "assignment.made",
    prepare:
      async ({ personId }, at) =>
      () =>
        assign(personId, at),
  },
  "a shift": {
    event: "shift.manned",
    prepare: async ({ personId }, at) => {
      const seated = await assign(personId, at);
      if (!seated.ok) throw new Error(codesOf(seated).join());
      const partner = await certified();
      await assign(partner.personId, NOW);
      const hour = (n: number) => new Date(NOW.getTime() + (24 + n) * 3_600_000);
      const planned = { act: "penalty", unitId: scene.urban, field: FIELD, place: "中心广场" } as const;
      const shift = await inTransaction((tx) =>
        addShift(tx, { ...planned, startsAt: hour(0), endsAt: hour(1) }, scene.personnelOfficer, at),
      );
      if (!shift.ok) throw new Error(codesOf(shift).join());
      const wanted = { unitId: scene.urban, shiftId: shift.shiftId, personIds: [personId, partner.personId] };
      return () => inTransaction((tx) => manShift(tx, wanted, scene.personnelOfficer, at));
    },
  },
  "a new certificate": {
    event: "certificate.issued",
    prepare: async ({ personId }, at) => {
      const wanted = { personId, unitId: scene.urban, kind: "replacement", field: FIELD } as const;
      const application = await inTransaction((tx) => submitApplication(tx, wanted, scene.submitter, at));
      if (!application.ok) throw new Error(codesOf(application).join());
      const { applicationId } = application;
      await approve(scene, applicationId, at);
      const decision = { applicationId, decisionNumber: "临人社证〔2026〕2号" };
      return () => inTransaction((tx) => allocateCertificate(tx, decision, scene.issuer, at));
    },
  },
};
let seconds = 0;

describe.each(Object.entries(TAKES))("a %s", (taking, take) => {
  it.each(Object.entries(GIVES))(
    `and %s in one moment, ${ROUNDS} times`,
    async (giving, give) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const who = await certified();
        seconds += 1;
        const at = new Date(NOW.getTime() + 600_000 + seconds * 1_000);
        const given = await give.prepare(who, at);
        const taken = await take.prepare(who, at);
        const before = await lastEvent();
        const both = round % 2 === 0 ? [given(), taken()] : [taken(), given()];
        const answers = await Promise.all(both);
        const [gave, took] = round % 2 === 0 ? answers : [answers[1], answers[0]];
        const events = await eventsAfter(before, who.personId);
        const [gaveAt, tookAt] = [events.indexOf(give.event), events.indexOf(take.event)];
        expect([gaveAt !== -1, tookAt !== -1], `${taking}, ${giving}`).toEqual([gave?.ok, took?.ok]);
        // The old certificate is not taken from who has the new one by then: that decision is about something that ended.
        const isOvertaken =
          giving === "a new certificate" && (taking === "revocation" || taking === "suspension");
        if (!(isOvertaken && gave?.ok)) expect(took?.ok).toBe(true);
        if (gave?.ok && took?.ok) expect(gaveAt).toBeLessThan(tookAt);
        if (took?.ok) await countsNoLonger(who.personId, at);
      }
    },
    ROUNDS * 20_000 + 60_000,
  );
});

const lastEvent = async () =>
  (await database.ownerQuery<{ id: string }>("SELECT max(id)::text AS id FROM audit_event"))[0]!.id;
/** Their types in the order in which they were written: each side writes while it holds the person's lock. */
const eventsAfter = async (id: string, personId: string) =>
  (
    await database.ownerQuery<{ type: string }>(
      "SELECT type FROM audit_event WHERE id > $1::bigint AND person_id = $2::uuid ORDER BY id",
      [id, personId],
    )
  ).map(({ type }) => type);

/** Neither by the gate at that instant, nor by a certificate that lives on for a unit one has left. */
async function countsNoLonger(personId: string, at: Date): Promise<void> {
  const asked = { personId, unitId: scene.urban, field: FIELD, at };
  expect((await decideEnforcement(prisma, asked)).ok).toBe(false);
  const later = new Date(at.getTime() + 500);
  expect((await assign(personId, later)).ok).toBe(false);
}

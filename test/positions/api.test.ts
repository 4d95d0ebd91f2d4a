import { Validator } from "@seriousme/openapi-schema-validator";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { admitApiClient, createApiClient, renewApiKey, revokeApiClient } from "~/access/api-client.server";
import { apiClientsUnder } from "~/access/api-clients.server";
import { keyEndsAt } from "~/access/api-scope";
import { chinaDateOf, startOfDay } from "~/calendar";
import { collectCertificate, reportLoss } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { changesAnswer, eligibilityAnswer, teamAnswer } from "~/positions/api-schema";
import { assignPerson } from "~/positions/assignments.server";
import { changesAfter, cursorFrom } from "~/positions/changes.server";
import { decideEnforcement } from "~/positions/gate.server";
import { createPosition } from "~/positions/positions.server";
import { loader as askChanges } from "~/routes/api.v1.changes";
import { action as askOne } from "~/routes/api.v1.eligibility";
import { loader as askDocument } from "~/routes/api.v1.openapi[.]json";
import { action as askTeam } from "~/routes/api.v1.team-eligibility";
import { FIELD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";
import { settled } from "./settled";

const database = await useDatabase();

const SCOPES = ["eligibility", "team", "changes"] as const;
let scene: Scene;
let key: string;
let officers: { personId: string; certificateId: string; number: string }[];

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

beforeAll(async () => {
  scene = await setScene();
  const patrol = { unitId: scene.urban, title: "市容巡查岗", family: "enforcement" as const, field: FIELD };
  const positionId = await inTransaction((tx) => createPosition(tx, patrol, null, NOW));
  officers = [];
  for (let n = 0; n < 3; n += 1) {
    const personId = await officer(scene.urban);
    const { certificateId, number } = await issued(scene, personId);
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    const assigned = { personId, positionId, fromOn: chinaDateOf(NOW), toOn: null };
    // The third has a certificate and no post.
    if (n < 2) await inTransaction((tx) => assignPerson(tx, assigned, scene.personnelOfficer, NOW));
    officers.push({ personId, certificateId, number });
  }
  key = await keyFor(scene.district);
});
afterEach(() => vi.useRealTimers());

const keyFor = (
  unitId: string,
  more: { scopes?: readonly (typeof SCOPES)[number][]; perMinute?: number } = {},
) =>
  inTransaction((tx) =>
    createApiClient(tx, { name: "办案系统", unitId, scopes: SCOPES, ...more }, null, NOW),
  );

const asking = (with_: string, body?: object, search = "") =>
  new Request(`http://localhost/api/v1/question${search}`, {
    headers: { Authorization: `Bearer ${with_}`, "Content-Type": "application/json" },
    ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
  });

/** As the server answers: what is thrown as a response is one. */
async function reply(handler: (args: never) => Promise<Response>, request: Request, at = later(1)) {
  vi.useFakeTimers({ now: at, toFake: ["Date"] });
  const args = { request, params: {}, context: {} } as never;
  const response = await handler(args).catch((thrown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const one = (number: string, more: object = {}, with_ = key) =>
  reply(askOne, asking(with_, { certificateNumber: number, unit: "urban", field: FIELD, ...more }));
const team = (numbers: string[], more: object = {}, with_ = key) =>
  reply(askTeam, asking(with_, { certificateNumbers: numbers, unit: "urban", field: FIELD, ...more }));

describe("one officer", () => {
  it("is answered as the gate decides, now, before and after, and the question is kept with its case", async () => {
    for (const at of [later(1), new Date("2026-01-01T00:00:00Z"), new Date("2031-11-19T16:00:00Z")]) {
      for (const { number, personId } of officers) {
        const answer = await one(number, { at: at.toISOString(), caseNumber: "临城执〔2026〕17号" });
        const decided = await decideEnforcement(prisma, { personId, unitId: scene.urban, field: FIELD, at });
        const codes = decided.ok ? [] : decided.refusals.map(({ code }) => code);
        expect([answer.body.eligible, answer.body.reasons.map((one: { code: string }) => one.code)]).toEqual([
          decided.ok,
          codes,
        ]);
        expect(eligibilityAnswer.safeParse(answer.body).success).toBe(true);
        const kept = await prisma.eligibilityCheck.findFirstOrThrow({ orderBy: { id: "desc" } });
        expect(kept).toMatchObject({
          personId,
          eligible: decided.ok,
          codes,
          caseNumber: "临城执〔2026〕17号",
        });
      }
    }
    expect((await one(officers[0]!.number)).body.eligible).toBe(true);
    expect((await one(officers[2]!.number)).body.reasons[0].code).toBe("assignment.none");
  });

  it("a unit outside the key's subtree is as unknown as one that is not there, and nothing is kept", async () => {
    const narrow = await keyFor(scene.market);
    const before = await prisma.eligibilityCheck.count();
    const outside = await one(officers[0]!.number, {}, narrow);
    const nowhere = await one(officers[0]!.number, { unit: "no-such-unit" }, narrow);
    expect([outside.status, outside.body]).toEqual([404, nowhere.body]);
    expect((await team([officers[0]!.number], {}, narrow)).status).toBe(404);
    expect(await prisma.eligibilityCheck.count()).toBe(before);
  });

  it("every wrong field is named", async () => {
    const { status, body } = await one("", { at: "yesterday", person: "x" });
    expect(status).toBe(422);
    expect(body.issues.map(({ field }: { field: string }) => field)).toEqual(["certificateNumber", "at", ""]);
  });
});

describe("many at once", () => {
  it("are each answered as if alone, with a count of their own, and each is kept", async () => {
    const narrow = await keyFor(scene.market);
    const unknown = "0000000000";
    const asked = Array.from({ length: 60 }, (_, n) => ({
      number: n % 7 === 0 ? unknown : officers[n % 3]!.number,
      at: n % 5 === 0 ? "2031-11-19T16:00:00Z" : undefined,
      with_: n % 11 === 0 ? narrow : key,
      caseNumber: `case ${n}`,
    }));
    const alone: Awaited<ReturnType<typeof one>>[] = [];
    for (const { number, at, with_ } of asked.slice(0, 35)) alone.push(await one(number, { at }, with_));
    const together = await Promise.all(
      asked.map(({ number, at, with_, caseNumber }) => one(number, { at, caseNumber }, with_)),
    );
    const told = ({ status, body }: (typeof alone)[number]) => [
      status,
      body.eligible,
      body.reasons,
      body.until,
    ];
    expect(together.slice(0, 35).map(told)).toEqual(alone.map(told));
    const kept = await prisma.eligibilityCheck.findMany({ where: { caseNumber: { startsWith: "case " } } });
    const answered = asked.filter(({ with_ }) => with_ === key);
    expect(kept.map(({ caseNumber }) => caseNumber).sort()).toEqual(
      answered.map(({ caseNumber }) => caseNumber).sort(),
    );
  });

  it("what cannot be stored is refused alone and takes nobody with it", async () => {
    const asked = [officers[0]!.number, "\u0000", officers[1]!.number, officers[0]!.number];
    const answers = await Promise.all(asked.map((number) => one(number)));
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 200, 200]);
  });
});

describe("a team", () => {
  it("of two officers may act; with one of them lost or without a post, or named twice, it may not (K19)", async () => {
    const [a, b, c] = officers.map(({ number }) => number) as [string, string, string];
    const both = await team([a, b], { caseNumber: "2026-17" });
    expect(both.body).toMatchObject({ mayAct: true, reasons: [] });
    expect(teamAnswer.safeParse(both.body).success).toBe(true);
    const kept = await prisma.eligibilityCheck.findMany({ orderBy: { id: "desc" }, take: 2 });
    expect(new Set(kept.map(({ teamId }) => teamId)).size).toBe(1);
    expect(kept.map(({ caseNumber }) => caseNumber)).toEqual(["2026-17", "2026-17"]);
    for (const numbers of [
      [a, c],
      [a, a],
      [a, "0000000000"],
    ]) {
      const { body } = await team(numbers);
      expect(body.mayAct).toBe(false);
      expect(body.reasons).toMatchObject([
        { code: "team.short", rule: "K19", facts: { eligible: 1, required: 2 } },
      ]);
      expect(body.reasons[0].en).toContain("at least 2");
    }
  });
});

describe("changes", () => {
  const since = (after: string | null, with_ = key, at = later(20)) =>
    reply(askChanges, asking(with_, undefined, after === null ? "" : `?after=${after}`), at);

  it("begin at now; a lost certificate is told once, to whose subtree it is in, with its status", async () => {
    await settled(database);
    const begin = await since(null);
    expect(begin.body.changes).toEqual([]);
    const certificateId = officers[1]!.certificateId;
    const lost = await inTransaction((tx) =>
      reportLoss(tx, { certificateId, note: "巡查途中遗失" }, scene.issuer, later(10)),
    );
    expect(lost).toMatchObject({ ok: true });
    await settled(database);
    const news = await since(begin.body.next);
    expect(changesAnswer.safeParse(news.body).error).toBeUndefined();
    expect(news.body.changes).toMatchObject([
      { about: "certificate", certificates: [{ number: officers[1]!.number, status: "lost" }] },
    ]);
    expect((await since(news.body.next)).body.changes).toEqual([]);
    expect((await since(begin.body.next, await keyFor(scene.market))).body.changes).toEqual([]);
    expect((await since("nonsense")).status).toBe(422);
  });

  it("what a slow transaction wrote earlier is not passed over", async () => {
    const scoped = { path: "/linhu/" };
    await settled(database);
    const begin = cursorFrom((await changesAfter(prisma, null, scoped, NOW)).next)!;
    const told = async () => (await changesAfter(prisma, begin, scoped, NOW)).changes.length;
    const event = (personId: string) => [
      "INSERT INTO audit_event (at, type, person_id, data) VALUES (now(), 'certificate.found', $1, '{}')",
      [personId],
    ];
    const slow = await import("pg").then(({ default: pg }) => new pg.Client(database.ownerUrl));
    await slow.connect();
    await slow.query("BEGIN");
    await slow.query(...(event(officers[0]!.personId) as [string, string[]]));
    await database.ownerQuery(...(event(officers[1]!.personId) as [string, string[]]));
    const meanwhile = await changesAfter(prisma, begin, scoped, NOW);
    expect(meanwhile.changes).toEqual([]);
    await slow.query("COMMIT");
    await slow.end();
    await settled(database);
    expect(await told()).toBe(2);
    expect((await changesAfter(prisma, cursorFrom(meanwhile.next)!, scoped, NOW)).changes.length).toBe(2);
  });
});

describe("keys", () => {
  const finds = async (with_: string, at: Date) => (await admitApiClient({ key: with_, now: at })) !== null;

  it("end after a year, and at once when revoked; only the hash is kept, and no event names one", async () => {
    const own = await keyFor(scene.urban);
    expect([await finds(own, later(1)), await finds(own, keyEndsAt(NOW))]).toEqual([true, false]);
    const { clientId } = (await admitApiClient({ key: own, now: later(1) }))!.client;
    const revoke = () => inTransaction((tx) => revokeApiClient(tx, { clientId }, scene.issuer, later(2)));
    expect(await revoke()).toEqual({ ok: true });
    expect(await revoke()).toMatchObject({ refusals: [{ code: "api-client.revoked" }] });
    const answer = await reply(askOne, asking(own, {}), later(3));
    expect([answer.status, answer.headers.get("WWW-Authenticate")]).toEqual([401, "Bearer"]);
    expect(await inTransaction((tx) => renewApiKey(tx, { clientId }, scene.issuer, later(3)))).toMatchObject({
      ok: false,
    });
    const said = JSON.stringify(
      await prisma.auditEvent.findMany({ select: { data: true, subjectId: true } }),
    );
    expect(said).not.toContain(own);
  });

  it("renewed: the old one goes on for a day from then, whatever is renewed meanwhile", async () => {
    const first = await keyFor(scene.urban);
    const { clientId } = (await admitApiClient({ key: first, now: later(1) }))!.client;
    const renew = async (at: Date) => {
      const made = await inTransaction((tx) => renewApiKey(tx, { clientId }, scene.issuer, at));
      if (!made.ok) throw new Error("It is revoked");
      return made.key;
    };
    const second = await renew(later(10));
    const day = 24 * 60;
    expect(await Promise.all([first, second].map((one) => finds(one, later(9 + day))))).toEqual([true, true]);
    expect(await Promise.all([first, second].map((one) => finds(one, later(10 + day))))).toEqual([
      false,
      true,
    ]);
    const third = await renew(later(20));
    const all = (at: Date) => Promise.all([first, second, third].map((one) => finds(one, at)));
    expect(await all(later(10 + day))).toEqual([false, true, true]);
    expect(await all(later(20 + day))).toEqual([false, false, true]);
  });

  it("open only what they were made for", async () => {
    const narrow = await keyFor(scene.district, { scopes: ["eligibility"] });
    expect((await one(officers[0]!.number, {}, narrow)).status).toBe(200);
    expect((await team([officers[0]!.number], {}, narrow)).status).toBe(403);
  });

  it("let through as many a minute as they may, however many ask at once; the register shows how many", async () => {
    const limited = await keyFor(scene.urban, { perMinute: 5 });
    const admit = async (now: Date) => (await admitApiClient({ key: limited, now }))!;
    const admitted = await Promise.all(Array.from({ length: 20 }, () => admit(NOW)));
    const waits = admitted.map(({ seconds }) => seconds);
    const { clientId } = admitted[0]!.client;
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(5);
    expect(Math.min(...waits.filter((seconds) => seconds > 0))).toBe(60);
    const answer = await reply(askOne, asking(limited, {}), new Date(NOW.getTime() + 15_000));
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([429, "45"]);
    expect((await admit(later(1))).seconds).toBe(0);
    const today = chinaDateOf(NOW);
    const [row] = await apiClientsUnder(prisma, ["/linhu/urban/"], today, startOfDay(today)).then((rows) =>
      rows.filter(({ id }) => id === clientId),
    );
    expect(row).toMatchObject({ askedToday: 22, perMinute: 5, lastUsedAt: later(1) });
  });
});

it("the description is valid OpenAPI, and names every address", async () => {
  const document = await askDocument().json();
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  expect(Object.keys(document.paths)).toEqual([
    "/api/v1/eligibility",
    "/api/v1/team-eligibility",
    "/api/v1/changes",
  ]);
  expect(document.components.schemas.EligibilityQuestion.required).toEqual(["certificateNumber", "unit"]);
});

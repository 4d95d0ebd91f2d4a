import { beforeAll, describe, expect, it } from "vitest";
import { disableAccount, enableAccount } from "~/access/account-state.server";
import { createAccount, grantRole } from "~/access/accounts.server";
import { activationCodeFrom, activationCodeTyped } from "~/access/activation";
import { activate, findActivationProblem, issueActivation } from "~/access/activation.server";
import { judgePassword } from "~/access/change-password.server";
import { hashPassword } from "~/access/password.server";
import { passwordProfile } from "~/access/password-policy";
import { findActor, openSession } from "~/access/session.server";
import { signIn } from "~/access/sign-in.server";
import { beginTry, endTry } from "~/access/tries.server";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { action as activatePage } from "~/routes/activate";
import { refusalsOf } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { call, formOf } from "../routes/call";
import { useDatabase } from "../support/database";

const database = await useDatabase();
/** More of them in the long suite. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 4);

const now = new Date("2026-11-20T01:00:00Z");
const after = (days: number) => new Date(now.getTime() + days * 86_400_000);
let root: string;
let hash: string;
let made = 0;

beforeAll(async () => {
  ({ root } = await smallDistrict());
  hash = await hashPassword("the heron stands still", 4);
});

const open = (at = now) =>
  inTransaction(async (tx) => {
    made += 1;
    const loginName = `owner-${made}`;
    const id = await createAccount(tx, { loginName, displayName: "顾长青", personId: null }, null, at);
    return { id, loginName, ...(await issueActivation(tx, { accountId: id }, null, at)) };
  });
const problem = async (accountId: string, typedCode: string, at = now) =>
  (await findActivationProblem(prisma, { accountId, typedCode }, at))?.code ?? null;
const spend = (accountId: string, typedCode: string, at = now) =>
  inTransaction((tx) => activate(tx, { accountId, typedCode, passwordHash: hash }, at));
const enter = (loginName: string, password: string, at = now) =>
  signIn({ loginName, password }, { request: new Request("http://localhost/"), address: "192.0.2.1" }, at);

describe("an activation code", () => {
  it("is read from paper in whatever way it is typed", () => {
    const code = activationCodeFrom(new Uint8Array([0, 1, 18, 31, 5, 6, 7, 8, 9, 10, 11, 12]));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    for (const typed of [
      code.toLowerCase(),
      code.replaceAll("-", " "),
      ` ${code.replace("0", "o")}`,
      code.replace("1", "l"),
    ])
      expect(activationCodeTyped(typed)).toBe(code);
    for (const typed of ["", "0000", `${code}0`, "UUUU-UUUU-UUUU"])
      expect(activationCodeTyped(typed)).toBeNull();
  });

  it("opens its own account once, and is kept as a hash only", async () => {
    const one = await open();
    const other = await open();
    expect(await problem(other.id, one.code)).toBe("activation.failed");
    expect(await spend(other.id, one.code)).toBe(false);
    expect(await spend(one.id, one.code)).toBe(true);
    expect(await spend(one.id, one.code)).toBe(false);
    expect(await problem(one.id, one.code)).toBe("activation.used");
    expect(await enter(one.loginName, "the heron stands still")).toMatchObject({ ok: true });
    const rows = await database.ownerQuery("SELECT a::text FROM activation a");
    expect(JSON.stringify(rows)).not.toContain(other.code);
    const log = await database.ownerQuery("SELECT e::text FROM audit_event e");
    expect(JSON.stringify(log)).not.toContain(other.code);
  });

  it("ends after seven days and with the next one", async () => {
    const late = await open();
    expect(await problem(late.id, late.code, after(6.9))).toBeNull();
    expect(await problem(late.id, late.code, after(7.1))).toBe("activation.expired");
    expect(await spend(late.id, late.code, after(7.1))).toBe(false);
    const { code: again } = await inTransaction((tx) =>
      issueActivation(tx, { accountId: late.id }, null, after(8)),
    );
    expect(await problem(late.id, late.code, after(8))).toBe("activation.failed");
    expect(await spend(late.id, again, after(8))).toBe(true);
  });

  it("issued for a forgotten password ends that password and every session at once", async () => {
    const one = await open();
    await spend(one.id, one.code);
    const header = await inTransaction((tx) => openSession(tx, { id: one.id }, "test", now));
    const request = new Request("http://localhost/", { headers: { Cookie: header.split(";")[0]! } });
    expect(await findActor(request, now)).not.toBeNull();
    await inTransaction((tx) => issueActivation(tx, { accountId: one.id }, null, after(1)));
    expect(await findActor(request, now)).toBeNull();
    expect(await enter(one.loginName, "the heron stands still", after(1))).toMatchObject({ ok: false });
  });

  it("issued by several at once, leaves one that works", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await open();
      const codes = await Promise.all(
        [1, 2, 3, 4].map(() => inTransaction((tx) => issueActivation(tx, { accountId: id }, null, now))),
      );
      const working = await Promise.all(codes.map(({ code }) => problem(id, code)));
      expect(working.filter((told) => told === null)).toHaveLength(1);
    }
  });

  it("is not kept from its owner by strangers who hammer the name from everywhere", async () => {
    const { loginName } = await open();
    const door = { what: "activation", loginName, deviceId: null } as const;
    for (let n = 0; n < 40; n += 1)
      await endTry(await beginTry({ ...door, address: `198.51.100.${n}` }, now), "failed");
    expect((await beginTry({ ...door, address: "192.0.2.9" }, now)).minutes).toBe(0);
  });

  it("spent by many at once, lets exactly one in", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, code } = await open();
      const answers = await Promise.all(Array.from({ length: 8 }, () => spend(id, code)));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await prisma.credential.count({ where: { accountId: id } })).toBe(1);
    }
  });
});

describe("the page", () => {
  const post = (values: Record<string, string>) => call(activatePage, "", "/activate", {}, formOf(values));

  it("keeps the code while the password is refused, then signs in", async () => {
    const { loginName, code } = await open(new Date());
    const refused = await post({ loginName, code, password: "password2026" });
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ field: "password" }] } });
    expect(await post({ loginName, code: "0000-0000-0000", password: "x" })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "code" }] },
    });
    expect(
      await post({ loginName: ` ${loginName.toUpperCase()} `, code, password: "the heron stands still" }),
    ).toMatchObject({
      status: 303,
      location: "/my",
    });
    expect(await post({ loginName, code, password: "the heron stands still" })).toMatchObject({
      status: 422,
    });
  });

  it("says what is missing, and makes a guesser wait", async () => {
    const empty = await post({ loginName: "", code: "", password: "" });
    expect((empty.body as { problems: unknown[] }).problems).toHaveLength(3);
    const guess = () => post({ loginName: "nobody-here", code: "1111-2222-3333", password: "x" });
    for (let n = 0; n < 5; n += 1) expect((await guess()).status).toBe(422);
    expect((await guess()).status).toBe(429);
  });
});

describe("an account", () => {
  it("stopped ends its sessions at once and comes back by activation, not with the old password", async () => {
    const one = await open();
    const boss = await open();
    const second = await open();
    for (const { id } of [boss, second])
      await inTransaction((tx) =>
        grantRole(tx, { accountId: id, role: "system-administrator", unitId: root }, null, now),
      );
    await spend(one.id, one.code);
    const header = await inTransaction((tx) => openSession(tx, { id: one.id }, "test", now));
    const request = new Request("http://localhost/", { headers: { Cookie: header.split(";")[0]! } });
    const disable = (accountId: string) =>
      inTransaction((tx) => disableAccount(tx, { accountId }, boss.id, now));
    expect(await disable(one.id)).toEqual({ ok: true });
    expect(await disable(one.id)).toEqual({ ok: true });
    expect(await findActor(request, now)).toBeNull();
    expect(await enter(one.loginName, "the heron stands still")).toMatchObject({ ok: false });
    const issued = await inTransaction((tx) => enableAccount(tx, { accountId: one.id }, boss.id, after(1)));
    expect(
      await inTransaction((tx) => enableAccount(tx, { accountId: one.id }, boss.id, after(1))),
    ).toBeNull();
    expect(await enter(one.loginName, "the heron stands still", after(1))).toMatchObject({ ok: false });
    expect(await spend(one.id, issued!.code, after(2))).toBe(true);
    expect(await enter(one.loginName, "the heron stands still", after(2))).toMatchObject({ ok: true });
  });

  it("is not stopped by itself, nor when nobody could let anybody in again", async () => {
    const administrators = await prisma.roleGrant.findMany({ where: { role: "system-administrator" } });
    const [first, second] = administrators.map(({ accountId }) => accountId) as [string, string];
    const disable = (accountId: string, by: string) =>
      inTransaction((tx) => disableAccount(tx, { accountId }, by, now));
    const codes = async (answer: ReturnType<typeof disable>) =>
      refusalsOf(await answer).map(({ code }) => code);
    expect(await codes(disable(first, first))).toEqual(["account.own"]);
    expect(await codes(disable(second, first))).toEqual([]);
    expect(await codes(disable(first, second))).toEqual(["account.last-administrator"]);
  });

  it("stopped by its like at the same moment, leaves one who can let others in", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const unitId = await inTransaction((tx) =>
        createUnit(
          tx,
          {
            ...{ code: `alone-${round}`, parentId: null, name: "某区", shortName: "某区" },
            ...{ kind: "jurisdiction", fromOn: "2020-01-01" },
          },
          null,
          now,
        ),
      );
      const pair = [await open(), await open()].map(({ id }) => id) as [string, string];
      for (const accountId of pair)
        await inTransaction((tx) =>
          grantRole(tx, { accountId, role: "system-administrator", unitId }, null, now),
        );
      const [a, b] = pair;
      const answers = await Promise.all([
        inTransaction((tx) => disableAccount(tx, { accountId: a }, b, now)),
        inTransaction((tx) => disableAccount(tx, { accountId: b }, a, now)),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  it("is not stopped while only accounts further down the tree could let others in", async () => {
    const district = await inTransaction((tx) =>
      createUnit(
        tx,
        {
          ...{ code: "above", parentId: null, name: "上区", shortName: "上区" },
          ...{ kind: "jurisdiction", fromOn: "2020-01-01" },
        },
        null,
        now,
      ),
    );
    const bureau = await inTransaction((tx) =>
      createUnit(
        tx,
        {
          ...{ code: "below", parentId: district, name: "下局", shortName: "下局" },
          ...{ kind: "enforcement-bureau", fromOn: "2020-01-01" },
        },
        null,
        now,
      ),
    );
    const [whole, part] = [await open(), await open()];
    const role = "security-administrator" as const;
    await inTransaction((tx) => grantRole(tx, { accountId: whole.id, role, unitId: district }, null, now));
    await inTransaction((tx) => grantRole(tx, { accountId: part.id, role, unitId: bureau }, null, now));
    const stop = async (accountId: string, by: string) =>
      refusalsOf(await inTransaction((tx) => disableAccount(tx, { accountId }, by, now))).map(
        ({ code }) => code,
      );
    expect(await stop(whole.id, part.id)).toEqual(["account.last-administrator"]);
    expect(await stop(part.id, whole.id)).toEqual([]);
  });

  it("does not take back the last five passwords under 等保, nor the present one under ASVS", async () => {
    const { id, loginName } = await open();
    const used = [
      "Lake-heron-1st",
      "Lake-heron-2nd",
      "Lake-heron-3rd",
      "Lake-heron-4th",
      "Lake-heron-5th",
      "Lake-heron-6th",
    ];
    for (const [index, password] of used.entries())
      await prisma.credential.create({
        data: {
          id: crypto.randomUUID(),
          accountId: id,
          hash: await hashPassword(password, 4),
          setAt: after(index),
        },
      });
    const judge = async (password: string, name: "asvs" | "dengbao") =>
      refusalsOf(
        await judgePassword(
          prisma,
          password,
          { accountId: id, loginName, displayName: "顾长青" },
          passwordProfile(name),
        ),
      ).map(({ code }) => code);
    expect(await judge(used[1]!, "dengbao")).toEqual(["password.used-before"]);
    expect(await judge(used[0]!, "dengbao")).toEqual([]);
    expect(await judge(used[4]!, "asvs")).toEqual([]);
    expect(await judge(used[5]!, "asvs")).toEqual(["password.used-before"]);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { disableAccount } from "~/access/account-state.server";
import { createAccount, grantRole, withdrawRole } from "~/access/accounts.server";
import { activate, findActivationProblem, issueActivation } from "~/access/activation.server";
import type { Actor, Role } from "~/access/permissions";
import { findActor, openSession } from "~/access/session.server";
import { confirmActivation, letInAgain } from "~/casework/account-opening.server";
import { openCodesUnder } from "~/casework/account-register.server";
import { inTransaction, prisma } from "~/db.server";
import { changeEmployment, recordEmployment } from "~/personnel/employment.server";
import { refusalsOf } from "~/verdict";
import { smallDistrict, someone } from "../personnel/district";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const now = new Date("2026-11-20T02:00:00Z");
const after = (days: number) => new Date(now.getTime() + days * 86_400_000);
let district: Awaited<ReturnType<typeof smallDistrict>>;
let administrator: Actor;
let security: Actor;
let inUrban: Actor;
let made = 0;

const open = async (personId: string | null = null, ...held: [Role, string][]) => {
  made += 1;
  const account = { loginName: `account-${made}`, displayName: `某人${made}`, personId, passwordHash: "-" };
  const id = await inTransaction((tx) => createAccount(tx, account, null, now));
  for (const [role, unitId] of held)
    await inTransaction((tx) => grantRole(tx, { accountId: id, role, unitId }, null, now));
  return id;
};
const actorOf = async (accountId: string): Promise<Actor> => {
  const header = await inTransaction((tx) => openSession(tx, { id: accountId }, "test", now));
  const request = new Request("http://localhost/", { headers: { Cookie: header.split(";")[0]! } });
  return (await findActor(request, now))!;
};
const issue = async (accountId: string, actorId: string | null = administrator.accountId) => {
  const issued = await inTransaction((tx) => issueActivation(tx, { accountId }, actorId, now));
  const { id } = await prisma.activation.findFirstOrThrow({ where: { accountId, endedAt: null } });
  return { accountId, activationId: id, ...issued };
};
type Code = Awaited<ReturnType<typeof issue>>;
const confirm = async ({ activationId }: Code, by: Actor, at = now) =>
  refusalsOf(await inTransaction((tx) => confirmActivation(tx, { activationId }, by, at))).map(
    ({ code }) => code,
  );
const spend = ({ accountId, code }: Code) =>
  inTransaction((tx) => activate(tx, { accountId, typedCode: code, passwordHash: "-" }, now));
const problem = async ({ accountId, code }: Code) =>
  (await findActivationProblem(prisma, { accountId, typedCode: code }, now))?.code ?? null;

beforeAll(async () => {
  district = await smallDistrict();
  administrator = await actorOf(await open(null, ["system-administrator", district.root]));
  security = await actorOf(await open(null, ["security-administrator", district.root]));
  inUrban = await actorOf(await open(null, ["security-administrator", district.urban]));
});

describe("a code for an account with roles", () => {
  it("does not work for the administrator who issued it, until a second person has confirmed it", async () => {
    const code = await issue(await open(null, ["auditor", district.urban]));
    expect(code.needsSecond).toBe(true);
    expect(await problem(code)).toBe("activation.unconfirmed");
    expect(await spend(code)).toBe(false);
    expect((await openCodesUnder(prisma, ["/linhu/"], now)).map(({ id }) => id)).toContain(code.activationId);
    expect(await confirm(code, security)).toEqual([]);
    expect(await confirm(code, security)).toEqual([]);
    expect(await openCodesUnder(prisma, ["/linhu/"], now)).toEqual([]);
    expect(await problem(code)).toBeNull();
    expect(await spend(code)).toBe(true);
    const told = await prisma.auditEvent.findMany({
      where: { subjectId: code.accountId, type: "account.activation-confirmed" },
    });
    expect(told.map(({ actorId }) => actorId)).toEqual([security.accountId]);
  });

  it("is not confirmed by its maker, its owner, nor where the account reaches further than the approver", async () => {
    const code = await issue(await open(null, ["auditor", district.urban], ["auditor", district.market]));
    expect(await confirm(code, inUrban)).toEqual(["role.unit-outside"]);
    expect(await openCodesUnder(prisma, ["/linhu/urban/"], now)).toEqual([]);
    expect(await confirm(code, administrator)).toEqual(["activation.own-code", "role.unit-outside"]);
    const own = await issue(security.accountId);
    expect(await confirm(own, security)).toEqual(["role.own"]);
    await expect(
      database.ownerQuery(
        "UPDATE activation SET confirmed_at = now(), confirmed_by_id = made_by_id WHERE id = $1",
        [code.activationId],
      ),
    ).rejects.toThrow(/activation_two_people/);
  });

  it("is over once it has expired, was used or was replaced: confirming the old one opens nothing", async () => {
    const accountId = await open(null, ["auditor", district.urban]);
    const first = await issue(accountId);
    const next = await issue(accountId);
    expect(await confirm(first, security)).toEqual(["activation.over"]);
    expect(await confirm(next, security, after(8))).toEqual(["activation.over"]);
    expect(await confirm(next, security)).toEqual([]);
    // A confirmation speaks of one code: the next one needs its own.
    const again = await issue(accountId);
    expect(await problem(again)).toBe("activation.unconfirmed");
  });

  it("works alone without roles, once they are taken away, and from the operator", async () => {
    const plain = await issue(await open());
    expect(plain.needsSecond).toBe(false);
    expect(await spend(plain)).toBe(true);
    const held = { accountId: await open(null, ["auditor", district.urban]), role: "auditor" as const };
    const code = await issue(held.accountId);
    await inTransaction((tx) => withdrawRole(tx, { ...held, unitId: district.urban }, null, now));
    expect(await spend(code)).toBe(true);
    const founded = await issue(await open(null, ["auditor", district.root]), null);
    expect(founded.needsSecond).toBe(false);
    expect(await spend(founded)).toBe(true);
  });
});

describe("a stopped account", () => {
  const stopped = async (personId: string | null, ...held: [Role, string][]) => {
    const accountId = await open(personId, ...held);
    await inTransaction((tx) => disableAccount(tx, { accountId }, administrator.accountId, now));
    return { accountId, personId };
  };
  const letIn = (account: { accountId: string; personId: string | null }) =>
    inTransaction((tx) => letInAgain(tx, account, administrator.accountId, now));

  it("with roles comes back by two people too", async () => {
    const answer = await letIn(await stopped(null, ["auditor", district.urban]));
    expect(answer).toMatchObject({ ok: true, issued: { needsSecond: true } });
  });

  it("of somebody recorded as dead stays stopped", async () => {
    const personId = await someone("顾长青");
    const job = { personId, unitId: district.urban, relation: "home", identity: "civil-servant" } as const;
    const since = { status: "in-post", title: null, fromOn: "2020-01-01" } as const;
    await inTransaction((tx) => recordEmployment(tx, { ...job, ...since }, null, now));
    const account = await stopped(personId);
    expect(await letIn(account)).toMatchObject({ ok: true, issued: { needsSecond: false } });
    const death = { personId, relation: "home", status: "deceased", fromOn: "2026-11-19" } as const;
    await inTransaction((tx) => changeEmployment(tx, death, null, now));
    expect(await letIn(account)).toMatchObject({
      ok: false,
      refusals: [{ code: "account.deceased", facts: { on: "2026-11-19" } }],
    });
    expect(
      await prisma.accountDisabling.count({ where: { accountId: account.accountId, enabledAt: null } }),
    ).toBe(1);
  });
});

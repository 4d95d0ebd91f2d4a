import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { type Actor, type Role, roles } from "~/access/permissions";
import { mayHoldTogether } from "~/access/role-conflicts";
import { findActor, openSession } from "~/access/session.server";
import { requireAccountInScope, requireProposalInScope } from "~/casework/account-page.server";
import { accountInScope, listAccounts } from "~/casework/account-register.server";
import {
  approveRole,
  closeProposal,
  proposeRole,
  takeRole,
  type Wanted,
} from "~/casework/role-grants.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { createUnit } from "~/organisation/organisation.server";
import { recordInheritedAssignment } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { refusalsOf } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { signedIn } from "../routes/call";
import { officer } from "../study/study-district";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date("2026-11-20T02:00:00Z");
let district: Awaited<ReturnType<typeof smallDistrict>>;
let first: Actor;
let second: Actor;
let inUrban: Actor;
let personnel: Actor;
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
const wants = (accountId: string, role: Role, unitId = district.urban): Wanted => ({
  accountId,
  role,
  unitId,
});
const propose = (wanted: Wanted, by: Actor) =>
  inTransaction((tx) => proposeRole(tx, { ...wanted, reason: "区委任〔2026〕5号" }, by, now));
const proposed = async (wanted: Wanted, by = first) => {
  const answer = await propose(wanted, by);
  if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join());
  return answer.proposalId;
};
const approve = (proposalId: string, by: Actor) =>
  inTransaction((tx) => approveRole(tx, { proposalId }, by, now));
const codes = async (answer: Promise<{ ok: boolean; refusals?: { code: string }[] }>) =>
  ((await answer).refusals ?? []).map(({ code }) => code);

beforeAll(async () => {
  district = await smallDistrict();
  first = await actorOf(await open(null, ["security-administrator", district.root]));
  second = await actorOf(await open(null, ["security-administrator", district.root]));
  inUrban = await actorOf(await open(null, ["security-administrator", district.urban]));
  personnel = await actorOf(await open(null, ["personnel-department", district.root]));
});

describe("a role", () => {
  it("takes two security administrators, and then works at once", async () => {
    const accountId = await open();
    const proposalId = await proposed(wants(accountId, "auditor"));
    expect((await actorOf(accountId)).grants).toEqual([]);
    expect(await codes(approve(proposalId, first))).toEqual(["role.two-people"]);
    expect(await codes(approve(proposalId, personnel))).toEqual(["role.second-security-administrator"]);
    expect(await approve(proposalId, second)).toEqual({ ok: true });
    expect((await actorOf(accountId)).grants).toMatchObject([{ role: "auditor", path: "/linhu/urban/" }]);
    expect(await codes(approve(proposalId, second))).toEqual(["role.decided"]);
  });

  it("is not for oneself, nor outside one's subtree", async () => {
    expect(await codes(propose(wants(first.accountId, "auditor"), first))).toContain("role.own");
    const accountId = await open();
    expect(await codes(propose(wants(accountId, "auditor", district.market), inUrban))).toEqual([
      "role.unit-outside",
    ]);
    const elsewhere = await proposed(wants(accountId, "auditor", district.market));
    expect(await codes(approve(elsewhere, inUrban))).toEqual(["role.unit-outside"]);
    const forUrban = await proposed(wants(inUrban.accountId, "security-administrator", district.market));
    await inTransaction((tx) => closeProposal(tx, { proposalId: forUrban }, second, now));
    // The database stands behind it.
    await expect(
      prisma.roleProposal.create({
        data: {
          id: crypto.randomUUID(),
          ...wants(first.accountId, "auditor"),
          reason: "",
          proposedById: first.accountId,
          proposedAt: now,
        },
      }),
    ).rejects.toThrow(/role_proposal_not_for_oneself/);
  });

  it("is approved by the personnel department where no other security administrator is left", async () => {
    const alone = { accountId: await open(), role: "invigilator" as const, unitId: district.root };
    const proposalId = await proposed(alone);
    const others = await prisma.account.findMany({ where: { id: second.accountId } });
    await prisma.accountDisabling.create({
      data: { id: crypto.randomUUID(), accountId: others[0]!.id, disabledAt: now },
    });
    expect(await approve(proposalId, personnel)).toEqual({ ok: true });
    await prisma.accountDisabling.updateMany({ where: { enabledAt: null }, data: { enabledAt: now } });
  });

  it("is proposed once at a time; who proposed it may take it back, and others refuse it", async () => {
    const wanted = wants(await open(), "question-author");
    const proposalId = await proposed(wanted);
    expect(await codes(propose(wanted, second))).toEqual(["role.proposed"]);
    expect(await inTransaction((tx) => closeProposal(tx, { proposalId }, first, now))).toEqual({ ok: true });
    const again = await proposed(wanted);
    expect(await inTransaction((tx) => closeProposal(tx, { proposalId: again }, second, now))).toEqual({
      ok: true,
    });
    const decisions = await prisma.roleProposal.findMany({ where: wanted, orderBy: { id: "asc" } });
    expect(decisions.map(({ decision }) => decision)).toEqual(["withdrawn", "refused"]);
    expect((await actorOf(wanted.accountId)).grants).toEqual([]);
  });

  it("is taken away by one person at once, but not from oneself and not from the last administrator", async () => {
    const accountId = await open(null, ["auditor", district.urban]);
    const header = await inTransaction((tx) => openSession(tx, { id: accountId }, "test", now));
    const take = (wanted: Wanted, by: Actor) => inTransaction((tx) => takeRole(tx, wanted, by, now));
    expect(await take(wants(accountId, "auditor"), inUrban)).toEqual({ ok: true });
    const request = new Request("http://localhost/", { headers: { Cookie: header.split(";")[0]! } });
    expect(await findActor(request, now)).toBeNull();
    expect(await codes(take(wants(first.accountId, "security-administrator", district.root), first))).toEqual(
      ["role.own"],
    );
    const only = await open(null, ["system-administrator", district.root]);
    expect(await codes(take(wants(only, "system-administrator", district.root), first))).toEqual([
      "role.last-administrator",
    ]);
  });

  it("closed while it is being approved is not granted", async () => {
    const wanted = wants(await open(), "auditor");
    const proposalId = await proposed(wanted);
    let approving: ReturnType<typeof approve> | undefined;
    await inTransaction(async (tx) => {
      await closeProposal(tx, { proposalId }, first, now);
      // It reads the proposal as open, and then waits for us to end.
      approving = approve(proposalId, second);
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    expect(await codes(approving!)).toEqual(["role.decided"]);
    expect((await actorOf(wanted.accountId)).grants).toEqual([]);
  });

  it("waits for approval also where its unit is about to end", async () => {
    const unitId = await inTransaction((tx) =>
      createUnit(
        tx,
        {
          ...{ code: "passing", parentId: district.root, name: "临时指挥部", shortName: "指挥部" },
          ...{ kind: "enforcement-bureau", fromOn: "2020-01-01" },
        },
        null,
        now,
      ),
    );
    const proposalId = await proposed(wants(await open(), "auditor", unitId));
    const version = await prisma.unitVersion.findFirstOrThrow({ where: { unitId, supersededAt: null } });
    await prisma.unitVersion.update({ where: { id: version.id }, data: { supersededAt: now } });
    await prisma.unitVersion.create({
      data: { ...version, id: newId(), toOn: new Date("2027-01-01T00:00:00Z") },
    });
    const cookie = await signedIn(second.accountId);
    const request = new Request("http://localhost/", { headers: { Cookie: cookie } });
    expect((await requireProposalInScope(request, proposalId, now)).proposal.id).toBe(proposalId);
  });

  it("approved by several at once is granted once", async () => {
    const third = await actorOf(await open(null, ["security-administrator", district.root]));
    const proposalId = await proposed(wants(await open(), "invigilator"));
    const answers = await Promise.all(
      [second, third, second, third].map((by) => codes(approve(proposalId, by))),
    );
    expect(answers.filter((told) => told.length === 0)).toHaveLength(1);
  });
});

describe("conflicts", () => {
  it("keep the three administrators three, and out of business, with the rule they rest on", () => {
    const held =
      (...of: Role[]) =>
      (wanted: Role) =>
        refusalsOf(mayHoldTogether(of, wanted)).map(({ code }) => code);
    expect(held("system-administrator")("audit-administrator")).toEqual(["role.administrators-apart"]);
    expect(held("auditor", "legal-affairs")("security-administrator")).toEqual([
      "role.administrator-in-business",
      "role.administrator-in-business",
    ]);
    for (const refusal of refusalsOf(mayHoldTogether(["auditor"], "security-administrator")))
      expect(refusal.source?.title).toMatch(/GB\/T 22239/);
    const business = roles.filter((role) => !role.endsWith("administrator"));
    for (const one of business) for (const other of business) expect(held(one)(other)).toEqual([]);
  });

  it("a legal reviewer who enforces is refused, together with everything else", async () => {
    const personId = await officer("顾长青", district.urban);
    const accountId = await open(personId, ["audit-administrator", district.root]);
    const proposalId = await proposed(
      wants(await open(await officer("韩立新", district.urban)), "unit-legal-reviewer"),
    );
    await inTransaction(async (tx) => {
      const position = {
        unitId: district.urban,
        title: "巡查岗",
        family: "enforcement" as const,
        field: "urban-management",
      };
      const positionId = await createPosition(tx, position, null, now);
      const sitting = await tx.roleProposal.findUniqueOrThrow({
        where: { id: proposalId },
        include: { account: true },
      });
      for (const one of [personId, sitting.account.personId!])
        await recordInheritedAssignment(
          tx,
          { personId: one, positionId, fromOn: "2025-01-01", toOn: null },
          null,
          now,
        );
    });
    expect((await codes(propose(wants(accountId, "unit-legal-reviewer"), first))).sort()).toEqual([
      "role.administrator-in-business",
      "role.enforces",
    ]);
    // Judged again when approved: the post came after the proposal.
    expect(await codes(approve(proposalId, second))).toEqual(["role.enforces"]);
  });
});

describe("managing an account", () => {
  it("takes a reach over everything it may do and everywhere its person works", async () => {
    const bureau = await signedIn(await open(null, ["system-administrator", district.urban]));
    const whole = await signedIn(await open(null, ["system-administrator", district.root]));
    const asked = async (cookie: string, accountId: string) => {
      const request = new Request("http://localhost/", { headers: { Cookie: cookie } });
      try {
        return (await requireAccountInScope(request, accountId, "account:write", now)).account.id;
      } catch (thrown) {
        return (thrown as Response).status;
      }
    };
    const plain = await open(await officer("祝明", district.urban));
    const decides = await open(await officer("孟安", district.urban), ["legal-affairs", district.root]);
    const guest = await open(await officer("封平", district.market), ["invigilator", district.urban]);
    expect(await asked(bureau, plain)).toBe(plain);
    expect(await asked(bureau, decides)).toBe(403);
    expect(await asked(bureau, guest)).toBe(403);
    for (const accountId of [plain, decides, guest]) expect(await asked(whole, accountId)).toBe(accountId);
  });
});

describe("the register of accounts", () => {
  it("holds those who work or hold a role in the scope, and finds them by name", async () => {
    const worker = await open(await officer("赵一鸣", district.urban));
    const paths = ["/linhu/urban/"];
    const page = await listAccounts(prisma, paths, {}, 1, now);
    const ids = page.accounts.map(({ id }) => id);
    expect(ids).toContain(worker);
    expect(ids).toContain(inUrban.accountId);
    expect(ids).not.toContain(first.accountId);
    expect(await accountInScope(prisma, first.accountId, paths, now)).toBeNull();
    expect(await accountInScope(prisma, worker, paths, now)).toMatchObject({ state: "enabled" });
    const found = await listAccounts(prisma, ["/linhu/"], { words: "_%", role: "auditor" }, 1, now);
    expect(found.total).toBe(0);
    expect((await listAccounts(prisma, ["/linhu/"], { role: "personnel-department" }, 1, now)).total).toBe(1);
  });
});

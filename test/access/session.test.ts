import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole, withdrawRole } from "~/access/accounts.server";
import { changePassword } from "~/access/change-password.server";
import { hashPassword } from "~/access/password.server";
import { closeSession, findActor, openSession } from "~/access/session.server";
import { signIn } from "~/access/sign-in.server";
import { inTransaction } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { useDatabase } from "../support/database";

await useDatabase();

const now = new Date("2026-11-20T01:00:00Z");
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const PASSWORD = "一句足够长的密码，带标点";

let accountId: string;
let unitId: string;
beforeAll(async () => {
  // The least bcrypt allows: the cost of the real one is not what is tested.
  const passwordHash = await hashPassword(PASSWORD, 4);
  await inTransaction(async (tx) => {
    accountId = await createAccount(
      tx,
      { loginName: "Someone", displayName: "某人", personId: null, passwordHash },
      null,
      now,
    );
    const unit = {
      code: "linhu",
      parentId: null,
      name: "临湖区",
      shortName: "临湖区",
      kind: "jurisdiction" as const,
    };
    unitId = await createUnit(tx, { ...unit, fromOn: "2020-01-01" }, null, now);
  });
});

const open = async (at = now) => {
  const header = await inTransaction((tx) => openSession(tx, { id: accountId }, "browser", at));
  return new Request("http://localhost/desk", { headers: { Cookie: header.split(";")[0]! } });
};

describe("a session", () => {
  it("says who calls, and nothing to those without its token", async () => {
    expect(await findActor(await open(), after(1))).toMatchObject({
      accountId,
      displayName: "某人",
      grants: [],
    });
    expect(await findActor(new Request("http://localhost/"), now)).toBeNull();
    expect(
      await findActor(new Request("http://localhost/", { headers: { Cookie: "chizheng=eyJ9" } }), now),
    ).toBeNull();
  });

  it("ends after two idle hours and after twelve in all, and stays while it is used", async () => {
    const request = await open();
    expect(await findActor(request, after(121))).toBeNull();
    const used = await open();
    for (let minutes = 100; minutes <= 700; minutes += 100)
      expect(await findActor(used, after(minutes))).not.toBeNull();
    expect(await findActor(used, after(721))).toBeNull();
  });

  it("ends at once when signed out, when roles change and when the password does", async () => {
    const out = await open();
    await inTransaction((tx) => closeSession(tx, out, after(1)));
    expect(await findActor(out, after(2))).toBeNull();

    const grant = { accountId, role: "auditor" as const, unitId };
    const before = await open();
    await inTransaction((tx) => grantRole(tx, grant, null, after(1)));
    expect(await findActor(before, after(2))).toBeNull();
    const holding = await open(after(2));
    expect((await findActor(holding, after(3)))?.grants).toEqual([
      { role: "auditor", unitId, path: "/linhu/" },
    ]);
    await inTransaction((tx) => withdrawRole(tx, grant, null, after(4)));
    expect(await findActor(holding, after(5))).toBeNull();

    const other = await open();
    const passwordHash = await hashPassword("another sentence", 4);
    await inTransaction((tx) => changePassword(tx, { accountId, passwordHash }, accountId, after(6)));
    expect(await findActor(other, after(7))).toBeNull();
    expect(await signIn("someone", PASSWORD, after(8))).toMatchObject({ ok: false });
    expect(await signIn(" SomeOne ", "another sentence", after(8))).toEqual({
      ok: true,
      accountId,
      isStaff: false,
    });
  });
});

describe("signing in", () => {
  it("does not say which of the two is wrong, and makes a guesser wait whether or not the name exists", async () => {
    const codes = async (name: string, at: Date) => {
      const answer = await signIn(name, "wrong", at);
      return answer.ok ? [] : answer.refusals.map(({ code }) => code);
    };
    expect(await codes("someone", after(60))).toEqual(await codes("nobody", after(60)));
    for (let n = 0; n < 9; n += 1) await codes("nobody", after(61));
    expect(await codes("nobody", after(62))).toEqual(["sign-in.throttled"]);
    expect(await codes("nobody", after(80))).toEqual(["sign-in.failed"]);
  });
});

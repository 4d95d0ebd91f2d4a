import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole, withdrawRole } from "~/access/accounts.server";
import { issueActivation } from "~/access/activation.server";
import { admitApiClient, createApiClient } from "~/access/api-client.server";
import { changePassword } from "~/access/change-password.server";
import { knownDevice, rememberDevice } from "~/access/known-device.server";
import { hashPassword } from "~/access/password.server";
import { closeSession, findActor, openSession } from "~/access/session.server";
import { endOwnSession, endSessionsOf, sessionsOf } from "~/access/sessions.server";
import { enter as openCompared, signIn } from "~/access/sign-in.server";
import { beginTry, endTry } from "~/access/tries.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { createUnit } from "~/organisation/organisation.server";
import { action as signInPage } from "~/routes/sign-in";
import { call, formOf, signedIn } from "../routes/call";
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

const door = (address = "192.0.2.1", cookie = "") => ({
  request: new Request("http://localhost/sign-in", { headers: { Cookie: cookie } }),
  address,
});
const enter = (loginName: string, password: string, at: Date, from = door()) =>
  signIn({ loginName, password }, from, at);

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
    expect(await enter("someone", PASSWORD, after(8))).toMatchObject({ ok: false });
    expect(await enter(" SomeOne ", "another sentence", after(8))).toMatchObject({
      ok: true,
      accountId,
      isStaff: false,
    });
  });

  it("is signed out twice at once without complaint", async () => {
    const request = await open();
    let second: Promise<string> | undefined;
    await inTransaction(async (tx) => {
      await closeSession(tx, request, after(1));
      // It reads the session as open, and then waits for us to end.
      second = inTransaction((other) => closeSession(other, request, after(2)));
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await second).toContain("Max-Age=0");
    expect(await findActor(request, now)).toBeNull();
  });

  const lateComer = async () =>
    (await prisma.account.findUnique({ where: { loginName: "late-comer" } }))?.id ??
    (await inTransaction((tx) =>
      createAccount(tx, { loginName: "late-comer", displayName: "某某", personId: null }, null, now),
    ));

  it("does not begin with a password that was changed, or given up, while it was compared", async () => {
    const id = await lateComer();
    const set = async (password: string, minutes: number) => {
      const passwordHash = await hashPassword(password, 4);
      return inTransaction((tx) => changePassword(tx, { accountId: id, passwordHash }, id, after(minutes)));
    };
    const compared = async (password: string, minutes: number) => {
      const answer = await enter("late-comer", password, after(minutes));
      if (!answer.ok) throw new Error("the password is right");
      const { credentialId } = answer;
      return (at: number) =>
        inTransaction((tx) =>
          openCompared(tx, { accountId: id, credentialId, address: "" }, "browser", after(at)),
        );
    };
    await set("a sentence of its own", 20);
    expect(await (await compared("a sentence of its own", 21))(21)).toContain("chizheng=");
    const late = await compared("a sentence of its own", 22);
    await set("the sentence after it", 22.5);
    expect(await late(23)).toBeNull();
    const givenUp = await compared("the sentence after it", 24);
    await inTransaction((tx) => issueActivation(tx, { accountId: id }, null, after(24.5)));
    expect(await givenUp(25)).toBeNull();
  });

  it("from which a password is changed is still there when it is", async () => {
    const id = await lateComer();
    const header = await inTransaction((tx) => openSession(tx, { id }, "browser", after(30)));
    const request = new Request("http://localhost/", { headers: { Cookie: header.split(";")[0]! } });
    const { sessionId } = (await findActor(request, after(30)))!;
    await inTransaction((tx) => issueActivation(tx, { accountId: id }, null, after(31)));
    const change = { accountId: id, passwordHash: "-", sessionId };
    expect(await inTransaction((tx) => changePassword(tx, change, id, after(32)))).toBe(false);
    expect(await enter("late-comer", "the sentence after it", after(33))).toMatchObject({ ok: false });
  });
});

describe("the sign-in page", () => {
  it("leaves no session open that the same browser had before", async () => {
    const passwordHash = await hashPassword("the page keeps one", 4);
    const account = { loginName: "once-more", displayName: "某某某", personId: null, passwordHash };
    const id = await inTransaction((tx) => createAccount(tx, account, null, now));
    const earlier = await signedIn(id);
    const form = formOf({ loginName: "once-more", password: "the page keeps one" });
    expect(await call(signInPage, earlier, "/sign-in", {}, form)).toMatchObject({ status: 303 });
    const request = new Request("http://localhost/", { headers: { Cookie: earlier } });
    expect(await findActor(request, new Date())).toBeNull();
    expect(await prisma.session.count({ where: { accountId: id, endedAt: null } })).toBe(1);
  });
});

describe("another system's key", () => {
  it("reaches where its unit stands today, also when that is about to move or to end", async () => {
    const key = await inTransaction((tx) => createApiClient(tx, { name: "门户", unitId }, null, now));
    const pathOn = async (at: Date) => (await admitApiClient({ key, now: at }))?.client.path;
    expect(await pathOn(now)).toBe("/linhu/");
    const version = await prisma.unitVersion.findFirstOrThrow({ where: { unitId, supersededAt: null } });
    await prisma.unitVersion.update({ where: { id: version.id }, data: { supersededAt: now } });
    const toOn = new Date("2027-01-01T00:00:00Z");
    await prisma.unitVersion.create({ data: { ...version, id: newId(), toOn } });
    await prisma.unitVersion.create({
      data: { ...version, id: newId(), fromOn: toOn, path: "/elsewhere/linhu/" },
    });
    expect(await pathOn(now)).toBe("/linhu/");
    expect(await pathOn(toOn)).toBe("/elsewhere/linhu/");
  });
});

describe("signing in", () => {
  const codes = async (name: string, at: Date, from = door()) => {
    const answer = await enter(name, "wrong", at, from);
    return answer.ok ? [] : answer.refusals.map(({ code, facts }) => [code, facts.minutes ?? null]);
  };
  const failed = [["sign-in.failed", null]];
  /** A wrong password without the time it takes to compare one. */
  const guess = async (loginName: string, address: string, at: Date) => {
    const attempt = await beginTry({ what: "sign-in", loginName, address, deviceId: null }, at);
    if (attempt.minutes === 0) await endTry(attempt, "failed");
  };

  it("does not say which of the two is wrong, and makes a guesser wait longer each time, whether or not the name exists", async () => {
    expect(await codes("someone", after(60))).toEqual(await codes("nobody", after(60)));
    for (let n = 0; n < 4; n += 1) expect(await codes("nobody", after(61))).toEqual(failed);
    expect(await codes("nobody", after(61))).toEqual([["sign-in.throttled", 1]]);
    expect(await codes("nobody", after(62))).toEqual(failed);
    expect(await codes("nobody", after(63))).toEqual([["sign-in.throttled", 1]]);
    expect(await codes("nobody", after(64))).toEqual(failed);
    expect(await codes("nobody", after(65))).toEqual([["sign-in.throttled", 3]]);
    // What was throttled is not held against anybody: the wait ends when it said.
    for (let n = 0; n < 20; n += 1) await codes("nobody", after(66));
    expect(await codes("nobody", after(68))).toEqual(failed);
  });

  it("keeps nobody out for longer than a quarter of an hour", async () => {
    let at = 100;
    for (let n = 0; n < 60; n += 1) {
      const attempt = await beginTry(
        { what: "sign-in", loginName: "persistent", address: "192.0.2.7", deviceId: null },
        after(at),
      );
      expect(attempt.minutes).toBeLessThanOrEqual(15);
      if (attempt.minutes === 0) await endTry(attempt, "failed");
      at += 3;
    }
  });

  it("does not shut the owner out on a device they used before, nor at another address at once", async () => {
    const request = new Request("http://localhost/sign-in");
    const remembered = (await rememberDevice(request, accountId, after(900))).split(";")[0]!;
    for (let n = 0; n < 60; n += 1) await guess("someone", `198.51.100.${n}`, after(1000));
    expect(await enter("someone", "another sentence", after(1000.5), door("203.0.113.9"))).toMatchObject({
      ok: false,
      refusals: [{ code: "sign-in.throttled" }],
    });
    expect(
      await enter("someone", "another sentence", after(1000.5), door("203.0.113.9", remembered)),
    ).toMatchObject({ ok: true });
    for (let n = 0; n < 5; n += 1)
      expect(await codes("someone", after(1001), door("203.0.113.9", remembered))).toEqual(failed);
    expect(await codes("someone", after(1001), door("203.0.113.9", remembered))).toEqual([
      ["sign-in.throttled", 1],
    ]);
  });

  it("believes no mark that is forged, another's, or too old", async () => {
    const request = new Request("http://localhost/sign-in");
    const header = await rememberDevice(request, accountId, now);
    const cookie = header.split(";")[0]!;
    const asked = (value: string) => new Request("http://localhost/sign-in", { headers: { Cookie: value } });
    expect(header).toMatch(/HttpOnly/);
    expect(await knownDevice(asked(cookie), accountId, after(1))).toMatch(/^[\w-]{16}$/);
    expect(await knownDevice(asked(cookie), unitId, after(1))).toBeNull();
    expect(await knownDevice(asked(cookie), accountId, after(181 * 24 * 60))).toBeNull();
    const [name, value] = cookie.split("=", 2) as [string, string];
    const forged = Buffer.from(decodeURIComponent(value), "base64").toString().replaceAll(accountId, unitId);
    const again = encodeURIComponent(Buffer.from(forged).toString("base64"));
    expect(await knownDevice(asked(`${name}=${again}`), unitId, after(1))).toBeNull();
  });

  it("counts an address whose guesses spread over many names, and no IPv6 machine gets a new count for each address", async () => {
    for (let n = 0; n < 60; n += 1)
      await guess(`spread-${n}`, `2001:db8:1:2::${n.toString(16)}`, after(3000));
    expect(await codes("spread-last", after(3000), door("2001:0db8:1:2:ffff::1"))).toEqual([
      ["sign-in.throttled", 1],
    ]);
    expect(await codes("spread-other", after(3000), door("2001:db8:1:3::1"))).toEqual(failed);
    expect(await codes("spread-last", after(3016), door("2001:db8:1:2::1"))).toEqual(failed);
  });

  it("lets no more than the free tries through when many come at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => codes("at-once", after(4000), door(`192.0.2.${n % 2}`))),
    );
    const compared = answers.filter((told) => told[0]?.[0] === "sign-in.failed").length;
    expect(compared).toBeLessThanOrEqual(10);
  });
});

describe("where an account is signed in", () => {
  it("is told in words, and ended one by one or all but one", async () => {
    const at = after(5000);
    const agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
    const requests: Request[] = [];
    for (const address of ["10.1.2.3", "::ffff:127.0.0.1", "8.8.8.8"]) {
      const header = await inTransaction((tx) => openSession(tx, { id: accountId, address }, agent, at));
      requests.push(new Request("http://localhost/", { headers: { Cookie: header.split(";")[0]! } }));
    }
    const own = await findActor(requests[0]!, at);
    const listed = await sessionsOf(prisma, accountId, at);
    expect(listed.map(({ addressClass }) => addressClass).sort()).toEqual([
      "internal",
      "outside",
      "this-machine",
    ]);
    expect(listed[0]?.device).toEqual({ browser: "edge", system: "windows" });
    expect(JSON.stringify(listed)).not.toMatch(/10\.1\.2\.3|8\.8\.8\.8/);

    const second = await findActor(requests[1]!, at);
    const end = (sessionId: string, of = accountId) =>
      inTransaction((tx) => endOwnSession(tx, { accountId: of, sessionId }, at));
    expect(await end(second!.sessionId, unitId)).toBe(false);
    expect(await end(second!.sessionId)).toBe(true);
    expect(await end(second!.sessionId)).toBe(false);
    expect(await findActor(requests[1]!, at)).toBeNull();
    const ended = await inTransaction((tx) =>
      endSessionsOf(tx, { accountId, keepId: own!.sessionId }, accountId, at),
    );
    expect(ended).toBe(1);
    expect(await findActor(requests[2]!, at)).toBeNull();
    expect(await findActor(requests[0]!, at)).not.toBeNull();
  });
});

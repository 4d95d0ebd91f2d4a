import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { hashPassword } from "~/access/password.server";
import { openSession } from "~/access/session.server";
import { inTransaction } from "~/db.server";
import { loader as ownAccount } from "~/routes/account._index";
import { action as change, loader as password } from "~/routes/password";
import { call, formOf } from "../routes/call";
import { useDatabase } from "../support/database";

// An installation that follows 等保: a password is changed when its ninety days are over, before anything else.

await useDatabase();
process.env.CHIZHENG_PASSWORD_PROFILE = "dengbao";

const OLD = "Lake-heron-1st";
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
let hash: string;
let made = 0;

beforeAll(async () => {
  hash = await hashPassword(OLD, 4);
});

/** An account whose password was set then, signed in so many days ago. */
const signedIn = (setDaysAgo: number, isDemo = false) =>
  inTransaction(async (tx) => {
    made += 1;
    const account = {
      loginName: `owner-${made}`,
      displayName: "顾长青",
      personId: null,
      passwordHash: hash,
      isDemo,
    };
    const id = await createAccount(tx, account, null, daysAgo(setDaysAgo));
    return (await openSession(tx, { id }, "test", new Date())).split(";")[0]!;
  });
const newPassword = (cookie: string, next: string, current = OLD) =>
  call(change, cookie, "/password", {}, formOf({ current, next }));

describe("a password under 等保", () => {
  it("older than ninety days is changed before anything else", async () => {
    expect((await call(ownAccount, await signedIn(80), "/account")).status).toBe(200);
    const cookie = await signedIn(91);
    expect(await call(ownAccount, cookie, "/account")).toMatchObject({
      status: 302,
      location: "/password?expired=1",
    });
    expect(await call(password, cookie, "/password")).toMatchObject({
      status: 200,
      body: { mustChangePassword: true, profile: "dengbao" },
    });
    expect(await newPassword(cookie, OLD)).toMatchObject({
      status: 422,
      body: { problems: [{ field: "next" }] },
    });
    expect(await newPassword(cookie, "lake heron flies")).toMatchObject({ status: 422 });
    expect(await newPassword(cookie, "Lake-heron-2nd", "wrong")).toMatchObject({
      status: 422,
      body: { problems: [{ field: "current" }] },
    });
    expect(await newPassword(cookie, "Lake-heron-2nd")).toMatchObject({
      status: 303,
      location: "/password?done=1",
    });
  });

  it("of a demo account, which is published, does not age", async () => {
    expect((await call(ownAccount, await signedIn(400, true), "/account")).status).toBe(200);
  });

  it("is not guessed at from a session left open", async () => {
    const cookie = await signedIn(1);
    for (let n = 0; n < 5; n += 1)
      expect((await newPassword(cookie, "Lake-heron-2nd", "guess")).status).toBe(422);
    expect((await newPassword(cookie, "Lake-heron-2nd", OLD)).status).toBe(429);
  });
});

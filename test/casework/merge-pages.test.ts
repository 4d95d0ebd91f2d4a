import { beforeAll, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { recordEmployment } from "~/personnel/employment.server";
import { action as merge, loader as page } from "~/routes/_staff.people.$personId.merges";
import { action as sanction, loader as sanctionPage } from "~/routes/_staff.people.$personId.sanctions";
import { smallDistrict, someone } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date();
let department: string;
let unitOfficer: string;
let kept: string;
let merged: string;

async function employed(name: string, unitId: string) {
  const personId = await someone(name);
  const job = { relation: "home", identity: "civil-servant", status: "in-post", title: null } as const;
  await inTransaction((tx) =>
    recordEmployment(tx, { personId, unitId, ...job, fromOn: "2020-01-01" }, null, now),
  );
  return personId;
}

beforeAll(async () => {
  const district = await smallDistrict();
  const account = (loginName: string) =>
    inTransaction((tx) =>
      createAccount(tx, { loginName, displayName: loginName, personId: null, passwordHash: "x" }, null, now),
    );
  department = await signedIn(await account("department"), "personnel-department", district.root);
  unitOfficer = await signedIn(await account("unit-hr"), "unit-personnel-officer", district.urban);
  kept = await employed("顾长青", district.urban);
  merged = await employed("顾长青", district.market);
});

const path = (query = "") => `/people/${kept}/merges${query}`;
const params = () => ({ personId: kept });

it("offers namesakes, compares both, keeps what was typed, merges, and leads old addresses on", async () => {
  expect((await call(page, unitOfficer, path(), params())).status).toBe(403);
  const offered = await call(page, department, path(), params());
  expect(offered.body).toMatchObject({ candidates: [{ personId: merged, unitName: "市场监督管理局" }] });

  expect((await call(page, department, path("?with=not-an-id"), params())).status).toBe(404);
  expect((await call(page, department, path(`?with=${kept}`), params())).status).toBe(404);
  const compared = await call(page, department, path(`?with=${merged}`), params());
  expect(compared.body).toMatchObject({
    preview: { kept: { personId: kept }, refusals: [], givesWay: [{ what: "employment" }] },
  });
  const turned = await call(page, department, path(`?with=${merged}&stays=other`), params());
  expect(turned.body).toMatchObject({ preview: { kept: { personId: merged } } });

  const post = (values: Record<string, string>) =>
    call(merge, department, path(`?with=${merged}`), params(), formOf(values));
  expect(await post({ numberOf: "kept", reason: "" })).toMatchObject({
    status: 422,
    body: { typed: { numberOf: "kept" }, problems: [{ field: "reason" }] },
  });
  expect(await post({ numberOf: "kept", reason: "户口簿" })).toMatchObject({
    status: 303,
    location: `/people/${kept}?done=merges`,
  });
  expect(await prisma.personMerge.count()).toBe(1);

  const old = { personId: merged };
  expect(await call(sanctionPage, unitOfficer, `/people/${merged}/sanctions?a=1`, old)).toMatchObject({
    status: 302,
    location: `/people/${kept}/sanctions?a=1`,
  });
  expect(await call(sanction, unitOfficer, `/people/${merged}/sanctions`, old, formOf({}))).toMatchObject({
    status: 303,
    location: `/people/${kept}/sanctions`,
  });
  expect((await call(page, department, path(`?with=${merged}`), params())).status).toBe(404);
});

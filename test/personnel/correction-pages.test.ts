import { beforeAll, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { inTransaction, prisma } from "~/db.server";
import { recordEmployment } from "~/personnel/employment.server";
import { recordSanction } from "~/personnel/record.server";
import { loader as list } from "~/routes/_staff.people.$personId.corrections._index";
import {
  action as correct,
  loader as form,
} from "~/routes/_staff.people.$personId.corrections.$subject.$versionId/route";
import { action as lift, loader as liftings } from "~/routes/_staff.people.$personId.sanction-liftings";
import { loader as sanctions } from "~/routes/_staff.people.$personId.sanctions";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { smallDistrict, someone } from "./district";

await useDatabase();
const now = new Date();
let officer: string;
let personId: string;
let urban: string;

beforeAll(async () => {
  const district = await smallDistrict();
  urban = district.urban;
  const accountId = await inTransaction((tx) =>
    createAccount(tx, { loginName: "hr", displayName: "hr", personId: null, passwordHash: "x" }, null, now),
  );
  officer = await signedIn(accountId, "unit-personnel-officer", urban);
  personId = await someone("顾长青");
  const job = { relation: "home", identity: "contract", status: "in-post", title: null } as const;
  await inTransaction(async (tx) => {
    await recordEmployment(tx, { personId, unitId: urban, ...job, fromOn: "2021-01-01" }, null, now);
    const decision = { authority: "区监委", decisionNumber: "1号", fromOn: "2026-01-10" } as const;
    await recordSanction(tx, { personId, kind: "demerit", ...decision, toOn: "2099-01-10" }, null, now);
  });
});

it("shows what may be wrong, keeps what was typed, and corrects it once", async () => {
  const { body } = await call(list, officer, `/people/${personId}/corrections`, { personId });
  const { facts } = body as { facts: { subject: string; versionId: string }[] };
  expect(facts.map(({ subject }) => subject)).toEqual(["name", "employment", "sanction"]);
  const { versionId } = facts[1]!;
  const params = { personId, subject: "employment", versionId };
  const path = `/people/${personId}/corrections/employment/${versionId}`;
  expect(await call(form, officer, path, params)).toMatchObject({
    status: 200,
    body: { fact: { unitId: urban } },
  });
  expect((await call(form, officer, path, { ...params, subject: "sanction" })).status).toBe(404);
  expect((await call(form, officer, path, { ...params, versionId: "x" })).status).toBe(404);
  const right = { unitId: urban, identity: "civil-servant", status: "in-post", title: "", lastOn: "" };
  const post = (values: Record<string, string>) => call(correct, officer, path, params, formOf(values));
  expect(await post({ ...right, fromOn: "2020-13-01", reason: "" })).toMatchObject({
    status: 422,
    body: { typed: { fromOn: "2020-13-01" }, problems: [{ field: "fromOn" }, { field: "reason" }] },
  });
  expect(await post({ ...right, fromOn: "2020-03-01", reason: "合同日期填错" })).toMatchObject({
    status: 303,
    location: `/people/${personId}?done=corrections`,
  });
  expect((await post({ ...right, fromOn: "2020-03-01", reason: "再来" })).status).toBe(404);
  expect(await prisma.factCorrection.count({ where: { personId } })).toBe(1);
});

it("says how periods are counted, and lifts a sanction", async () => {
  const params = { personId };
  const counted = await call(sanctions, officer, `/people/${personId}/sanctions`, params);
  expect((counted.body as { counting: { lastDays: unknown[] } }).counting.lastDays).toHaveLength(6);
  const offered = await call(liftings, officer, `/people/${personId}/sanction-liftings`, params);
  const [running] = (offered.body as { sanctions: { factId: string }[] }).sanctions;
  const post = (values: Record<string, string>) =>
    call(lift, officer, `/people/${personId}/sanction-liftings`, params, formOf(values));
  expect(await post({ factId: running!.factId, toOn: "2020-01-01", decisionNumber: "解1号" })).toMatchObject({
    status: 422,
    body: { problems: [{ field: "toOn" }] },
  });
  expect(await post({ factId: running!.factId, toOn: "2026-06-01", decisionNumber: "解1号" })).toMatchObject({
    status: 303,
  });
  const again = await call(liftings, officer, `/people/${personId}/sanction-liftings`, params);
  expect((again.body as { sanctions: unknown[] }).sanctions).toEqual([]);
});

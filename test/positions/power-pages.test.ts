import { beforeAll, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { powersOfUnit } from "~/positions/powers.server";
import { addShift } from "~/positions/shifts.server";
import * as numbers from "~/routes/_staff.units.$unitId.post-establishments";
import * as correction from "~/routes/_staff.units.$unitId.powers.$powerId.correction";
import * as acceptance from "~/routes/_staff.units.$unitId.powers.imports.acceptance";
import * as looking from "~/routes/_staff.units.$unitId.powers.imports.new";
import * as exported from "~/routes/_staff.units.$unitId.shifts.export";
import { type Scene, setScene } from "../certification/scene";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";

// A list of powers over its pages: looked at, taken in, corrected; numbers of posts; a week of shifts as a file.

await useDatabase();
const NOW = new Date();
const TODAY = chinaDateOf(NOW);
let scene: Scene;
let officer: string;
let officerId: string;

beforeAll(async () => {
  scene = await setScene();
  officerId = await inTransaction((tx) =>
    createAccount(
      tx,
      { loginName: "clerk", displayName: "clerk", personId: null, passwordHash: "-" },
      null,
      NOW,
    ),
  );
  officer = await signedIn(officerId, "unit-personnel-officer", scene.urban);
});

const HEAD = "职权名称,类别,执法领域,法律依据,开始日期,最后一日";
const fileOf = (...rows: string[]) => {
  const form = new FormData();
  form.set("file", new File([[HEAD, ...rows].join("\n")], "清单.csv", { type: "text/csv" }));
  return form;
};
const here = () => `/units/${scene.urban}`;
const unit = () => ({ unitId: scene.urban });
const powers = () => powersOfUnit(prisma, scene.urban, TODAY);

it("a faulty list is told row by row and leaves nothing; a good one is shown, then registered once", async () => {
  const look = (form: FormData) =>
    call(looking.action, officer, `${here()}/powers/imports/new`, unit(), form);
  const faulty = await look(fileOf("甲,行政处罚,,某法第一条,2020-01-01,", "乙,处分,,,2020-01-01,"));
  expect(faulty.status).toBe(422);
  expect((faulty.body as { refusals: { code: string; facts: object }[] }).refusals).toMatchObject([
    { code: "power-list.kind-unknown", facts: { row: 3 } },
    { code: "power-list.missing", facts: { row: 3, column: "basis" } },
  ]);
  expect(await powers()).toEqual([]);
  const good = await look(
    fileOf("甲,行政处罚,,某法第一条,2020-01-01,", "乙,行政检查,城市管理,某法第二条,2020-01-01,2030-12-31"),
  );
  const read = (good.body as { powers: unknown[] }).powers;
  expect(read).toHaveLength(2);
  const loaded = { unit: { unitId: scene.urban, name: "临湖区城市管理局" } };
  for (const locale of ["zh-CN", "en"] as const) {
    const page = await rendered(looking, { loaded, refused: good.body }, locale);
    expect(page).toContain(`action="/units/${scene.urban}/powers/imports/acceptance"`);
    expect(page).toContain('name="powers"');
    expect(await rendered(looking, { loaded, refused: faulty.body }, locale)).toContain('type="file"');
  }
  expect(await powers()).toEqual([]);
  const accept = (listed: string) =>
    call(
      acceptance.action,
      officer,
      `${here()}/powers/imports/acceptance`,
      unit(),
      formOf({ powers: listed }),
    );
  expect((await accept("[]")).status).toBe(422);
  expect((await accept(JSON.stringify(read))).status).toBe(303);
  expect((await accept(JSON.stringify(read))).status).toBe(422);
  expect((await powers()).map(({ name }) => name).sort()).toEqual(["乙", "甲"].sort());
});

it("a power is corrected with a reason, and not without one", async () => {
  const [power] = await powers();
  const correct = (reason: string) =>
    call(
      correction.action,
      officer,
      `${here()}/powers/${power!.powerId}/correction`,
      { ...unit(), powerId: power!.powerId },
      formOf({
        ...{ name: "更正后的职权", kind: "penalty", field: "", basis: "某法第三条" },
        ...{ fromOn: "2021-01-01", toOn: "", reason },
      }),
    );
  expect((await correct("")).status).toBe(422);
  expect((await correct("名称录错")).status).toBe(303);
  expect((await correct("名称录错")).status).toBe(422);
  const page = await call(correction.loader, officer, `${here()}/powers/${power!.powerId}/correction`, {
    ...unit(),
    powerId: power!.powerId,
  });
  // The entry before stands below the form.
  expect(await rendered(correction, { loaded: page.body }, "zh-CN")).toContain(power!.name);
  expect((await powers()).map(({ name }) => name)).toContain("更正后的职权");
});

it("a number of posts is set from a day", async () => {
  const set = (number: string) =>
    call(
      numbers.action,
      officer,
      `${here()}/post-establishments`,
      unit(),
      formOf({ family: "enforcement", number, fromOn: TODAY }),
    );
  expect((await set("-1")).status).toBe(422);
  expect((await set("12")).status).toBe(303);
  expect((await set("12")).status).toBe(303);
  expect(await prisma.postEstablishment.findMany({ where: unit() })).toMatchObject([{ number: 12 }]);
});

it("a week of shifts is given out as a workbook, and that is written down", async () => {
  const startsAt = new Date(NOW.getTime() + 60_000);
  const planned = {
    ...({ ...unit(), act: "penalty", field: null, place: "中心广场", startsAt } as const),
    endsAt: new Date(startsAt.getTime() + 3_600_000),
  };
  await inTransaction((tx) => addShift(tx, planned, officerId, NOW));
  const file = await call(
    exported.loader,
    officer,
    `${here()}/shifts/export?week=${chinaDateOf(startsAt)}`,
    unit(),
  );
  expect(file.status).toBe(200);
  const event = await prisma.auditEvent.findFirstOrThrow({ where: { type: "list.exported" } });
  expect(event.data).toMatchObject({ list: "shifts", format: "xlsx", rows: 1, numbers: "none" });
});

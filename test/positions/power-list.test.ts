import { beforeAll, describe, expect, it } from "vitest";
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { recordInheritedAssignment } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { freeOf, overOf } from "~/positions/post-establishment";
import { kindsOfPosts, setPostEstablishment } from "~/positions/post-establishments.server";
import { correctPower, powerBefore } from "~/positions/power-corrections.server";
import { powersIn } from "~/positions/power-list";
import { addPowers, listedFrom, readPowerList } from "~/positions/power-list.server";
import { addPower, givePower, powerDaysOf, powersOfUnit } from "~/positions/powers.server";
import { writeXlsx } from "~/spreadsheet.server";
import { fieldCodes } from "~/text/fields";
import { powerWords } from "~/text/power-words";
import { refusalIn } from "~/text/refusals";
import { FIELD, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

await useDatabase();
let scene: Scene;
const today = chinaDateOf(NOW);
const LATER = new Date(NOW.getTime() + 60_000);
const HEAD = ["职权名称", "类别", "执法领域", "法律依据", "开始日期", "最后一日"];
const LAW = "《城市市容和环境卫生管理条例》第三十六条";

beforeAll(async () => {
  scene = await setScene();
});

const rowsOf = (...cells: unknown[][]) =>
  cells.map((row, index) => ({ row: index + 1, cells: row as string[] }));

describe("a table of powers", () => {
  it("is read in either language, with what stands above its headers left out", () => {
    const read = powersIn(
      rowsOf(
        ["临湖区城市管理局权责清单"],
        HEAD,
        ["占道经营处罚", "行政处罚", "城市管理", LAW, "2020年1月1日", ""],
        ["Inspection of shops", "Inspection", "", "Rules, article 3", "2021-01-01", "2026-12-31"],
      ),
      powerWords,
    );
    expect(read).toEqual({
      ok: true,
      powers: [
        {
          row: 3,
          name: "占道经营处罚",
          kind: "penalty",
          field: FIELD,
          basis: LAW,
          fromOn: "2020-01-01",
          toOn: null,
        },
        {
          ...{ row: 4, name: "Inspection of shops", kind: "inspection", field: null },
          ...{ basis: "Rules, article 3", fromOn: "2021-01-01", toOn: "2027-01-01" },
        },
      ],
    });
  });

  it("tells every fault with its row, and takes nothing", () => {
    const good = ["占道经营处罚", "行政处罚", "", LAW, "2020-01-01", ""];
    const read = powersIn(
      rowsOf(
        HEAD,
        good,
        ["", "行政处分", "渔业", "", "明年", "2019-01-01"],
        ["甲", "行政处罚", "", LAW, "2020-01-01", "2019-12-31"],
        ["占道经营 处罚", "行政处罚", "", LAW, "2020-01-01", ""],
        [{ formula: true }, { formula: true }, "", LAW, { formula: true }, ""],
        ["长".repeat(201), "行政处罚", "", LAW, "", "2020年13月1日"],
      ),
      powerWords,
    );
    const faults = read.ok ? [] : read.refusals;
    expect(
      faults.map(({ code, facts }) => [facts.row, code.slice("power-list.".length), facts.column]),
    ).toEqual([
      [3, "missing", "name"],
      [3, "kind-unknown", undefined],
      [3, "field-unknown", undefined],
      [3, "missing", "basis"],
      [3, "date-unreadable", "from-on"],
      [4, "last-before-first", undefined],
      [5, "twice", undefined],
      [6, "formula", "name"],
      [6, "formula", "kind"],
      [6, "formula", "from-on"],
      [7, "too-long", "name"],
      [7, "missing", "from-on"],
      [7, "date-unreadable", "last-on"],
    ]);
    for (const fault of faults)
      for (const locale of ["zh-CN", "en"] as const)
        expect(refusalIn(locale, fault).sentence).toContain(String(fault.facts.row));
  });

  it.each([
    [[["a", "b"]], ["power-list.no-headers"]],
    [[["职权名称", "类别"]], ["power-list.column-missing", "power-list.column-missing"]],
    [[[...HEAD, "类别"]], ["power-list.column-twice"]],
    [[HEAD], ["power-list.empty"]],
    [
      [HEAD, ...Array.from({ length: 501 }, (_, n) => [`职权${n}`, "行政处罚", "", LAW, "2020-01-01", ""])],
      ["power-list.too-many"],
    ],
  ])("%# is no list", (rows, codes) => {
    const read = powersIn(rowsOf(...rows), powerWords);
    expect(read.ok ? [] : read.refusals.map(({ code }) => code)).toEqual(codes);
  });
});

const power = (name: string, fromOn: DateOn = "2020-01-01") =>
  inTransaction((tx) =>
    addPower(
      tx,
      { unitId: scene.urban, kind: "penalty", name, field: FIELD, basis: LAW, fromOn, toOn: null },
      scene.personnelOfficer,
      NOW,
    ),
  );

describe("a list taken in", () => {
  const listed = async (...rows: string[][]) => {
    const bytes = await writeXlsx([{ name: "清单", rows: [HEAD, ...rows] }]);
    return readPowerList(prisma, { unitId: scene.urban, bytes, words: powerWords });
  };
  it("is registered as a whole, and refused as a whole where one was registered meanwhile", async () => {
    const read = await listed(
      ["占道停车处罚", "行政处罚", "城市管理", LAW, "2020-01-01", ""],
      ["乱倒垃圾处罚", "行政处罚", "", LAW, "2020-01-01", ""],
    );
    if (!read.ok) throw new Error(read.refusals.map(({ code }) => code).join());
    const powers = listedFrom(JSON.stringify(read.powers), fieldCodes)!;
    expect(powers).toEqual(read.powers);
    const take = () =>
      inTransaction((tx) => addPowers(tx, { unitId: scene.urban, powers }, scene.personnelOfficer, NOW));
    const before = (await powersOfUnit(prisma, scene.urban, today)).length;
    expect(await take()).toEqual({ ok: true, added: 2 });
    expect(await take()).toMatchObject({
      ok: false,
      refusals: [{ facts: { row: 2 } }, { facts: { row: 3 } }],
    });
    expect((await powersOfUnit(prisma, scene.urban, today)).length).toBe(before + 2);
    const again = await listed(
      ["占道停车处罚", "行政处罚", "", LAW, "2020-01-01", ""],
      ["新的处罚", "行政处罚", "", LAW, "2020-01-01", ""],
    );
    expect(again).toMatchObject({ ok: false, refusals: [{ code: "power-list.known", facts: { row: 2 } }] });
  });

  it.each(["", "{}", "[]", "[1]", "not json", '[{"row":1,"name":"a","kind":"x"}]'])(
    "%s is no list",
    (raw) => {
      expect(listedFrom(raw, fieldCodes)).toBeNull();
    },
  );
});

describe("a power registered wrongly", () => {
  it("is corrected by a later version; what was believed stays, and the gate asks the right one", async () => {
    const powerId = await power("违法建设处罚");
    const post = { unitId: scene.urban, title: "拆违岗", family: "enforcement", field: FIELD } as const;
    const positionId = await inTransaction((tx) => createPosition(tx, post, null, NOW));
    const giving = { positionId, powerId, fromOn: "2020-01-01" as DateOn, toOn: null };
    await inTransaction((tx) => givePower(tx, giving, scene.personnelOfficer, NOW));
    const right = {
      ...({ kind: "penalty", name: "违法建设行政处罚", field: FIELD, basis: LAW } as const),
      ...({ fromOn: "2022-01-01", toOn: "2030-01-01" } as const),
    };
    const correct = (unitId = scene.urban) =>
      inTransaction((tx) =>
        correctPower(tx, { unitId, powerId, reason: "期限录错", ...right }, scene.personnelOfficer, LATER),
      );
    expect(await correct(scene.market)).toMatchObject({ ok: false, refusals: [{ code: "power.unknown" }] });
    expect(await correct()).toEqual({ ok: true });
    expect(await correct()).toMatchObject({ ok: false, refusals: [{ code: "power.unchanged" }] });
    const found = (await powersOfUnit(prisma, scene.urban, today)).filter((one) => one.powerId === powerId);
    expect(found).toMatchObject([{ ...right, posts: 1 }]);
    expect(await powerBefore(prisma, scene.urban, powerId)).toMatchObject([
      { name: "违法建设处罚", fromOn: "2020-01-01", toOn: null, supersededAt: LATER, correctionReason: null },
    ]);
    const days = async (at?: Date) => (await powerDaysOf(prisma, [positionId], at)).get(positionId);
    expect(await days()).toEqual([{ fromOn: "2022-01-01", toOn: "2030-01-01" }]);
    expect(await days(NOW)).toEqual([{ fromOn: "2020-01-01", toOn: null }]);
  });
});

describe("numbers of posts", () => {
  const set = (number: number | null, fromOn: DateOn) =>
    inTransaction((tx) =>
      setPostEstablishment(
        tx,
        { unitId: scene.market, family: "enforcement", number, fromOn },
        scene.personnelOfficer,
        NOW,
      ),
    );
  const kind = async (on: DateOn) =>
    (await kindsOfPosts(prisma, scene.market, on)).find(({ family }) => family === "enforcement");
  it("stand beside who is in post, each from its day, and too many is told", async () => {
    await set(1, "2026-01-01");
    await set(2, addDays(today, 10));
    expect(await kind(today)).toEqual({ family: "enforcement", allowed: 1, inPost: 0 });
    await inTransaction(async (tx) => {
      for (let n = 0; n < 2; n += 1) {
        const post = {
          unitId: scene.market,
          title: `检查岗${n}`,
          family: "enforcement",
          field: null,
        } as const;
        const positionId = await createPosition(tx, post, null, NOW);
        const personId = await officer(scene.market);
        const seat = { personId, positionId, fromOn: "2026-01-01", toOn: null } as const;
        await recordInheritedAssignment(tx, seat, null, NOW);
      }
    });
    const now = (await kind(today))!;
    expect([now, freeOf(now), overOf(now)]).toEqual([{ family: "enforcement", allowed: 1, inPost: 2 }, 0, 1]);
    expect((await kind(addDays(today, 10)))?.allowed).toBe(2);
    await set(null, addDays(today, 5));
    expect(await kind(addDays(today, 10))).toMatchObject({ allowed: null });
    expect((await kind(today))?.allowed).toBe(1);
    const versions = await prisma.postEstablishment.count({ where: { unitId: scene.market } });
    await set(null, addDays(today, 6));
    expect(await prisma.postEstablishment.count({ where: { unitId: scene.market } })).toBe(versions);
  });
});

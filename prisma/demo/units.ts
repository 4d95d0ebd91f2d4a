/** 临湖区 and its fourteen units, with the posts from which each enforces. */

import { yearOf } from "~/calendar";
import { createUnit, type NewBody, recordEnforcementBody } from "~/organisation/organisation.server";
import type { BodyBasis, UnitKind } from "~/organisation/unit";
import { assignPack, loadPacks } from "~/rulebook/packs.server";
import { ago, firstDay, officeHour } from "./days.ts";
import type { District } from "./district.ts";

type Post = { title: string; coercive?: boolean };
type UnitPlan = {
  name: string;
  shortName: string;
  kind: UnitKind;
  establishment: number;
  /** Of an enforcement body: its field 执法领域 and its enforcement posts. */
  enforces?: { field: string; posts: Post[] };
  civilServantsOnly?: boolean;
};

const town = (name: string, shortName: string, kind: "town" | "street", establishment: number): UnitPlan => ({
  name: `临湖区${name}`,
  shortName,
  kind,
  establishment,
  enforces: {
    field: "comprehensive",
    posts: [{ title: "综合行政执法岗" }, { title: "村镇建设巡查执法岗" }],
  },
});

export const UNITS = {
  justice: { name: "临湖区司法局", shortName: "区司法局", kind: "legal-affairs-office", establishment: 16 },
  personnel: {
    name: "临湖区人力资源和社会保障局",
    shortName: "区人社局",
    kind: "personnel-department",
    establishment: 18,
  },
  urban: {
    name: "临湖区城市管理局",
    shortName: "区城市管理局",
    kind: "enforcement-bureau",
    establishment: 46,
    enforces: {
      field: "urban-management",
      posts: [
        { title: "市容巡查执法岗" },
        { title: "渣土运输执法岗" },
        { title: "停车秩序执法岗" },
        { title: "违法建设强制拆除岗", coercive: true },
      ],
    },
  },
  market: {
    name: "临湖区市场监督管理局",
    shortName: "区市场监管局",
    kind: "enforcement-bureau",
    establishment: 40,
    enforces: {
      field: "market-regulation",
      posts: [
        { title: "食品安全执法岗" },
        { title: "价格与反不正当竞争执法岗" },
        { title: "特种设备执法岗" },
      ],
    },
  },
  transport: {
    name: "临湖区交通运输局",
    shortName: "区交通运输局",
    kind: "enforcement-bureau",
    establishment: 28,
    enforces: { field: "transport", posts: [{ title: "路政执法岗" }, { title: "道路运输执法岗" }] },
  },
  ecology: {
    name: "临湖区生态环境分局",
    shortName: "区生态环境分局",
    kind: "enforcement-bureau",
    establishment: 20,
    enforces: { field: "ecology", posts: [{ title: "水污染防治执法岗" }, { title: "大气污染防治执法岗" }] },
  },
  emergency: {
    name: "临湖区应急管理局",
    shortName: "区应急管理局",
    kind: "enforcement-bureau",
    establishment: 18,
    civilServantsOnly: true,
    enforces: { field: "emergency", posts: [{ title: "危险化学品执法岗" }, { title: "工贸企业安全执法岗" }] },
  },
  agriculture: {
    name: "临湖区农业农村局",
    shortName: "区农业农村局",
    kind: "enforcement-bureau",
    establishment: 18,
    enforces: { field: "agriculture", posts: [{ title: "农资执法岗" }, { title: "渔政执法岗" }] },
  },
  shuangtang: town("双塘镇人民政府", "双塘镇", "town", 20),
  shiqiao: town("石桥镇人民政府", "石桥镇", "town", 18),
  liupu: town("柳浦街道办事处", "柳浦街道", "street", 20),
  baihe: town("白荷街道办事处", "白荷街道", "street", 16),
  office: { name: "临湖区人民政府办公室", shortName: "区政府办公室", kind: "other", establishment: 14 },
  organisation: { name: "中共临湖区委组织部", shortName: "区委组织部", kind: "other", establishment: 12 },
} as const satisfies Record<string, UnitPlan>;

export type UnitCode = keyof typeof UNITS;
export const unitCodes = Object.keys(UNITS) as UnitCode[];
export const plans: Record<UnitCode, UnitPlan> = UNITS;

/** The units that enforce in their own name, with their field. */
export const bodies = unitCodes.flatMap((code) => {
  const { enforces } = plans[code];
  return enforces ? [{ code, ...enforces }] : [];
});

export function fieldOf(code: UnitCode): string {
  return plans[code].enforces?.field ?? "";
}

export const ROOT = "linhu";

export function tellUnits({ chronicle, today, unitId }: District): void {
  const since = "1996-01-01";
  chronicle.on(officeHour(firstDay(today), "08:30"), async (tx, now) => {
    await loadPacks(tx, null, now);
    const root = await createUnit(
      tx,
      {
        code: ROOT,
        parentId: null,
        name: "临湖区",
        shortName: "临湖区",
        kind: "jurisdiction",
        fromOn: since,
      },
      null,
      now,
    );
    unitId.set(ROOT, root);
    await assignPack(tx, { unitId: root, packCode: "hunan", fromOn: since }, null, now);
    for (const code of unitCodes) {
      const { enforces, ...unit } = plans[code];
      const id = await createUnit(tx, { code, parentId: root, ...unit, fromOn: since }, null, now);
      unitId.set(code, id);
      if (!enforces) continue;
      const isTown = unit.kind !== "enforcement-bureau";
      const basis: BodyBasis = code === "baihe" ? "entrusted" : isTown ? "authorised" : "statutory";
      const body: NewBody = {
        unitId: id,
        basis,
        fields: [enforces.field],
        document: isTown ? "临政发〔2019〕36号" : "临政发〔2012〕5号",
        publishedOn: isTown ? "2019-09-02" : "2012-03-01",
        fromOn: isTown ? "2019-09-01" : "2012-01-01",
      };
      await recordEnforcementBody(tx, body, null, now);
    }
  });
  // 白荷街道 now enforces in its own name, but the announcement is still at the printer's: nobody may act there (K10).
  const fromOn = ago(today, { days: 40 });
  chronicle.on(officeHour(ago(today, { days: 41 }), "10:00"), async (tx, now) => {
    await recordEnforcementBody(
      tx,
      {
        unitId: unitId.get("baihe")!,
        basis: "authorised",
        fields: ["comprehensive"],
        document: `临政发〔${yearOf(fromOn)}〕22号`,
        publishedOn: null,
        fromOn,
      },
      null,
      now,
    );
  });
}

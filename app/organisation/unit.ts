/**
 * 单位: the tree of one jurisdiction, and which of its units may enforce in their own name.
 * In: codes, kinds, dated enforcement-body facts. Out: paths, and answers about them.
 */
import type { DateOn } from "~/calendar";

export const UNIT_KINDS = [
  "jurisdiction", // 市、县、区
  "legal-affairs-office", // 司法局、法制机构
  "personnel-department", // 组织人事部门
  "enforcement-bureau", // 执法部门
  "town", // 镇、乡
  "street", // 街道
  "other",
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** How a unit comes to be an enforcement body 执法主体 (行政处罚法 第十七条、第十九条、第二十条). */
export const BODY_BASES = ["statutory", "authorised", "entrusted"] as const;
export type BodyBasis = (typeof BODY_BASES)[number];

export type UnitFacts = {
  unitId: string;
  code: string;
  name: string;
  shortName: string;
  kind: UnitKind;
  /** Codes from the root down, e.g. "/linhu/urban/". */
  path: string;
  parentId: string | null;
  /** Concentrated penalty power: civil servants only (K06). */
  civilServantsOnly: boolean;
};

export type BodyFacts = { basis: BodyBasis; fields: string[]; publishedOn: DateOn | null };

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A code is part of every path below it and stands in files people exchange: letters, digits, hyphens, for ever. */
export function isUnitCode(code: string): boolean {
  return CODE.test(code) && code.length <= 40;
}

export function pathBelow(parentPath: string | null, code: string): string {
  return `${parentPath ?? "/"}${code}/`;
}

/** Codes of the unit and all above it, nearest first. */
export function ancestry(path: string): string[] {
  return path.split("/").filter(Boolean).reverse();
}

/** How deep a unit stands; the root of the jurisdiction is 0. */
export function depthOf(path: string): number {
  return ancestry(path).length - 1;
}

/** What keeps a unit from enforcing in its own name on a day (K10), for a page; null when nothing does. */
export function bodyProblem(body: BodyFacts | null, on: DateOn): "no-body" | "unpublished" | null {
  if (body === null) return "no-body";
  if (body.publishedOn === null || body.publishedOn > on) return "unpublished";
  return null;
}

/** 吉林: annual inspection, revocation for altering or lending bars two years, public-welfare posts excluded by name. */
import { type PackOverrides, resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import type { Citation } from "~/rulebook/schema";

const measures: Citation = { title: "吉林省行政执法证件管理办法（2016年6月1日起施行）", standing: "cited" };
const excluded = { value: true as const, source: { ...measures, rule: "K05" } };

export const jilinOverrides: PackOverrides = {
  id: "jilin",
  title: "吉林省规则包",
  version: 1,
  effectiveFromOn: "2016-06-01",
  apply: { excluded: { contract: excluded, temporary: excluded, "public-welfare": excluded } },
  certificate: { review: { value: "annual", source: { ...measures, rule: "K15" } } },
  // Using a card that missed its inspection is a ground to suspend it.
  holding: { review: { value: "block", source: { ...measures, rule: "K15" } } },
  ban: { years: { "altered-or-lent": { value: 2, source: { ...measures, rule: "K11" } } } },
};

export const jilinPack = resolvePack(nationalPack, jilinOverrides);

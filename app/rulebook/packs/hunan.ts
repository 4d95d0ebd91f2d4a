/** 湖南: five-year card, renewal exam inside the last six months. Everything else is inherited. */
import { type PackOverrides, resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import { type Citation, OWN_CHOICE } from "~/rulebook/schema";

const order280: Citation = { title: "湖南省人民政府令第280号（2022年令第310号修改）", standing: "cited" };
const newCard: Citation = { title: "湖南省新版行政执法证启用说明（2022年）", standing: "reported" };

export const hunanOverrides: PackOverrides = {
  id: "hunan",
  title: "湖南省规则包",
  version: 1,
  effectiveFromOn: "2022-11-01",
  apply: {
    identities: {
      value: [
        "civil-servant",
        "civil-servant-equivalent",
        "public-institution",
        "authorised-organisation",
        "entrusted-organisation",
      ],
      source: order280,
    },
    excluded: { auxiliary: { value: true, source: { ...order280, rule: "K05" } } },
  },
  exam: {
    // 通用 is run by the justice department, 专门 by the provincial line department.
    parts: { value: ["special", "general"], source: { ...order280, rule: "K04" } },
    order: {
      value: "any",
      source: {
        title: OWN_CHOICE,
        rule: "K04",
        note: "第280号令没有规定先后",
        standing: "own-choice",
      },
    },
  },
  certificate: {
    validYears: { value: 5, source: { ...newCard, rule: "K01" } },
    renewWindowMonths: { value: 6, source: newCard },
    renewalNeedsExam: { value: true, source: newCard },
  },
};

export const hunanPack = resolvePack(nationalPack, hunanOverrides);

import { describe, expect, it } from "vitest";
import { issuingRoute, packHash, resolvePack } from "~/rulebook/pack";
import { hunanOverrides, hunanPack } from "~/rulebook/packs/hunan";
import { jilinPack } from "~/rulebook/packs/jilin";
import { nationalPack } from "~/rulebook/packs/national";
import { shandongPack } from "~/rulebook/packs/shandong";
import { rulePackSchema } from "~/rulebook/schema";

const heading = { id: "district", title: "区", version: 1, effectiveFromOn: "2026-03-01" } as const;
const source = { title: "区", standing: "own-choice" } as const;

describe("packs", () => {
  it.each([nationalPack, hunanPack, jilinPack, shandongPack])("$id is whole and cites every rule", (pack) => {
    expect(rulePackSchema.safeParse(pack).success).toBe(true);
  });

  it("differ by hash, and equal content has one hash whatever the order of keys", () => {
    const hashes = [nationalPack, hunanPack, jilinPack, shandongPack].map(packHash);
    expect(new Set(hashes).size).toBe(4);
    const reordered = Object.fromEntries(Object.entries(nationalPack).reverse()) as typeof nationalPack;
    expect(packHash(reordered)).toBe(packHash(nationalPack));
  });

  it("inherit what they do not state, and take value and citation together where they do", () => {
    expect(jilinPack.certificate.review).toMatchObject({ value: "annual", source: { rule: "K15" } });
    expect(jilinPack.certificate.validYears).toEqual(nationalPack.certificate.validYears);
    expect(jilinPack.apply.excluded["public-welfare"].source.title).toContain("吉林");
    expect(jilinPack.apply.excluded.dispatched).toEqual(nationalPack.apply.excluded.dispatched);
    expect(shandongPack.apply.excluded.seconded.source).toMatchObject({ article: "第十条", rule: "K05" });
    expect(hunanPack.effectiveFromOn).toBe("2022-11-01");
  });

  it("never mix one instrument's title with another's article", () => {
    const own = resolvePack(nationalPack, {
      ...heading,
      apply: { excluded: { dispatched: { value: true, source } } },
      study: { selfStudyShare: { value: { parts: 1, of: 2 }, source } },
    });
    expect(own.apply.excluded.dispatched).toEqual({ value: true, source });
    expect(own.study.selfStudyShare.value).toEqual({ parts: 1, of: 2 });
  });

  it("inherit down more than one level", () => {
    const district = resolvePack(hunanPack, {
      ...heading,
      quotas: {
        "city-40-hours": {
          value: {
            groups: ["enforcement"],
            identities: null,
            amount: 40,
            unit: "hours",
            minima: [],
            alternative: null,
            minConcentrated: 0,
          },
          source,
        },
      },
    });
    expect(Object.keys(district.quotas)).toEqual([
      "enforcement-15-days",
      "civil-servant-12-days",
      "enforcement-60-periods",
      "city-40-hours",
    ]);
    expect(district.exam.order).toEqual(hunanOverrides.exam?.order);
    expect(hunanPack.id).toBe("hunan");
  });
});

describe("what no pack can say", () => {
  it("opens the gate to nobody whom the State Council shuts out", () => {
    const open = { ...heading, apply: { excluded: { temporary: { value: false, source } } } };
    // @ts-expect-error the type refuses it too
    expect(() => resolvePack(nationalPack, open)).toThrow();
  });

  it("has no rule without a source, no unknown rule, no late grace above a minute", () => {
    const { source: _, ...uncited } = nationalPack.exam.passPercent;
    expect(
      rulePackSchema.safeParse({ ...nationalPack, exam: { ...nationalPack.exam, passPercent: uncited } })
        .success,
    ).toBe(false);
    expect(rulePackSchema.safeParse({ ...nationalPack, extra: 1 }).success).toBe(false);
    expect(() =>
      resolvePack(nationalPack, { ...heading, exam: { lateGraceSeconds: { value: 61, source } } }),
    ).toThrow();
  });
});

describe("who issues", () => {
  it("is the personnel department by default, the supervision body by the other preset", () => {
    expect(issuingRoute(nationalPack).value.issuer.role).toBe("personnel-department");
    const justice = resolvePack(nationalPack, {
      ...heading,
      issuing: { preset: { value: "justice-issues", source } },
    });
    expect(issuingRoute(justice).value.issuer).toMatchObject({ role: "legal-affairs", level: "province" });
    expect(issuingRoute(justice).value.reviews).toHaveLength(4);
    expect(issuingRoute(justice).source.article).toBe("第十条、第十七条");
  });
});

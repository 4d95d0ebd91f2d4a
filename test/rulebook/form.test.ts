import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RULE_GROUPS, type RuleGroupName, ruleFields } from "~/rulebook/control";
import { differenceOf } from "~/rulebook/difference";
import { rulesRead, typedRules } from "~/rulebook/form";
import { linesOf } from "~/rulebook/listing";
import { nationalPack } from "~/rulebook/packs/national";
import { shippedPacks } from "~/rulebook/shipped";
import { NEW_QUOTA, rowCount, type TypedRules } from "~/rulebook/typed-rules";

const typedWith = (group: RuleGroupName, change: TypedRules) => ({
  ...typedRules(group, nationalPack),
  ...change,
});
const readWith = (group: RuleGroupName, change: TypedRules) =>
  rulesRead(group, nationalPack, typedWith(group, change));
const problemsWith = (group: RuleGroupName, change: TypedRules) =>
  readWith(group, change).problems.map(({ field, code, limit }) => [
    field,
    code,
    ...(limit === undefined ? [] : [limit]),
  ]);

describe("the form of a pack", () => {
  it("has a field for every rule of every pack", () => {
    for (const pack of shippedPacks)
      expect(RULE_GROUPS.flatMap((group) => ruleFields(group, pack).map(({ key }) => key)).sort()).toEqual(
        linesOf(pack)
          .map(({ key }) => key)
          .sort(),
      );
  });

  it.each(shippedPacks)("$id read back is the same pack, group by group", (pack) => {
    for (const group of RULE_GROUPS) {
      const { pack: read, problems } = rulesRead(group, pack, typedRules(group, pack));
      expect([group, problems]).toEqual([group, []]);
      expect(differenceOf(pack, read!)).toEqual([]);
    }
  });

  it("asks for each value by its kind", () => {
    const kinds = Object.fromEntries(
      RULE_GROUPS.flatMap((group) => ruleFields(group, nationalPack)).map(({ key, control }) => [
        key,
        control,
      ]),
    );
    expect(kinds["apply.excluded.contract"]).toEqual({ kind: "fixed" });
    expect(kinds["apply.excluded.seconded"]).toEqual({ kind: "yes-no" });
    expect(kinds["exam.passPercent"]).toMatchObject({ kind: "number", whole: true, least: 0, most: 100 });
    expect(kinds["certificate.fixedBatchEndOn"]).toEqual({ kind: "date" });
    expect(kinds["study.selfStudyShare"]).toMatchObject({ kind: "parts" });
    expect(kinds["retention.audit-log"]).toMatchObject({ kind: "number", word: "permanent" });
    expect(kinds["issuing.routes.justice-issues"]).toMatchObject({ kind: "parts" });
  });
});

describe("what is typed", () => {
  it("changes the value and its citation together", () => {
    const { pack } = readWith("certificate", {
      "certificate.validYears": ["3"],
      "certificate.validYears:title": ["某市办法"],
      "certificate.validYears:article": ["第九条"],
      "certificate.validYears:standing": ["cited"],
    });
    expect(pack?.certificate.validYears).toEqual({
      value: 3,
      source: { title: "某市办法", article: "第九条", rule: "K01", standing: "cited" },
    });
    expect(differenceOf(nationalPack, pack!)).toMatchObject([
      { key: "certificate.validYears", valueChanged: true, sourceChanged: true },
    ]);
  });

  it.each([
    ["certificate", { "certificate.validYears": [""] }, [["certificate.validYears", "missing"]]],
    ["certificate", { "certificate.validYears": ["五"] }, [["certificate.validYears", "not-a-number"]]],
    ["certificate", { "certificate.validYears": ["0"] }, [["certificate.validYears", "too-small", 1]]],
    ["certificate", { "certificate.validYears": ["2.5"] }, [["certificate.validYears", "not-whole"]]],
    [
      "certificate",
      { "certificate.fixedBatchEndOn": ["2027-02-30"] },
      [["certificate.fixedBatchEndOn", "not-a-date"]],
    ],
    [
      "certificate",
      { "certificate.validityMode": ["fixed-batch-end"] },
      [["certificate.fixedBatchEndOn", "fault"]],
    ],
    ["certificate", { "certificate.numberPattern": ["abc"] }, [["certificate.numberPattern", "not-allowed"]]],
    ["certificate", { "certificate.review": ["weekly"] }, [["certificate.review", "not-allowed"]]],
    ["certificate", { "certificate.review:title": [" "] }, [["certificate.review:title", "missing"]]],
    [
      "certificate",
      { "certificate.review:standing": ["sworn"] },
      [["certificate.review:standing", "not-allowed"]],
    ],
    ["exam", { "exam.passPercent": ["101"] }, [["exam.passPercent", "too-large", 100]]],
    ["exam", { "exam.parts": [] }, [["exam.parts", "not-allowed"]]],
    ["study", { "study.selfStudyShare/parts": ["4"] }, [["study.selfStudyShare", "fault"]]],
    ["study", { "study.makeUpUntilMonthDay": ["13-40"] }, [["study.makeUpUntilMonthDay", "not-allowed"]]],
    ["retention", { "retention.audit-log": ["0"] }, [["retention.audit-log", "too-small", 1]]],
    ["apply", { "apply.identities": ["contract"] }, [["apply.identities", "fault"]]],
    ["quotas", { [`${NEW_QUOTA}:code`]: ["区 40"] }, [[`${NEW_QUOTA}:code`, "not-allowed"]]],
    [
      "quotas",
      { "quotas.enforcement-15-days/groups": [] },
      [["quotas.enforcement-15-days/groups", "not-allowed"]],
    ],
    [
      "issuing",
      { "issuing.routes.personnel-issues/issuer/level": ["moon"] },
      [["issuing.routes.personnel-issues/issuer/level", "not-allowed"]],
    ],
  ] as [RuleGroupName, TypedRules, unknown[]][])(
    "%s %j is refused beside its field",
    (group, change, problems) => {
      expect(problemsWith(group, change)).toEqual(problems);
    },
  );

  it("cannot open the gate to whom no pack can admit", () => {
    const { pack } = readWith("apply", { "apply.excluded.contract": ["false"] });
    expect(pack?.apply.excluded.contract.value).toBe(true);
  });

  it("adds a quota and takes one out", () => {
    const quota: TypedRules = {
      [`${NEW_QUOTA}:code`]: ["city-40-hours"],
      [`${NEW_QUOTA}:title`]: ["市政府意见"],
      [`${NEW_QUOTA}:standing`]: ["cited"],
      [`${NEW_QUOTA}/groups`]: ["enforcement"],
      [`${NEW_QUOTA}/amount`]: ["40"],
      [`${NEW_QUOTA}/unit`]: ["hours"],
      [`${NEW_QUOTA}/minConcentrated`]: ["0"],
      [`${NEW_QUOTA}/minima/0/category`]: ["ethics"],
      [`${NEW_QUOTA}/minima/0/amount`]: ["4"],
      [`${NEW_QUOTA}/minima/0/unit`]: ["hours"],
      [`${NEW_QUOTA}/minima/1/category`]: [""],
    };
    const gone = { "quotas.enforcement-15-days/groups": [], "quotas.enforcement-15-days/amount": [""] };
    const { pack, problems } = readWith("quotas", { ...quota, ...gone });
    expect(problems).toEqual([]);
    expect(Object.keys(pack!.quotas)).toEqual([
      "civil-servant-12-days",
      "enforcement-60-periods",
      "city-40-hours",
    ]);
    expect(pack!.quotas["city-40-hours"]!.value).toEqual({
      groups: ["enforcement"],
      identities: null,
      amount: 40,
      unit: "hours",
      minima: [{ category: "ethics", amount: 4, unit: "hours" }],
      alternative: null,
      minConcentrated: 0,
    });
    expect(
      differenceOf(nationalPack, pack!).map(({ key, before, after }) => [
        key,
        before === null,
        after === null,
      ]),
    ).toEqual([
      ["quotas.city-40-hours", true, false],
      ["quotas.enforcement-15-days", false, true],
    ]);
  });

  it("takes a review step out of a route when its row is emptied, and adds one", () => {
    const name = "issuing.routes.personnel-issues/reviews";
    const row = (index: number, [role, level, approvals, workingDays]: string[]) => ({
      [`${name}/${index}/role`]: [role!],
      [`${name}/${index}/level`]: [level!],
      [`${name}/${index}/approvals`]: [approvals!],
      [`${name}/${index}/workingDays`]: [workingDays!],
    });
    const { pack } = readWith("issuing", {
      ...row(1, ["", "", "", ""]),
      ...row(3, ["legal-affairs", "city", "2", ""]),
    });
    expect(pack?.issuing.routes["personnel-issues"].value.reviews).toEqual([
      { role: "unit-legal", level: "unit", approvals: 1, workingDays: 10 },
      { role: "legal-affairs", level: "county", approvals: 1, workingDays: 10 },
      { role: "legal-affairs", level: "city", approvals: 2, workingDays: null },
    ]);
  });

  it("whatever it is, answers a whole pack or a problem beside a field that the form has, and never throws", () => {
    const group = fc.constantFrom(...RULE_GROUPS);
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("", "0", "-1", "1e9", "true", "2026-01-01", "__proto__"),
    );
    fc.assert(
      fc.property(group, fc.infiniteStream(fc.tuple(fc.nat(), text)), (name, stream) => {
        const typed = typedRules(name, nationalPack);
        const fields = Object.keys(typed);
        for (const [at, value] of [...stream.take(3)]) typed[fields[at % fields.length]!] = [value];
        const { pack, problems } = rulesRead(name, nationalPack, typed);
        expect(pack === null).toBe(problems.length > 0);
        for (const { field } of problems)
          expect(fields.some((known) => known === field || known.startsWith(`${field}/`))).toBe(true);
      }),
      { numRuns: 300, seed: 20261120 },
    );
  });

  it("does not count up to a row that nobody typed by hand", () => {
    for (const row of ["4294967296", "1e9", "-1", "0.5", ""])
      expect(rowCount({ [`quotas.a/minima/${row}/amount`]: ["1"] }, "quotas.a/minima")).toBeLessThan(1_000);
  });
});

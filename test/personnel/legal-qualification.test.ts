import { describe, expect, it } from "vitest";
import {
  legalQualificationState,
  maskedCertificate,
  mayDecideLegalQualification,
  mayEnterLegalQualification,
  mayWithdrawLegalQualification,
} from "~/personnel/legal-qualification";
import { refusalsOf, type Verdict } from "~/verdict";

const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code.split(".")[1]);
const entry = { personId: "holder", recordedById: "first", decision: null, isWithdrawn: false };
const confirmed = { ...entry, decision: "confirmed" };
const second = { accountId: "second", personId: null };

describe("an entry", () => {
  it.each([
    ["2026-05-01", []],
    ["2026-05-02", ["ahead"]],
  ] as const)("obtained on %s, entered on 1 May", (on, expected) =>
    expect(codes(mayEnterLegalQualification(on, "2026-05-01"))).toEqual(expected),
  );

  it.each([
    [null, false, "waiting"],
    ["refused", false, "refused"],
    ["confirmed", false, "confirmed"],
    ["confirmed", true, "withdrawn"],
  ] as const)("decided %s, withdrawn %s: %s", (decision, isWithdrawn, state) =>
    expect(legalQualificationState({ decision, isWithdrawn })).toBe(state),
  );

  it.each([
    ["by another", entry, "confirmed", second, []],
    ["by who entered it", entry, "confirmed", { ...second, accountId: "first" }, ["own-entry"]],
    ["taken back by who entered it", entry, "refused", { ...second, accountId: "first" }, []],
    ["by its holder", entry, "confirmed", { ...second, personId: "holder" }, ["own"]],
    [
      "by its holder, who entered it",
      entry,
      "confirmed",
      { accountId: "first", personId: "holder" },
      ["own", "own-entry"],
    ],
    ["a second time", confirmed, "refused", second, ["decided"]],
  ] as const)("is decided %s", (_, one, wanted, who, expected) =>
    expect(codes(mayDecideLegalQualification(one, wanted, who))).toEqual(expected),
  );

  it.each([
    ["that counts", confirmed, "编号有误", second, []],
    ["without a reason", confirmed, " ", second, ["reason-missing"]],
    ["that waits, without a reason", entry, "", second, ["not-confirmed", "reason-missing"]],
    ["of oneself", confirmed, "编号有误", { ...second, personId: "holder" }, ["own"]],
    ["withdrawn before", { ...confirmed, isWithdrawn: true }, "编号有误", second, ["not-confirmed"]],
  ] as const)("%s is withdrawn", (_, one, reason, who, expected) =>
    expect(codes(mayWithdrawLegalQualification(one, reason, who))).toEqual(expected),
  );

  it.each([
    ["A20193301060123", "••••0123"],
    ["12345", "•2345"],
    ["1234", "••••"],
  ])("%s is listed as %s", (number, shown) => expect(maskedCertificate(number)).toBe(shown));
});

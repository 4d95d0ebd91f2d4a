import { describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import {
  CLEARANCE_MEASURES,
  CLEARANCE_STATES,
  type ClearanceState,
  clearanceDueOn,
  endsAssignment,
  isOverdue,
  mayConfirmClosure,
  mayFollow,
  mayProposeClosure,
  mayReturnClosure,
  type Proposal,
} from "~/positions/clearance";
import { refusal, refusalsOf, type Verdict } from "~/verdict";

const unit = { accountId: "unit", personId: "officer" };
const affairs = { accountId: "affairs", personId: "reviewer" };
const at = (state: ClearanceState) => ({ state, personId: "holder" });
const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code.replace("clearance.", ""));

const moved: Proposal = {
  ...{ measure: "moved-off", orderNumber: "临人调〔2026〕3号" },
  ...{ orderOn: "2026-11-18", movedOn: "2026-11-19" },
};
const about = { fromOn: "2024-01-01" as DateOn, files: 1, today: "2026-11-20" as DateOn };
const propose = (change: Partial<Proposal> = {}, more: Partial<typeof about> = {}, state = at("opened")) =>
  codes(mayProposeClosure(state, { ...moved, ...change }, { ...about, ...more }, unit));

describe("the steps of a clearance", () => {
  it.each([
    ["opened", "proposed"],
    ["returned", "proposed"],
    ["reopened", "proposed"],
    ["proposed", "closed returned"],
    ["closed", "reopened"],
  ] as const)("after %s comes %s", (state, next) => {
    expect(CLEARANCE_STATES.filter((step) => mayFollow(state, step)).sort()).toEqual(next.split(" ").sort());
  });

  it("is overdue from the day after its last day until it is closed", () => {
    expect(isOverdue("opened", "2026-11-20", "2026-11-20")).toBe(false);
    expect(isOverdue("proposed", "2026-11-20", "2026-11-21")).toBe(true);
    expect(isOverdue("closed", "2026-11-20", "2026-12-31")).toBe(false);
  });

  it("is due after the pack's working days, or on the campaign's last day if that comes before", () => {
    // A Friday: ten working days later is a Friday.
    expect(clearanceDueOn("2026-11-20", 10, null)).toBe("2026-12-04");
    expect(clearanceDueOn("2026-11-20", 10, "2026-11-27")).toBe("2026-11-27");
    expect(clearanceDueOn("2026-11-20", 10, "2026-12-31")).toBe("2026-12-04");
    expect(clearanceDueOn("2026-11-20", 10, "2026-11-10")).toBe("2026-12-04");
  });
});

describe("closure as the unit proposes it", () => {
  it("needs an order with its number and date, whatever the measure", () => {
    expect(propose()).toEqual([]);
    for (const measure of CLEARANCE_MEASURES) {
      expect(propose({ measure, orderNumber: "" })).toContain("order-missing");
      expect(propose({ measure, orderOn: null })).toContain("order-missing");
    }
    expect(propose({ orderOn: "2026-11-21" })).toEqual(["order-to-come"]);
  });

  it("needs the day and the evidence of leaving where the person leaves the post", () => {
    for (const measure of CLEARANCE_MEASURES) {
      const left = propose({ measure, movedOn: null }, { files: 0 });
      expect(left).toEqual(endsAssignment(measure) ? ["moved-missing", "evidence-missing"] : []);
    }
    expect(propose({ movedOn: "2023-12-31" })).toEqual(["moved-outside"]);
    expect(propose({ movedOn: "2026-11-21" })).toEqual(["moved-outside"]);
  });

  it("says everything at once, and is nobody's in their own matter", () => {
    const own = { state: "closed", personId: "officer" } as const;
    expect(propose({ orderNumber: "", movedOn: null }, { files: 0 }, own)).toEqual([
      ...["step-impossible", "own", "order-missing", "moved-missing", "evidence-missing"],
    ]);
  });
});

describe("closure as another person decides it", () => {
  const gate = [refusal("identity.excluded")];
  const confirm = (asking = affairs, measure: Proposal["measure"] = "moved-off", says = gate) =>
    codes(mayConfirmClosure(at("proposed"), { asking, proposedBy: unit }, measure, says));

  it("is nobody's who proposed it, by the account or by the person, nor whom it is about", () => {
    expect(confirm()).toEqual([]);
    expect(confirm(unit)).toEqual(["same-person"]);
    expect(confirm({ accountId: "second", personId: "officer" })).toEqual(["same-person"]);
    expect(confirm({ accountId: "own", personId: "holder" })).toEqual(["own"]);
  });

  it("is refused with the gate's own reasons while somebody stays whom the gate refuses", () => {
    for (const measure of CLEARANCE_MEASURES)
      expect(confirm(affairs, measure)).toEqual(
        endsAssignment(measure) ? [] : ["still-refused", "identity.excluded"],
      );
    expect(confirm(affairs, "certificate-obtained", [])).toEqual([]);
  });

  it("is returned with a reason or not at all", () => {
    const back = (reason: string) =>
      codes(mayReturnClosure(at("proposed"), { asking: affairs, proposedBy: unit }, reason));
    expect(back("")).toEqual(["reason-missing"]);
    expect(back("文号不清")).toEqual([]);
  });
});

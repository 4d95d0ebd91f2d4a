import { describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import type { ApplicationState } from "~/certification/application";
import { campaignState, openingRefusals } from "~/certification/campaign";
import { studyReasons } from "~/certification/entry";
import {
  mayBeApplied,
  type RenewalFacts,
  type RenewalStage,
  renewalProgress,
  renewalStage,
  usualPeriod,
} from "~/certification/renewal";
import { resolvePack } from "~/rulebook/pack";
import { jilinPack } from "~/rulebook/packs/jilin";
import { nationalPack } from "~/rulebook/packs/national";

// A certificate to 2027-01-31; renewals are taken from 2026-07-31.
const facts = (more: Partial<RenewalFacts> = {}): RenewalFacts => ({
  ...{ validToOn: "2027-01-31", opensOn: "2026-07-31", status: "active", application: null },
  ...more,
});
const application = (state: ApplicationState, position = 0) => ({ application: { state, position } });

describe("where a certificate stands on its way to a new one", () => {
  const table: [string, Partial<RenewalFacts>, DateOn, number, RenewalStage][] = [
    ["the day before its window", {}, "2026-07-30", 1, "not-open"],
    ["the window's first day", {}, "2026-07-31", 0, "may-apply"],
    ["something missing", {}, "2026-11-20", 2, "lacking"],
    ["its last day", {}, "2027-01-31", 0, "may-apply"],
    ["the day after", {}, "2027-02-01", 1, "overdue"],
    ["applied for", application("in-review"), "2026-11-20", 1, "applied"],
    ["further on", application("in-review", 1), "2026-11-20", 1, "in-review"],
    ["returned", application("returned"), "2026-11-20", 1, "in-review"],
    ["approved", application("approved", 3), "2026-11-20", 1, "in-review"],
    ["under review past its last day", application("approved", 3), "2027-02-10", 1, "in-review"],
    ["refused", application("refused"), "2026-11-20", 0, "refused"],
    ["refused and run out", application("refused"), "2027-02-01", 1, "overdue"],
    ["withdrawn", application("withdrawn"), "2026-11-20", 0, "may-apply"],
    ["issued, not collected", application("issued"), "2026-11-20", 1, "issued"],
    ["collected", { ...application("issued"), status: "replaced" }, "2026-11-20", 1, "issued"],
  ];
  it.each(table)("%s", (_, more, on, lacks, expected) => {
    expect(renewalStage(renewalProgress(facts(more), on), lacks)).toBe(expected);
  });

  it("is applied for where nothing stands against it, also after a refusal", () => {
    expect(mayBeApplied("may-apply", 0)).toBe(true);
    expect(mayBeApplied("refused", 0)).toBe(true);
    expect(mayBeApplied("refused", 1)).toBe(false);
    expect(mayBeApplied("not-open", 0)).toBe(false);
    expect(mayBeApplied("overdue", 0)).toBe(false);
  });
});

it("shows by itself what ended in ninety days, what is open, and what opens in sixty", () => {
  // Sixty days on is 2027-01-19: to that day and six months.
  expect(usualPeriod([nationalPack], "2026-11-20")).toEqual({ fromOn: "2026-08-22", toOn: "2027-07-19" });
  // 2027-02-28, under six months: the 28th to the 31st of August open on it alike.
  expect(usualPeriod([nationalPack], "2026-12-30").toOn).toBe("2027-08-31");
});

describe("the study of the last year before a renewal (T17)", () => {
  const source = { title: "区", standing: "own-choice" } as const;
  const heading = { id: "district", title: "区", version: 1, effectiveFromOn: "2020-01-01" } as const;
  const packWith = (value: "block" | "warn" | "none") =>
    resolvePack(nationalPack, { ...heading, certificate: { renewalStudy: { value, source } } });
  const study = [
    { year: 2025, credited: 11, required: 15, measure: "days", isMet: false },
    { year: 2025, credited: 40, required: 40, measure: "periods", isMet: true },
  ];
  const asked = (kind: "renewal" | "replacement", value: "block" | "warn" | "none") => {
    const of = { application: { kind, unitId: "u", field: "f" }, study };
    const empty = { certificates: [], qualifications: [] };
    const printed = { name: null, photo: null, "unit-name": null, field: null };
    const { refusals, warnings } = studyReasons({ ...of, ...empty, printed }, packWith(value));
    return [refusals.length, warnings.length];
  };

  it.each([
    ["renewal", "block", [1, 0]],
    ["renewal", "warn", [0, 1]],
    ["renewal", "none", [0, 0]],
    ["replacement", "block", [0, 0]],
  ] as const)("%s, %s: %j", (kind, value, expected) => {
    expect(asked(kind, value)).toEqual(expected);
  });

  it("warns in the national pack", () => {
    expect(nationalPack.certificate.renewalStudy.value).toBe("warn");
  });
});

describe("campaigns", () => {
  const renewal = { kind: "renewal", fromOn: "2027-01-01", toOn: "2027-06-30", dueOn: "2026-12-31" } as const;
  const review = { kind: "review", fromOn: "2027-03-01", toOn: "2027-04-30", dueOn: "2027-04-30" } as const;

  it.each([
    [renewal, "2026-11-20", "open"],
    [renewal, "2026-12-31", "open"],
    [renewal, "2027-01-01", "closed"],
    [review, "2027-02-28", "to-come"],
    [review, "2027-03-01", "open"],
    [review, "2027-05-01", "closed"],
  ] as const)("%o on %s: %s", (campaign, on, expected) => {
    expect(campaignState({ ...campaign, withdrawnAt: null }, on)).toBe(expected);
    expect(campaignState({ ...campaign, withdrawnAt: new Date() }, on)).toBe("withdrawn");
  });

  it("gives every refusal at once", () => {
    const codes = (more: object, pack = nationalPack) =>
      openingRefusals({ ...review, name: "年审", ...more }, "2026-11-20", pack).map(({ code }) => code);
    expect(codes({}, jilinPack)).toEqual([]);
    expect(codes({ name: " ", fromOn: "2027-05-01", dueOn: "2026-11-19" })).toEqual([
      "campaign.name-missing",
      "campaign.days-reversed",
      "campaign.due-passed",
      "campaign.no-reviews",
    ]);
    expect(codes({ kind: "renewal" })).toEqual([]);
  });
});

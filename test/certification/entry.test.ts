import { describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { APPLICATION_KINDS, type ApplicationKind } from "~/certification/application";
import { type CertificateStanding, type KindFacts, kindRefusals, PURPOSE_OF } from "~/certification/entry";
import { type Printed, printedChanges } from "~/certification/printed";
import type { CertificateState } from "~/certification/status";
import { resolvePack } from "~/rulebook/pack";
import { hunanPack } from "~/rulebook/packs/hunan";

// Of a certificate to 2027-10-31: renewals from 2027-04-30. The pack asks for the exam again and for a notice of a loss.
const FIELD = "urban-management";
const IN_WINDOW: DateOn = "2027-05-10";
const printed: Printed = { name: "顾长青", photo: "aa", "unit-name": "临湖区城市管理局", field: FIELD };
const source = { title: "区", standing: "own-choice" } as const;
const heading = { id: "district", title: "区", version: 1, effectiveFromOn: "2026-03-01" } as const;
const withoutNotice = resolvePack(hunanPack, { ...heading, lost: { notice: { value: "none", source } } });
const withoutExam = resolvePack(hunanPack, {
  ...heading,
  certificate: { renewalNeedsExam: { value: false, source } },
});

const certificate = (more: Partial<CertificateStanding> = {}): CertificateStanding => ({
  unitId: "urban",
  number: "99010000001",
  validToOn: "2027-10-31",
  state: "active",
  cancelledFor: null,
  printed,
  ...more,
});
const both = (fromOn: DateOn): KindFacts["qualifications"] => [
  { part: "special", field: FIELD, fromOn, toOn: null },
  { part: "general", field: null, fromOn, toOn: null },
];
const codes = (
  kind: ApplicationKind,
  certificates: CertificateStanding[],
  more: Partial<KindFacts> = {},
  pack = hunanPack,
  on: DateOn = IN_WINDOW,
) => {
  const application = { kind, unitId: "urban", field: FIELD };
  const facts = { application, certificates, printed, qualifications: both(IN_WINDOW), ...more };
  return kindRefusals(facts, pack, on).map(({ code }) => code);
};

const ENDED: Record<ApplicationKind, string[]> = {
  first: [],
  renewal: ["application.nothing-to-replace"],
  replacement: ["application.nothing-to-replace"],
  change: ["application.nothing-to-replace"],
  transfer: ["transfer.nothing-handed-in"],
};

/** Of one certificate of this unit in this state, what each kind of application is told. Empty: it may be made. */
const TOLD: Record<CertificateState | "none", Record<ApplicationKind, string[]>> = {
  none: {
    first: [],
    renewal: ["application.nothing-to-replace"],
    replacement: ["application.nothing-to-replace"],
    change: ["application.nothing-to-replace"],
    transfer: ["transfer.nothing-handed-in"],
  },
  "to-collect": {
    first: ["certificate.held-already"],
    renewal: ["certificate.waits-to-be-collected", "application.nothing-to-replace"],
    replacement: ["certificate.waits-to-be-collected", "application.nothing-to-replace"],
    change: ["certificate.waits-to-be-collected", "application.nothing-to-replace"],
    transfer: ["certificate.held-already", "transfer.nothing-handed-in"],
  },
  active: {
    first: ["certificate.held-already"],
    renewal: [],
    replacement: [],
    change: ["change.nothing-printed"],
    transfer: ["certificate.held-already", "transfer.nothing-handed-in"],
  },
  suspended: {
    first: ["certificate.held-already"],
    renewal: ["renewal.not-in-use"],
    replacement: ["replacement.suspended"],
    change: ["change.not-in-use", "change.nothing-printed"],
    transfer: ["certificate.held-already", "transfer.nothing-handed-in"],
  },
  lost: {
    first: ["certificate.held-already"],
    renewal: ["renewal.not-in-use"],
    replacement: ["replacement.loss-not-cancelled"],
    change: ["change.not-in-use", "change.nothing-printed"],
    transfer: ["certificate.held-already", "transfer.nothing-handed-in"],
  },
  "suspended-and-lost": {
    first: ["certificate.held-already"],
    renewal: ["renewal.not-in-use"],
    replacement: ["replacement.suspended"],
    change: ["change.not-in-use", "change.nothing-printed"],
    transfer: ["certificate.held-already", "transfer.nothing-handed-in"],
  },
  // T19: what has run out is applied for anew. The day is in the table below.
  expired: {
    first: [],
    renewal: ["renewal.too-late"],
    replacement: ["application.nothing-to-replace"],
    change: ["application.nothing-to-replace"],
    transfer: ["transfer.nothing-handed-in"],
  },
  cancelled: ENDED,
  revoked: ENDED,
  annulled: ENDED,
  replaced: ENDED,
  voided: ENDED,
};

describe("every kind of application beside a certificate in every state", () => {
  it.each(
    Object.entries(TOLD).flatMap(([state, of]) =>
      APPLICATION_KINDS.map((kind) => [state as CertificateState | "none", kind, of[kind]] as const),
    ),
  )("%s, %s: %j", (state, kind, told) => {
    const on = state === "expired" ? "2027-11-01" : IN_WINDOW;
    const held = state === "none" ? [] : [certificate({ state })];
    expect(codes(kind, held, { qualifications: both(on) }, withoutExam, on)).toEqual(told);
  });
});

describe("renewal (T17, T19)", () => {
  it.each([
    ["2027-04-29", ["renewal.not-yet"]],
    ["2027-04-30", []],
    ["2027-10-31", []],
  ] as const)("on %s: %j", (on, told) => {
    expect(codes("renewal", [certificate()], { qualifications: both(on) }, hunanPack, on)).toEqual(told);
  });

  it("asks for every part again since the window opened, in the field, unless the pack does not", () => {
    const missing = ["renewal.exam-missing", "renewal.exam-missing"];
    const earlier = { qualifications: both("2027-04-29") };
    expect(codes("renewal", [certificate()], earlier)).toEqual(missing);
    expect(codes("renewal", [certificate()], earlier, withoutExam)).toEqual([]);
    expect(codes("renewal", [certificate()], { qualifications: both("2027-05-11") })).toEqual(missing);
    const ofOther = { qualifications: both("2027-05-02").map((part) => ({ ...part, field: "market" })) };
    expect(codes("renewal", [certificate()], ofOther)).toEqual(["renewal.exam-missing"]);
  });

  it("says all at once of one that is suspended, and not examined", () => {
    expect(codes("renewal", [certificate({ state: "suspended" })], { qualifications: [] })).toEqual([
      "renewal.not-in-use",
      "renewal.exam-missing",
      "renewal.exam-missing",
    ]);
  });
});

describe("replacement (T15)", () => {
  const lost = certificate({ state: "cancelled", cancelledFor: "lost" });
  it("of a lost one once it was cancelled for the loss, which the notice goes before", () => {
    expect(codes("replacement", [lost])).toEqual([]);
    expect(codes("replacement", [certificate({ state: "cancelled", cancelledFor: "retired" })])).toEqual([
      "application.nothing-to-replace",
    ]);
    expect(codes("replacement", [certificate({ state: "lost" })], {}, withoutNotice)).toEqual([]);
  });

  it("of one whose last day is over it is a first application", () => {
    expect(codes("replacement", [lost], {}, hunanPack, "2027-11-01")).toEqual([
      "application.nothing-to-replace",
    ]);
    expect(codes("first", [lost], {}, hunanPack, "2027-11-01")).toEqual([]);
  });

  it("looks at the last one: who lost a first and had the second revoked gets none", () => {
    const second = certificate({ number: "99010000002", state: "revoked" });
    expect(codes("replacement", [lost, second])).toEqual(["application.nothing-to-replace"]);
  });
});

describe("change (T23)", () => {
  it.each(["name", "photo", "unit-name", "field"] as const)("of the %s, which is printed", (datum) => {
    const today = { ...printed, [datum]: "other" };
    expect(codes("change", [certificate()], { printed: today })).toEqual([]);
    expect(printedChanges(printed, today)).toEqual([datum]);
  });

  it("what is not known today changes nothing", () => {
    expect(printedChanges(printed, { ...printed, photo: null })).toEqual([]);
  });
});

describe("transfer (T24)", () => {
  const there = (more: Partial<CertificateStanding>) => certificate({ unitId: "market", ...more });
  it("once the former unit has taken the card in and had it cancelled for the transfer", () => {
    expect(codes("transfer", [there({ state: "cancelled", cancelledFor: "transferred" })])).toEqual([]);
    expect(codes("transfer", [there({ state: "cancelled", cancelledFor: "retired" })])).toEqual([
      "transfer.nothing-handed-in",
    ]);
  });

  it("K24 while it is in use there, whatever is applied for", () => {
    for (const kind of ["first", "transfer"] as const)
      expect(codes(kind, [there({})])).toEqual(["certificate.held-elsewhere"]);
    expect(codes("renewal", [there({}), certificate()])).toEqual(["certificate.held-elsewhere"]);
  });
});

it("who enters is asked all, who renews all but entry, who gets the same again only goes on holding", () => {
  expect(PURPOSE_OF).toEqual({
    first: "applying",
    transfer: "applying",
    renewal: "renewing",
    replacement: "holding",
    change: "holding",
  });
});

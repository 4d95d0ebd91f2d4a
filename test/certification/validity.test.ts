import { describe, expect, it } from "vitest";
import { banLastOn, mayRenew, renewalWindow, validityFrom } from "~/certification/validity";
import { resolvePack } from "~/rulebook/pack";
import { hunanPack } from "~/rulebook/packs/hunan";
import { jilinPack } from "~/rulebook/packs/jilin";
import { nationalPack } from "~/rulebook/packs/national";

const source = { title: "区", standing: "own-choice" } as const;
const heading = { id: "district", title: "区", version: 1, effectiveFromOn: "2026-03-01" } as const;
const batch = resolvePack(hunanPack, {
  ...heading,
  certificate: {
    validityMode: { value: "fixed-batch-end", source },
    fixedBatchEndOn: { value: "2027-10-31", source },
  },
});

describe("how long a certificate runs", () => {
  it.each([
    ["2024-02-29", "2029-02-28"],
    ["2024-03-01", "2029-02-28"],
    ["2024-02-28", "2029-02-27"],
    ["2022-11-01", "2027-10-31"],
  ] as const)("issued %s, five years: to %s", (issuedOn, validToOn) => {
    expect(validityFrom(issuedOn, nationalPack)).toEqual({ ok: true, validFromOn: issuedOn, validToOn });
    expect(validityFrom(issuedOn, batch)).toEqual({
      ok: true,
      validFromOn: issuedOn,
      validToOn: "2027-10-31",
    });
  });

  it("a batch that has ended issues nothing, and a batch without an end is a mistake of the pack", () => {
    const late = validityFrom("2027-11-01", batch);
    expect(late.ok ? [] : late.refusals).toMatchObject([{ code: "certificate.batch-ended" }]);
    const endless = resolvePack(batch, {
      ...heading,
      certificate: { fixedBatchEndOn: { value: null, source } },
    });
    const none = validityFrom("2026-01-01", endless);
    expect(none.ok ? [] : none.refusals).toMatchObject([{ code: "certificate.batch-end-missing" }]);
  });
});

describe("the renewal window", () => {
  it.each([
    ["2027-10-31", "2027-04-29", "renewal.not-yet"],
    ["2027-10-31", "2027-04-30", null],
    ["2027-10-31", "2027-10-31", null],
    ["2027-10-31", "2027-11-01", "renewal.too-late"],
    ["2029-02-28", "2028-08-27", "renewal.not-yet"],
    ["2029-02-28", "2028-08-28", null],
  ] as const)("valid to %s, on %s: %s", (validToOn, on, code) => {
    const verdict = mayRenew(validToOn, on, hunanPack);
    expect(verdict.ok ? null : verdict.refusals[0]?.code).toBe(code);
  });

  it("is half-open and says when it opens", () => {
    expect(renewalWindow("2027-10-31", hunanPack)).toEqual({ fromOn: "2027-04-30", toOn: "2027-11-01" });
    expect(mayRenew("2027-10-31", "2027-04-29", hunanPack)).toMatchObject({
      refusals: [{ facts: { opensOn: "2027-04-30" }, source: { standing: "reported" } }],
    });
  });
});

it("a ban of two years from 2026-03-10 lasts through 2028-03-10, or a day less where the start day counts", () => {
  expect(banLastOn("altered-or-lent", "2026-03-10", jilinPack)).toBe("2028-03-10");
  expect(banLastOn("revoked", "2026-03-10", jilinPack)).toBeNull();
  const inclusive = resolvePack(jilinPack, {
    ...heading,
    ban: { convention: { value: "start-day-counts", source } },
  });
  expect(banLastOn("altered-or-lent", "2026-03-10", inclusive)).toBe("2028-03-09");
});

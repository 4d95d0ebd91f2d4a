import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instantAt } from "~/calendar";
import {
  CERTIFICATE_ACTS,
  type CertificateAct,
  isDecision,
  isEnding,
  mayAct,
  possibleActs,
  stateAfter,
} from "~/certification/act";
import {
  CERTIFICATE_STATUSES,
  type CertificateActFact,
  type CertificateState,
  expiresAt,
  isFinal,
  isHeld,
  isLive,
  publicTone,
  stateAt,
  statusAt,
} from "~/certification/status";

const card = { validFromOn: "2022-11-01", validToOn: "2027-10-31" } as const;
const at = (text: string) =>
  instantAt(text.slice(0, 10) as `${number}-${number}-${number}`, text.slice(11) || "12:00");
const acts = (...list: [CertificateAct, string][]): CertificateActFact[] =>
  list.map(([act, text]) => ({ act, effectiveAt: at(text) }));
const live = [
  ["issue", "2022-11-01 09:00"],
  ["collect", "2022-11-02 10:00"],
] as [CertificateAct, string][];

describe("what a certificate is at an instant", () => {
  it.each([
    ["not collected yet", acts(["issue", "2022-11-01 09:00"]), "2023-01-01", "to-collect"],
    ["collected", acts(...live), "2022-11-02 10:00", "active"],
    ["a second before it was collected", acts(...live), "2022-11-02 09:59", "to-collect"],
    ["suspended", acts(...live, ["suspend", "2024-01-01"]), "2024-01-02", "suspended"],
    ["restored", acts(...live, ["suspend", "2024-01-01"], ["restore", "2024-02-01"]), "2024-02-02", "active"],
    ["lost", acts(...live, ["lose", "2024-01-01"]), "2024-01-02", "lost"],
    ["found", acts(...live, ["lose", "2024-01-01"], ["find", "2024-01-05"]), "2024-01-06", "active"],
    [
      "lost on the day it was suspended",
      acts(...live, ["suspend", "2024-01-01 09:00"], ["lose", "2024-01-01 17:00"]),
      "2024-01-02",
      "lost",
    ],
    [
      "found, still suspended",
      acts(...live, ["suspend", "2024-01-01 09:00"], ["lose", "2024-01-01 17:00"], ["find", "2024-01-03"]),
      "2024-01-04",
      "suspended",
    ],
    ["cancelled", acts(...live, ["cancel", "2025-01-01"]), "2026-01-01", "cancelled"],
    [
      "revoked while suspended",
      acts(...live, ["suspend", "2024-01-01"], ["revoke", "2024-03-01"]),
      "2024-03-02",
      "revoked",
    ],
    [
      "an end wins over a later find",
      acts(...live, ["lose", "2024-01-01"], ["cancel", "2024-02-01"], ["find", "2024-03-01"]),
      "2024-03-02",
      "cancelled",
    ],
    ["an end wins over expiry", acts(...live, ["revoke", "2026-03-10"]), "2030-01-01", "revoked"],
    ["expiry wins over a hold", acts(...live, ["suspend", "2027-10-01"]), "2027-11-01", "expired"],
    ["expired uncollected", acts(["issue", "2022-11-01 09:00"]), "2027-11-01", "expired"],
    ["misprinted", acts(["issue", "2022-11-01 09:00"], ["void", "2022-11-02"]), "2022-11-03", "voided"],
    ["replaced", acts(...live, ["replace", "2027-08-01"]), "2027-08-02", "replaced"],
    ["before the future act", acts(...live, ["revoke", "2026-03-10"]), "2026-03-09", "active"],
  ] as const)("%s", (_, facts, text, expected) => {
    expect(statusAt(card, facts, at(text))).toBe(expected);
  });

  it("collected early, it waits for its first day", () => {
    const early = acts(["issue", "2022-10-20 09:00"], ["collect", "2022-10-21 09:00"]);
    expect(statusAt(card, early, at("2022-10-31 23:59"))).toBe("to-collect");
    expect(statusAt(card, early, at("2022-11-01 00:00"))).toBe("active");
  });
});

describe.each(["UTC", "America/New_York", "Asia/Shanghai"])("expiry at midnight in China, TZ=%s", (zone) => {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = zone;
  });
  afterAll(() => {
    process.env.TZ = before;
  });

  it.each([
    ["2027-10-31 23:59:59", "active"],
    ["2027-11-01 00:00:00", "expired"],
    ["2027-11-01 00:00:01", "expired"],
  ] as const)("at %s it is %s", (text, expected) => {
    expect(statusAt(card, acts(...live), at(text))).toBe(expected);
    expect(expiresAt(card).toISOString()).toBe("2027-10-31T16:00:00.000Z");
  });
});

describe("what was known when", () => {
  const annulled: CertificateActFact[] = [
    ...acts(...live),
    { act: "annul", effectiveAt: at("2026-05-01"), recordedAt: at("2026-05-02") },
  ];

  it("an annulment, once known, reaches back to the beginning", () => {
    expect(statusAt(card, annulled, at("2024-01-01"))).toBe("annulled");
    expect(statusAt(card, annulled, at("2024-01-01"), at("2026-06-01"))).toBe("annulled");
    expect(statusAt(card, annulled, at("2024-01-01"), at("2024-01-01"))).toBe("active");
    expect(statusAt(card, annulled, at("2026-05-01 18:00"), at("2026-05-01 18:00"))).toBe("active");
  });

  it("a suspension recorded late is seen only by who asks later", () => {
    const late: CertificateActFact[] = [
      ...acts(...live),
      { act: "suspend", effectiveAt: at("2026-05-20"), recordedAt: at("2026-08-01") },
    ];
    expect(statusAt(card, late, at("2026-06-15"), at("2026-06-15"))).toBe("active");
    expect(statusAt(card, late, at("2026-06-15"), at("2026-09-01"))).toBe("suspended");
    expect(statusAt(card, late, at("2026-06-15"))).toBe("suspended");
  });

  it("an act withdrawn as wrongly recorded counts only for the time it stood", () => {
    const withdrawn: CertificateActFact[] = [
      ...acts(...live),
      {
        act: "suspend",
        effectiveAt: at("2026-05-20"),
        recordedAt: at("2026-05-20"),
        supersededAt: at("2026-05-25"),
      },
    ];
    expect(statusAt(card, withdrawn, at("2026-05-21"), at("2026-05-21"))).toBe("suspended");
    expect(statusAt(card, withdrawn, at("2026-05-21"), at("2026-05-26"))).toBe("active");
    expect(statusAt(card, withdrawn, at("2026-05-21"))).toBe("active");
  });
});

describe("acts", () => {
  it.each([
    ["active", ["suspend", "lose", "cancel", "revoke", "annul", "replace"]],
    ["to-collect", ["collect", "annul", "void"]],
    ["suspended", ["restore", "lose", "cancel", "revoke", "annul"]],
    ["lost", ["suspend", "find", "cancel", "revoke", "annul"]],
    ["suspended-and-lost", ["restore", "find", "cancel", "revoke", "annul"]],
    ["expired", ["cancel", "annul", "replace"]],
    ["revoked", ["annul"]],
    ["cancelled", ["annul"]],
    ["annulled", []],
    ["voided", []],
  ] as const)("of %s: %j", (state, expected) => {
    expect(possibleActs(state)).toEqual(expected);
  });

  it("refuses what cannot be, naming act and status", () => {
    expect(mayAct("revoked", "restore")).toEqual({
      ok: false,
      refusals: [
        { code: "certificate.act-impossible", facts: { act: "restore", status: "revoked" }, source: null },
      ],
    });
    expect(mayAct("none", "issue").ok).toBe(true);
  });

  it("every decision of two people is one of ending, withholding or giving back", () => {
    expect(CERTIFICATE_ACTS.filter(isDecision)).toEqual(["suspend", "restore", "cancel", "revoke", "annul"]);
    expect(CERTIFICATE_ACTS.filter(isEnding)).toEqual(["cancel", "revoke", "annul", "replace", "void"]);
  });

  it("folding any possible history gives the state the table leads to", () => {
    const choices = fc.array(fc.nat(20), { maxLength: 12 });
    fc.assert(
      fc.property(choices, (picks) => {
        const history: CertificateActFact[] = [{ act: "issue", effectiveAt: at("2022-11-01 08:00") }];
        let state: CertificateState = "to-collect";
        for (const [index, pick] of picks.entries()) {
          const open: CertificateAct[] = possibleActs(state).filter((act) => act !== "annul");
          const act: CertificateAct | undefined = open[pick % Math.max(open.length, 1)];
          if (!act) break;
          state = stateAfter(state, act) ?? state;
          history.push({ act, effectiveAt: new Date(at("2022-11-01 09:00").getTime() + index * 60_000) });
          const now = new Date(at("2022-11-01 09:00").getTime() + index * 60_000);
          expect(stateAt(card, history, now)).toBe(state);
          // The order in which rows arrive says nothing.
          expect(stateAt(card, [...history].reverse(), now)).toBe(state);
        }
      }),
    );
  });

  it("nothing but an annulment follows an end", () => {
    for (const status of CERTIFICATE_STATUSES.filter(isFinal))
      expect(possibleActs(status).filter((act) => act !== "annul")).toEqual([]);
  });
});

it("words have tones: a neutral end is no reproach", () => {
  expect(CERTIFICATE_STATUSES.filter((status) => publicTone(status) === "good")).toEqual(
    CERTIFICATE_STATUSES.filter(isLive),
  );
  expect(CERTIFICATE_STATUSES.filter((status) => publicTone(status) === "warning")).toEqual(
    CERTIFICATE_STATUSES.filter(isHeld),
  );
  expect(publicTone("cancelled")).toBe("neutral");
  expect(publicTone("revoked")).toBe("bad");
});

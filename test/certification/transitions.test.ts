import { describe, expect, it } from "vitest";
import { CERTIFICATE_ACTS, type CertificateAct, mayAct, stateAfter } from "~/certification/act";
import {
  APPLICATION_STATES,
  APPLICATION_STEPS,
  type ApplicationState,
  type ApplicationStep,
  mayStep,
} from "~/certification/application";
import type { CertificateState } from "~/certification/status";

// T1–T25 of the regulations, written out by hand: every state with every step, what happens and what cannot.
// A dot: impossible. Each allowed cell names the transition it is.

const STEPS = ["submitted", "approved", "returned", "refused", "withdrawn", "issued"] as const;
const APPLICATION: Record<ApplicationState, readonly string[]> = {
  //             submitted approved returned refused withdrawn issued
  "in-review": [".", "T3 T4", "T5", "T6", "T7", "."],
  returned: ["T2", ".", ".", ".", "T7", "."],
  // T7 ends with the last approval; the issuer may still find a defect.
  approved: [".", ".", "T5", "T6", ".", "T8"],
  refused: [".", ".", ".", ".", ".", "."],
  withdrawn: [".", ".", ".", ".", ".", "."],
  issued: [".", ".", ".", ".", ".", "."],
};

const ACTS = [
  ...(["issue", "collect", "suspend", "restore", "lose", "find", "cancel", "revoke", "annul"] as const),
  ...(["replace", "void"] as const),
];
/** The transition, and where it leads. */
const CERTIFICATE: Record<CertificateState | "none", readonly (readonly [string, CertificateState] | ".")[]> =
  {
    none: [["T8", "to-collect"], ".", ".", ".", ".", ".", ".", ".", ".", ".", "."],
    "to-collect": [
      ...[".", ["T9", "active"], ".", ".", ".", ".", ".", "."],
      ...[["T22", "annulled"], ".", ["T10", "voided"]],
    ] as never,
    active: [
      ...[".", ".", ["T11", "suspended"], ".", ["T14", "lost"], "."],
      ...[["T20 T24", "cancelled"], ["T21", "revoked"], ["T22", "annulled"], ["T17", "replaced"], "."],
    ] as never,
    suspended: [
      ...[".", ".", ".", ["T12", "active"], ["T14", "suspended-and-lost"], "."],
      ...[["T13 T20", "cancelled"], ["T13 T21", "revoked"], ["T22", "annulled"], ".", "."],
    ] as never,
    lost: [
      ...[".", ".", ["T11", "suspended-and-lost"], ".", ".", ["T16", "active"]],
      ...[["T15", "cancelled"], ["T21", "revoked"], ["T22", "annulled"], ".", "."],
    ] as never,
    "suspended-and-lost": [
      ...[".", ".", ".", ["T12", "lost"], ".", ["T16", "suspended"]],
      ...[["T15", "cancelled"], ["T21", "revoked"], ["T22", "annulled"], ".", "."],
    ] as never,
    // T19 is a new application and no act on this one; T17: the old card may run out before the new one is collected.
    expired: [
      ...[".", ".", ".", ".", ".", ".", ["T20", "cancelled"], ".", ["T22", "annulled"]],
      ...[["T17", "replaced"], "."],
    ] as never,
    cancelled: [".", ".", ".", ".", ".", ".", ".", ".", ["T22", "annulled"], ".", "."],
    revoked: [".", ".", ".", ".", ".", ".", ".", ".", ["T22", "annulled"], ".", "."],
    replaced: [".", ".", ".", ".", ".", ".", ".", ".", ["T22", "annulled"], ".", "."],
    annulled: [".", ".", ".", ".", ".", ".", ".", ".", ".", ".", "."],
    voided: [".", ".", ".", ".", ".", ".", ".", ".", ".", ".", "."],
  };

it("the tables name every state, step and act there is", () => {
  expect([...STEPS].sort()).toEqual([...APPLICATION_STEPS].sort());
  expect(Object.keys(APPLICATION).sort()).toEqual([...APPLICATION_STATES].sort());
  expect([...ACTS].sort()).toEqual([...CERTIFICATE_ACTS].sort());
  for (const row of Object.values(APPLICATION)) expect(row).toHaveLength(STEPS.length);
  for (const row of Object.values(CERTIFICATE)) expect(row).toHaveLength(ACTS.length);
});

describe("an application", () => {
  it.each(
    Object.entries(APPLICATION).flatMap(([state, row]) =>
      STEPS.map((step, index) => [state as ApplicationState, step as ApplicationStep, row[index]!] as const),
    ),
  )("%s, %s: %s", (state, step, by) => {
    const verdict = mayStep(state, step);
    expect(verdict.ok).toBe(by !== ".");
    if (!verdict.ok)
      expect(verdict.refusals).toMatchObject([
        { code: "application.step-impossible", facts: { step, state } },
      ]);
  });
});

describe("a certificate", () => {
  it.each(
    Object.entries(CERTIFICATE).flatMap(([state, row]) =>
      ACTS.map(
        (act, index) => [state as CertificateState | "none", act as CertificateAct, row[index]!] as const,
      ),
    ),
  )("%s, %s: %j", (state, act, cell) => {
    const verdict = mayAct(state, act);
    expect(verdict.ok).toBe(cell !== ".");
    expect(stateAfter(state, act)).toBe(cell === "." ? null : cell[1]);
    if (!verdict.ok)
      expect(verdict.refusals).toMatchObject([
        { code: "certificate.act-impossible", facts: { act, status: state } },
      ]);
  });

  it("that is lost or suspended can still be cancelled, revoked and annulled (T13, T15, T21, T22)", () => {
    for (const state of ["suspended", "lost", "suspended-and-lost"] as const)
      for (const [act, end] of [
        ["cancel", "cancelled"],
        ["revoke", "revoked"],
        ["annul", "annulled"],
      ] as const)
        expect(stateAfter(state, act)).toBe(end);
  });
});

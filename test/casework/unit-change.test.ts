import { expect, it } from "vitest";
import { FATES, fateOf, kindAfterMove, reconciles, totalsOf } from "~/casework/unit-change";
import { mayAct } from "~/certification/act";
import { CERTIFICATE_STATUSES, type CertificateState } from "~/certification/status";
import { refusal } from "~/verdict";

const against = [refusal("employment.none")];
const fate = (
  kind: "merge" | "rename" | "dissolve",
  state: CertificateState,
  refusals = against.slice(0, 0),
) => {
  const { fate, act } = fateOf(kind, { state, refusals });
  return [fate, act];
};

it.each<[CertificateState, unknown[], unknown[], unknown[]]>([
  // state, merged with nothing against it, merged with something, dissolved
  ["active", ["exchanged", "replace"], ["cancelled", "cancel"], ["cancelled", "cancel"]],
  ["lost", ["exchanged", "cancel"], ["cancelled", "cancel"], ["cancelled", "cancel"]],
  ["to-collect", ["exchanged", "void"], ["cancelled", "void"], ["cancelled", "void"]],
  ["suspended", ["kept", null], ["kept", null], ["kept", null]],
  ["suspended-and-lost", ["kept", null], ["kept", null], ["kept", null]],
  ["expired", ["kept", null], ["kept", null], ["kept", null]],
  ["revoked", ["kept", null], ["kept", null], ["kept", null]],
  ["replaced", ["kept", null], ["kept", null], ["kept", null]],
])("a certificate that is %s", (state, merged, refused, dissolved) => {
  expect(fate("merge", state)).toEqual(merged);
  expect(fate("merge", state, against)).toEqual(refused);
  expect(fate("dissolve", state, against)).toEqual(dissolved);
});

it("a new name keeps every certificate in use; what can be exchanged is", () => {
  expect(fate("rename", "active")).toEqual(["exchanged", null]);
  expect(fate("rename", "active", against)).toEqual(["kept", null]);
  expect(fate("rename", "lost")).toEqual(["kept", null]);
});

it("every act that is chosen can be made in that state, and what is not exchanged says why", () => {
  for (const kind of ["merge", "rename", "dissolve"] as const)
    for (const state of [...CERTIFICATE_STATUSES, "suspended-and-lost"] as const)
      for (const refusals of [[], against]) {
        const { fate, act, reasons } = fateOf(kind, { state, refusals });
        if (act) expect(mayAct(state, act), `${kind} ${state}`).toEqual({ ok: true });
        if (fate === "cancelled" && kind === "merge") expect(reasons).not.toEqual([]);
      }
});

it("totals are of all three fates and agree with the register or not", () => {
  const fates = [...FATES, "kept" as const];
  const totals = totalsOf(fates);
  expect(totals).toEqual({ total: 4, exchanged: 1, cancelled: 1, kept: 2 });
  expect(reconciles(totals, 4)).toBe(true);
  expect(reconciles(totals, 5)).toBe(false);
  expect(reconciles({ ...totals, kept: 1 }, 4)).toBe(false);
});

it("what was asked beside a certificate of the old unit is asked for the first of the new one", () => {
  expect(kindAfterMove("first")).toBe("first");
  for (const kind of ["renewal", "replacement", "change", "transfer"] as const)
    expect(kindAfterMove(kind)).toBe("transfer");
});

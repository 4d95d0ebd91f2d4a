/**
 * What the register knows of an applicant already, so that nobody types it. In: the facts of the guards. Out: the certificate
 * there is, what would be printed otherwise, the parts passed last, whether there is a portrait.
 */
import type { DateOn } from "~/calendar";
import type { PartWord } from "~/rulebook/words";
import type { KindFacts } from "./entry";
import { type PrintedDatum, printedChanges } from "./printed";
import { isFinal } from "./status";

export type Known = {
  certificate: { number: string; validToOn: DateOn } | null;
  changed: PrintedDatum[];
  passed: { part: PartWord; on: DateOn }[];
  hasPhoto: boolean;
};

export function knownOf({ application, certificates, printed, qualifications }: KindFacts): Known {
  const held = certificates.findLast(({ unitId, state }) => unitId === application.unitId && !isFinal(state));
  const passedOn = (part: PartWord) =>
    qualifications
      .filter((one) => one.part === part && (part === "general" || one.field === application.field))
      .map(({ fromOn }) => fromOn)
      .sort()
      .at(-1);
  return {
    certificate: held ? { number: held.number, validToOn: held.validToOn } : null,
    changed: held ? printedChanges(held.printed, printed) : [],
    passed: (["special", "general"] as const).flatMap((part) => {
      const on = passedOn(part);
      return on ? [{ part, on }] : [];
    }),
    hasPhoto: printed.photo !== null,
  };
}

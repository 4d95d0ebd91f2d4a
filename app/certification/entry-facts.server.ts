/** What the guards of each kind of application ask: the certificates there are, what is printed on them, what would be today. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import type { QualificationFact } from "~/exams/qualification";
import { findUnit } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { Wanted } from "./application-decision.server";
import { certificatesOf } from "./certificates.server";
import type { CertificateStanding, KindFacts } from "./entry";
import type { Printed } from "./printed";
import type { RegisterEntry } from "./register-entry";
import { stateAt } from "./status";

export async function kindFactsOf(
  tx: Tx,
  wanted: Wanted & { certificateType: string },
  qualifications: readonly QualificationFact[],
  now: Date,
): Promise<KindFacts> {
  const { personId, unitId, kind, field, certificateType } = wanted;
  const held = (await certificatesOf(tx, [personId])).get(personId) ?? [];
  const ofType = held.filter(({ type }) => type === certificateType);
  const more = new Map(
    (
      await tx.certificate.findMany({
        where: { id: { in: ofType.map(({ certificateId }) => certificateId) } },
        select: {
          id: true,
          registerEntry: true,
          acts: {
            where: {
              act: { in: ["cancel", "replace", "void"] },
              supersededAt: null,
              effectiveAt: { lte: now },
            },
          },
        },
      })
    ).map((row) => [row.id, row]),
  );
  const certificates = ofType.map((certificate): CertificateStanding => {
    const row = more.get(certificate.certificateId)!;
    const entry = row.registerEntry as RegisterEntry;
    return {
      ...certificate,
      state: stateAt(certificate, certificate.acts, now),
      cancelledFor: row.acts[0]?.ground ?? null,
      printed: {
        ...{
          name: entry.holderName,
          photo: entry.photoHash,
          "unit-name": entry.unitName,
          field: entry.field,
        },
      },
    };
  });
  const printed = await printedToday(tx, wanted, now);
  return { application: { kind, unitId, field }, certificates, printed, qualifications };
}

async function printedToday(tx: Tx, { personId, unitId, field }: Wanted, now: Date): Promise<Printed> {
  const on = chinaDateOf(now);
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { photoHash: true } });
  const unit = await findUnit(tx, unitId, on);
  const name = (await namesOn(tx, [personId], on)).get(personId) ?? null;
  return { name, photo: person.photoHash, "unit-name": unit?.name ?? null, field };
}

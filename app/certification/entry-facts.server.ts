/** What the guards of each kind of application ask: the certificates there are, what is printed on them, what would be today. */
import { chinaDateOf, yearOf } from "~/calendar";
import type { Tx } from "~/db.server";
import type { QualificationFact } from "~/exams/qualification";
import { unitsById } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { Wanted } from "./application-decision.server";
import { type CertificateFacts, certificatesOf } from "./certificates.server";
import type { CertificateStanding, KindFacts, StudyFact } from "./entry";
import type { Printed } from "./printed";
import type { RegisterEntry } from "./register-entry";
import { stateAt } from "./status";

export type KindQuestion = { wanted: Wanted; qualifications: readonly QualificationFact[] };

/** One answer for each question, in its order, in a handful of queries. */
export async function kindFactsOf(
  tx: Tx,
  certificateType: string,
  questions: readonly KindQuestion[],
  now: Date,
): Promise<KindFacts[]> {
  const personIds = [...new Set(questions.map(({ wanted }) => wanted.personId))];
  const standings = await standingsOf(tx, personIds, certificateType, now);
  const printed = await printedToday(
    tx,
    questions.map(({ wanted }) => wanted),
    now,
  );
  const renewing = questions.filter(({ wanted }) => wanted.kind === "renewal");
  const study = await lastYearsStudy(
    tx,
    renewing.map(({ wanted }) => wanted.personId),
    now,
  );
  return questions.map(({ wanted, qualifications }, index) => {
    const { personId, kind, unitId, field } = wanted;
    return {
      application: { kind, unitId, field },
      certificates: standings.get(personId) ?? [],
      printed: printed[index]!,
      qualifications,
      study: kind === "renewal" ? (study.get(personId) ?? []) : [],
    };
  });
}

async function standingsOf(
  tx: Tx,
  personIds: string[],
  certificateType: string,
  now: Date,
): Promise<Map<string, CertificateStanding[]>> {
  const held = await certificatesOf(tx, personIds);
  const ofType = [...held.values()].flat().filter(({ type }) => type === certificateType);
  const rows = await tx.certificate.findMany({
    where: { id: { in: ofType.map(({ certificateId }) => certificateId) } },
    select: {
      id: true,
      registerEntry: true,
      acts: {
        where: { act: { in: ["cancel", "replace", "void"] }, supersededAt: null, effectiveAt: { lte: now } },
      },
    },
  });
  const more = new Map(rows.map((row) => [row.id, row]));
  const standing = (certificate: CertificateFacts): CertificateStanding => {
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
  };
  return new Map(
    [...held].map(([personId, certificates]) => [
      personId,
      certificates.filter(({ type }) => type === certificateType).map(standing),
    ]),
  );
}

async function printedToday(tx: Tx, wanted: readonly Wanted[], now: Date): Promise<Printed[]> {
  const on = chinaDateOf(now);
  const personIds = wanted.map(({ personId }) => personId);
  const people = await tx.person.findMany({
    where: { id: { in: personIds } },
    select: { id: true, photoHash: true },
  });
  const photos = new Map(people.map(({ id, photoHash }) => [id, photoHash]));
  const units = await unitsById(
    tx,
    wanted.map(({ unitId }) => unitId),
    on,
  );
  const names = await namesOn(tx, personIds, on);
  return wanted.map(({ personId, unitId, field }) => ({
    name: names.get(personId) ?? null,
    photo: photos.get(personId) ?? null,
    "unit-name": units.get(unitId)?.name ?? null,
    field,
  }));
}

/** As the ledger's stored standings have it. Who owed nothing, or was not here yet, has none. */
async function lastYearsStudy(
  tx: Tx,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, StudyFact[]>> {
  const study = new Map<string, StudyFact[]>();
  if (personIds.length === 0) return study;
  const rows = await tx.studyStanding.findMany({
    where: { personId: { in: [...personIds] }, year: yearOf(chinaDateOf(now)) - 1, applies: true },
    orderBy: { quotaId: "asc" },
    select: { personId: true, year: true, credited: true, required: true, measure: true, isMet: true },
  });
  for (const { personId, ...fact } of rows) study.set(personId, [...(study.get(personId) ?? []), fact]);
  return study;
}

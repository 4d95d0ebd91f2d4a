/** Whether a personnel file holds today what the pack of the person's unit asks for. */
import type { DateOn } from "~/calendar";
import { isOpenOrStands, lacksSomething } from "~/certification/ministry-card";
import { cardsOfPerson } from "~/certification/ministry-card-list.server";
import { isHeld, isLive } from "~/certification/status";
import type { Tx } from "~/db.server";
import { inForceOn, knownBy } from "~/organisation/history";
import { isEnforcement } from "~/positions/position";
import { packFor } from "~/rulebook/packs.server";
import type { Citation } from "~/rulebook/schema";
import { type FilePart, filePartsOf } from "./file-completeness";
import type { PersonnelFile } from "./personnel-file.server";

export type FileCompleteness = {
  parts: FilePart[];
  /** Where the lists come from: that for everyone, and that for who is on an enforcement post. */
  sources: Citation[];
};

/** Asked with the file of today; null where no unit's pack speaks about the person, or the pack asks for nothing. */
export async function fileCompletenessOf(
  tx: Tx,
  personId: string,
  { facts, certificate, posts }: PersonnelFile,
  on: DateOn,
): Promise<FileCompleteness | null> {
  const homes = facts?.employmentHistory.filter(({ relation }) => relation === "home") ?? [];
  const home = facts?.employments.find(({ relation }) => relation === "home") ?? null;
  const unitId = home?.unitId ?? homes.at(-1)?.unitId;
  if (!facts || !unitId) return null;
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { photoHash: true },
  });
  const numbers = await tx.identityNumber.count({ where: { personId, ...knownBy() } });
  // A later change of title needs no new order: the one that brought the person to the unit stands.
  const documents = await tx.employment.count({
    where: { personId, unitId, relation: "home", document: { not: null }, ...knownBy() },
  });
  const qualifications = await tx.qualificationPart.findMany({
    where: { personId, ...knownBy(), ...inForceOn(on) },
    select: { attemptId: true, evidence: true },
  });
  const cards = (await cardsOfPerson(tx, personId, on)).filter(({ state }) => isOpenOrStands(state));
  const isOnEnforcementPost = posts.some(({ position }) => isEnforcement(position.family));
  const { file: rules } = (await packFor(tx, unitId, on)).pack;
  const parts = filePartsOf(
    {
      hasPortrait: person.photoHash !== null,
      hasIdentityNumber: numbers > 0,
      home: home && { identity: home.identity, status: home.status, documented: documents > 0 },
      enteredOn: homes[0]?.fromOn ?? null,
      hasStudyCategory: facts.studyCategory !== null,
      gradedYears: facts.grades.map(({ year }) => year),
      qualifications: qualifications.map(({ attemptId, evidence }) => ({
        evidenced: attemptId !== null || Boolean(evidence),
      })),
      holdsCertificate:
        (certificate !== null && (isLive(certificate.state) || isHeld(certificate.state))) ||
        cards.some(({ state }) => state === "in-force"),
      ministryCards: cards.map(({ state, hasScan }) => ({ lacking: lacksSomething(state, hasScan) })),
      isOnEnforcementPost,
    },
    rules,
    on,
  );
  const sources = [rules.everyone.source, ...(isOnEnforcementPost ? [rules.enforcers.source] : [])];
  return parts.length > 0 ? { parts, sources } : null;
}

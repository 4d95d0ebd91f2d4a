/**
 * Where people stand, from every room at once: certificate, study, posts, verdict. For lists; a fixed number of queries
 * however many people.
 */
import { chinaDateOf, type DateOn, fromDbDate, yearOf } from "~/calendar";
import { type CertificateFacts, certificatesOf } from "~/certification/certificates.server";
import { type CertificateState, isFinal, stateAt } from "~/certification/status";
import type { Tx } from "~/db.server";
import { inForceOn, knownBy } from "~/organisation/history";
import { decideAtPositions } from "~/positions/gate.server";
import { isEnforcement, type Position, type PositionFamily } from "~/positions/position";
import { rulesOf } from "~/positions/register.server";
import { type Foremost, foremostStandings } from "~/study/standing-list.server";
import { type Refusal, refusalsOf } from "~/verdict";

export type HeldCertificate = {
  certificateId: string;
  number: string;
  field: string;
  unitId: string;
  state: CertificateState;
  validFromOn: DateOn;
  validToOn: DateOn;
};
export type Seated = { position: Position; fromOn: DateOn; inherited: boolean };
export type Verdicts = {
  eligible: boolean;
  rules: string[];
  refusals: Refusal[];
  warnings: Refusal[];
  untilOn: DateOn | null;
  packVersionId: string;
};
export type PersonStanding = {
  certificate: HeldCertificate | null;
  /** As stored: what the ledger's verbs keep. */
  study: Foremost | null;
  posts: Seated[];
  /** null: no post that the gate guards. With several, eligible when one carries them. */
  verdict: Verdicts | null;
};

/** Each person's standing at an instant (today's register). */
export async function standingOfPeople(
  tx: Tx,
  personIds: string[],
  now: Date,
): Promise<Map<string, PersonStanding>> {
  const today = chinaDateOf(now);
  const [certificates, study, posts] = await Promise.all([
    certificatesOf(tx, personIds),
    foremostStandings(tx, personIds, yearOf(today), today),
    postsOf(tx, personIds, { trueOn: today }),
  ]);
  const verdicts = await verdictsOf(tx, posts, now);
  return new Map(
    personIds.map((personId) => [
      personId,
      {
        certificate: foremost(certificates.get(personId) ?? [], now),
        study: study.get(personId) ?? null,
        posts: posts.get(personId) ?? [],
        verdict: verdicts.get(personId) ?? null,
      },
    ]),
  );
}

/** The posts each of these people sits on on a day. */
export async function postsOf(
  tx: Tx,
  personIds: string[],
  { trueOn, knownAt }: { trueOn: DateOn; knownAt?: Date },
): Promise<Map<string, Seated[]>> {
  const rows = await tx.assignment.findMany({
    where: { personId: { in: personIds }, ...knownBy(knownAt), ...inForceOn(trueOn) },
    include: { position: true },
    orderBy: { fromOn: "asc" },
  });
  const posts = new Map<string, Seated[]>();
  for (const { personId, position, fromOn, inherited } of rows) {
    const { id: positionId, unitId, title, field } = position;
    const seated = {
      position: { positionId, unitId, title, field, family: position.family as PositionFamily },
      fromOn: fromDbDate(fromOn),
      inherited,
    };
    posts.set(personId, [...(posts.get(personId) ?? []), seated]);
  }
  return posts;
}

/** The gate's answer for everyone who sits on a post it guards, at an instant. */
export async function verdictsOf(
  tx: Tx,
  posts: ReadonlyMap<string, readonly Seated[]>,
  at: Date,
  knownAt?: Date,
): Promise<Map<string, Verdicts>> {
  const questions = [...posts].flatMap(([personId, seats]) =>
    seats
      .filter(({ position }) => isEnforcement(position.family))
      .map(({ position, inherited }) => ({ personId, position, inherited })),
  );
  const answers = await decideAtPositions(tx, questions, at, knownAt);
  const verdicts = new Map<string, Verdicts>();
  for (const [index, answer] of answers.entries()) {
    const { personId } = questions[index]!;
    if (verdicts.get(personId)?.eligible) continue;
    const refusals = refusalsOf(answer);
    verdicts.set(personId, {
      eligible: answer.ok,
      rules: rulesOf(refusals),
      refusals,
      warnings: answer.warnings,
      untilOn: answer.until && chinaDateOf(answer.until),
      packVersionId: answer.packVersionId,
    });
  }
  return verdicts;
}

/** The certificate a reader asks about: the newest that has not ended, or else the newest. */
export function foremost(
  certificates: readonly CertificateFacts[],
  at: Date,
  knownAt?: Date,
): HeldCertificate | null {
  const held = certificates.map((certificate) => ({
    ...certificate,
    state: stateAt(certificate, certificate.acts, at, knownAt),
  }));
  const found = held.findLast(({ state }) => !isFinal(state)) ?? held.at(-1);
  if (!found) return null;
  const { certificateId, number, field, unitId, state, validFromOn, validToOn } = found;
  return { certificateId, number, field, unitId, state, validFromOn, validToOn };
}

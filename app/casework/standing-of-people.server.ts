/**
 * Where people stand, from every room at once: certificate, study, posts, verdict. For lists; a fixed number of queries
 * however many people.
 */
import { chinaDateOf, type DateOn, yearOf } from "~/calendar";
import { type CertificateFacts, certificatesOf } from "~/certification/certificates.server";
import { type CertificateState, isFinal, stateAt } from "~/certification/status";
import { rowsOf, type Tx } from "~/db.server";
import { believed, holding } from "~/organisation/history.server";
import { decideAtPositions } from "~/positions/gate.server";
import { isEnforcement, type Position } from "~/positions/position";
import { rulesCited } from "~/positions/rules-cited";
import { type Foremost, foremostStandings } from "~/study/standing-list.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";

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

/** What a row of a list has room for: reasons and their sources are the person's own page's. */
export const inShort = ({ certificate, study, posts, verdict }: PersonStanding) => ({
  certificate: certificate && { state: certificate.state, validToOn: certificate.validToOn },
  study,
  post: posts[0]?.position.title ?? null,
  verdict: verdict && { eligible: verdict.eligible, rules: verdict.rules },
});

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
  const statement = Prisma.sql`
    /* prepared as posts-of */
    SELECT a.person_id::text AS "personId", a.from_on::text AS "fromOn", a.inherited, p.id::text AS "positionId",
      p.unit_id::text AS "unitId", p.title, p.field, p.family
    FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = ANY(${personIds}::uuid[]) AND ${believed("a", knownAt)} AND ${holding("a", trueOn)}
    ORDER BY a.from_on`;
  const posts = new Map<string, Seated[]>();
  const rows = await rowsOf<Position & Omit<Seated, "position"> & { personId: string }>(tx, statement);
  for (const { personId, fromOn, inherited, ...position } of rows)
    posts.set(personId, [...(posts.get(personId) ?? []), { position, fromOn, inherited }]);
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
      rules: rulesCited(refusals),
      refusals,
      warnings: answer.warnings,
      untilOn: answer.until && chinaDateOf(answer.until),
      packVersionId: answer.packVersionId,
    });
  }
  return verdicts;
}

/** Each of these certificates with what it is at an instant. */
export function heldAt(
  certificates: readonly CertificateFacts[],
  at: Date,
  knownAt?: Date,
): HeldCertificate[] {
  return certificates.map(({ acts, ...certificate }) => {
    const { certificateId, number, field, unitId, validFromOn, validToOn } = certificate;
    const state = stateAt(certificate, acts, at, knownAt);
    return { certificateId, number, field, unitId, state, validFromOn, validToOn };
  });
}

/** The certificate a reader asks about: the newest that has not ended, or else the newest. */
export function foremost(
  certificates: readonly CertificateFacts[],
  at: Date,
  knownAt?: Date,
): HeldCertificate | null {
  const held = heldAt(certificates, at, knownAt);
  return held.findLast(({ state }) => !isFinal(state)) ?? held.at(-1) ?? null;
}

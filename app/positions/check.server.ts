/** Other systems' questions: each is answered by the gate and kept before the reply leaves. */
import { chinaDateOf } from "~/calendar";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { unitsByCode } from "~/organisation/units.server";
import { latestOf, together } from "~/together";
import { type Refusal, refusal, refusalsOf, type Verdict } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { decideEnforcements } from "./gate.server";
import { mayActAsTeam, type TeamAct } from "./team";

export type Check = { eligible: boolean; until: Date | null; refusals: Refusal[]; warnings: Refusal[] };
/** The instant asked about and the one at which it was answered. */
export type Answered = { askedAbout: Date; checkedAt: Date };

const NUMBER_UNKNOWN = refusal(
  "certificate.number-unknown",
  { cure: "check-number" },
  { title: "中华人民共和国行政处罚法", article: "第七十六条", rule: "K01" },
);

/** `at` is null for the present. */
type Asked = { unitCode: string; field: string | null; at: Date | null; caseNumber?: string | null };
type Client = { clientId: string; path: string };
type Question = Asked & { certificateNumber: string; client: Client; teamId?: string };

/**
 * Answers another system and keeps that it asked. null when the unit is not in the system's scope. An unknown number is a
 * "no" with its reason, not an error. Who asks while others are being answered is answered together with who else waits.
 */
export const answerCheck: (asked: Question & { now: Date }) => Promise<(Check & Answered) | null> =
  together(answerWaiting);

/** What is asked about the present is answered as of the latest who asked; every other instant on its own. */
async function answerWaiting(questions: readonly (Question & { now: Date })[]) {
  const now = latestOf(questions);
  const answers = new Map<Question, (Check & Answered) | null>();
  const instantOf = ({ at }: Question) => (at ?? now).getTime();
  for (const time of new Set(questions.map(instantOf))) {
    const about = questions.filter((question) => instantOf(question) === time);
    const times = { askedAbout: new Date(time), checkedAt: now };
    const found = await answerAt(prisma, about, times);
    for (const [index, one] of found.entries()) answers.set(about[index]!, one && { ...one.check, ...times });
  }
  return questions.map((question) => answers.get(question) ?? null);
}

/** The same for several who would act together, at one instant: each one's answer, and whether they are enough (K19). */
export async function answerTeamCheck(
  tx: Tx,
  { certificateNumbers, act, ...asked }: Asked & { certificateNumbers: readonly string[]; act: TeamAct },
  client: Client,
  now: Date,
): Promise<(Answered & { verdict: Verdict; members: { certificateNumber: string; check: Check }[] }) | null> {
  const teamId = newId();
  const times = { askedAbout: asked.at ?? now, checkedAt: now };
  const questions = [...new Set(certificateNumbers)].map((certificateNumber) => ({
    ...{ ...asked, certificateNumber, client, teamId },
  }));
  const members = (await answerAt(tx, questions, times)).flatMap((member) => member ?? []);
  if (members.length === 0) return null;
  const standing = members.map(({ personId, check }) => ({ personId, eligible: check.eligible }));
  return { verdict: mayActAsTeam(standing, act), members, ...times };
}

type Member = { certificateNumber: string; personId: string | null; check: Check };

async function answerAt(
  tx: Tx,
  questions: readonly Question[],
  { askedAbout, checkedAt }: Answered,
): Promise<(Member | null)[]> {
  const codes = questions.map(({ unitCode }) => unitCode);
  const units = await unitsByCode(tx, codes, chinaDateOf(askedAbout));
  const holders = await holdersOf(
    tx,
    questions.map(({ certificateNumber }) => certificateNumber),
  );
  const found = questions.map((question) => {
    const unit = units.get(question.unitCode);
    if (!unit?.path.startsWith(question.client.path)) return null;
    const personId = holders.get(question.certificateNumber) ?? null;
    return { ...question, unitId: unit.unitId, personId };
  });
  const known = found.flatMap((one) => (one?.personId ? [{ ...one, personId: one.personId }] : []));
  const decided = known.length > 0 ? await decideEnforcements(tx, known, askedAbout) : [];
  let next = 0;
  const members = found.map((one) => {
    if (!one) return null;
    const check = one.personId === null ? UNKNOWN : checkFrom(decided[next++]!);
    return { ...one, check };
  });
  await keep(
    tx,
    members.flatMap((member) => member ?? []),
    { askedAbout, checkedAt },
  );
  return members;
}

const UNKNOWN: Check = { eligible: false, until: null, refusals: [NUMBER_UNKNOWN], warnings: [] };

const checkFrom = (answer: Awaited<ReturnType<typeof decideEnforcements>>[number]): Check => ({
  eligible: answer.ok,
  until: answer.until,
  refusals: refusalsOf(answer),
  warnings: answer.warnings,
});

async function holdersOf(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await rowsOf<{ number: string; personId: string }>(
    tx,
    Prisma.sql`/* prepared as holders-of-numbers */
      SELECT number, person_id::text AS "personId" FROM certificate WHERE number = ANY(${[...numbers]}::text[])`,
  );
  return new Map(rows.map(({ number, personId }) => [number, personId]));
}

/** One statement and one write to the disk for all of them. An unknown number may be anything, and is not kept. */
async function keep(
  tx: Tx,
  members: readonly (Question & Member & { unitId: string })[],
  { askedAbout, checkedAt }: Answered,
): Promise<void> {
  if (members.length === 0) return;
  const rows = members.map(({ client, personId, unitId, teamId, caseNumber, certificateNumber, check }) => ({
    ...{ client_id: client.clientId, person_id: personId, unit_id: unitId, team_id: teamId ?? null },
    ...{ case_number: caseNumber ?? null, certificate_number: personId ? certificateNumber : null },
    ...{ eligible: check.eligible, codes: check.refusals.map(({ code }) => code) },
  }));
  await rowsOf(
    tx,
    Prisma.sql`/* prepared as keep-checks */
      INSERT INTO eligibility_check (client_id, person_id, unit_id, team_id, case_number, certificate_number, eligible, codes,
        asked_about, checked_at)
      SELECT r.*, ${askedAbout}::timestamptz, ${checkedAt}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (client_id uuid, person_id uuid, unit_id uuid,
        team_id uuid, case_number text, certificate_number text, eligible boolean, codes text[])`,
  );
}

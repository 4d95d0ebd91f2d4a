/**
 * Certificates of this year of law study: one issued, one corrected after its holder's name had changed, one that waits for
 * its second signature. Told last, when the standings of the year are reckoned.
 */
import { yearOf } from "~/calendar";
import { draftTraining } from "~/certification/training-issuance.server";
import { inTransaction, prisma } from "~/db.server";
import { completeTraining } from "~/jobs.server";
import { renamePerson } from "~/personnel/person.server";
import { granted } from "./chronicle.ts";
import { actor, type District } from "./district.ts";

const NEW_NAME = "闻笛";
const MINUTE_MS = 60_000;

export async function tellTrainings(district: District): Promise<void> {
  const { now, today, people } = district;
  const year = yearOf(today);
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
  const standings = await prisma.studyStanding.findMany({
    where: { year, applies: true },
    select: { personId: true, isMet: true },
  });
  const short = new Set(standings.filter(({ isMet }) => !isMet).map(({ personId }) => personId));
  const met = new Set(standings.map(({ personId }) => personId).filter((id) => !short.has(id)));
  const holders = people.filter(({ id, login }) => login === null && met.has(id));
  // Whoever has no part in another story first: nobody there is called by a new name.
  const [first, renamed, third] = holders.sort((a, b) => Number(a.story !== null) - Number(b.story !== null));
  if (!first || !renamed || !third) return;
  const draft = (personId: string, by: string, at: Date, corrects: string | null = null) =>
    inTransaction(async (tx) => {
      const wanted = { kind: "annual-study" as const, basis: String(year), personId };
      const correcting = corrects ? { certificateId: corrects, reason: "持证人已更名" } : null;
      const answer = await draftTraining(tx, wanted, actor(district, by), at, correcting);
      return granted(answer, "a certificate of training").certificateId;
    });
  for (const { id } of [first, renamed, third]) await draft(id, "personnel", before(50));
  const issued = [await draft(first.id, "personnel2", before(40))];
  const old = await draft(renamed.id, "personnel2", before(40));
  await inTransaction(async (tx) => {
    const change = { personId: renamed.id, name: `${renamed.name.slice(0, 1)}${NEW_NAME}`, fromOn: today };
    granted(await renamePerson(tx, change, actor(district, "personnel"), before(30)), "a new name");
  });
  await draft(renamed.id, "personnel", before(20), old);
  issued.push(old, await draft(renamed.id, "personnel2", before(10), old));
  for (const id of issued) if (id) await completeTraining(id, before(5));
}

/** Certificates of a year of law study: one issued, one corrected after its holder's name had changed, one that waits for its second signature. */
import { addDays, yearOf } from "~/calendar";
import { draftTraining } from "~/certification/training-issuance.server";
import { completeTraining } from "~/jobs.server";
import { renamePerson } from "~/personnel/person.server";
import type { Person } from "./cast.ts";
import { granted } from "./chronicle.ts";
import { ago, officeHour, weekday } from "./days.ts";
import { actor, type District } from "./district.ts";

const NEW_NAME = "闻笛";

export function tellTrainings(district: District): void {
  const { chronicle, people, today } = district;
  const basis = String(yearOf(today));
  const drafted = weekday(ago(today, { days: 9 }));
  let holders: Person[] = [];
  const issued: string[] = [];
  const draft = async (
    tx: Parameters<typeof draftTraining>[0],
    person: Person,
    by: string,
    now: Date,
    corrects: string | null = null,
  ) => {
    const wanted = { kind: "annual-study" as const, basis, personId: person.id };
    const correcting = corrects ? { certificateId: corrects, reason: "持证人已更名" } : null;
    const answer = await draftTraining(tx, wanted, actor(district, by), now, correcting);
    return granted(answer, "a certificate of training").certificateId;
  };
  chronicle.on(officeHour(drafted, "15:10"), async (tx, now) => {
    const standings = await tx.studyStanding.findMany({
      where: { year: Number(basis), applies: true },
      select: { personId: true, isMet: true },
    });
    const short = new Set(standings.filter(({ isMet }) => !isMet).map(({ personId }) => personId));
    const met = new Set(standings.map(({ personId }) => personId).filter((id) => !short.has(id)));
    holders = people
      .filter(({ id, story, login }) => story === null && login === null && met.has(id))
      .slice(0, 3);
    for (const holder of holders) await draft(tx, holder, "personnel", now);
  });
  chronicle.on(officeHour(drafted, "16:40"), async (tx, now) => {
    for (const holder of holders.slice(0, 2)) issued.push((await draft(tx, holder, "personnel2", now))!);
  });
  const renamedOn = weekday(addDays(drafted, 5));
  chronicle.on(officeHour(renamedOn, "09:20"), async (tx, now) => {
    const [, renamed] = holders;
    if (!renamed || !issued[1]) return;
    const change = {
      personId: renamed.id,
      name: `${renamed.name.slice(0, 1)}${NEW_NAME}`,
      fromOn: renamedOn,
    };
    granted(await renamePerson(tx, change, actor(district, "personnel"), now), "a new name");
    await draft(tx, renamed, "personnel", now, issued[1]);
  });
  chronicle.on(officeHour(renamedOn, "11:05"), async (tx, now) => {
    const [, renamed] = holders;
    if (renamed && issued[1]) issued.push((await draft(tx, renamed, "personnel2", now, issued[1]))!);
  });
  chronicle.apart(officeHour(renamedOn, "11:20"), async (now) => {
    for (const id of issued) await completeTraining(id, now);
  });
}

/**
 * The demo district 临湖区: told through the verbs, in the order in which it happened, up to this hour.
 * In: nothing but the clock; chance comes from one fixed seed, so that a day has one district.
 */
import { sealEvents } from "~/audit/sealer.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { rebuildStandings } from "~/casework/study-standings.server";
import { inTransaction, prisma } from "~/db.server";
import { randomFrom } from "~/questions/random";
import { tellAccounts } from "./demo/accounts.ts";
import { tellThisAutumn } from "./demo/applications.ts";
import { tellBans } from "./demo/bans.ts";
import { tellCampaigns } from "./demo/campaigns.ts";
import { castOf } from "./demo/cast.ts";
import { tellCertificates } from "./demo/certificates.ts";
import { newChronicle } from "./demo/chronicle.ts";
import { tellClearance } from "./demo/clearance.ts";
import { tellCourses } from "./demo/courses.ts";
import type { District } from "./demo/district.ts";
import { tellQualificationExams } from "./demo/exams.ts";
import { tellItems } from "./demo/items.ts";
import { tellLaws } from "./demo/laws.ts";
import { tellMinistryCards } from "./demo/ministry-cards.ts";
import { tellMonthlyLaw } from "./demo/monthly-law.ts";
import { tellPapers } from "./demo/papers.ts";
import { tellPeople } from "./demo/people.ts";
import { tellPosts } from "./demo/posts.ts";
import { tellQuestions } from "./demo/questions.ts";
import { tellRequirements } from "./demo/requirements.ts";
import { tellRules } from "./demo/rules.ts";
import { tellStudy } from "./demo/study.ts";
import { tellStudyAudit } from "./demo/study-audit.ts";
import { tellStudySessions } from "./demo/study-sessions.ts";
import { tellTransfers } from "./demo/transfers.ts";
import { tellUnits } from "./demo/units.ts";
import { tellYearEnd } from "./demo/year-end.ts";

export type SeedOptions = { now?: Date; log?: (line: string) => void };

/** Loads the district into an empty database. Answers false, having done nothing, when there are units already. */
export async function seed({ now = new Date(), log = console.log }: SeedOptions = {}): Promise<boolean> {
  if ((await prisma.unit.count()) > 0) return false;
  const today = chinaDateOf(now);
  const random = randomFrom("临湖区");
  const district: District = {
    today,
    now,
    random,
    chronicle: newChronicle(),
    unitId: new Map(),
    accountId: new Map(),
    people: castOf(today, random),
    applicationId: new Map(),
    certificateId: new Map(),
    seat: new Map(),
  };
  tellUnits(district);
  tellPeople(district);
  await tellAccounts(district);
  const papers = tellPapers(district);
  tellQuestions(district);
  tellMonthlyLaw(district, papers);
  tellCertificates(district);
  tellItems(district);
  tellMinistryCards(district);
  tellBans(district);
  tellCampaigns(district);
  tellPosts(district);
  tellTransfers(district);
  tellClearance(district);
  tellStudy(district);
  tellStudySessions(district);
  tellCourses(district);
  tellStudyAudit(district);
  tellQualificationExams(district, papers);
  tellThisAutumn(district);
  tellRequirements(district);
  tellRules(district);
  tellLaws(district);
  tellYearEnd(district);
  await district.chronicle.play(now, log);
  await rebuildStandings(yearOf(today), now);
  for (let sealed = 1; sealed > 0; ) sealed = await inTransaction((tx) => sealEvents(tx, now));
  return true;
}

/** Opening somebody's personnel file: who may, why, as of when, and what its page shows. */
import { redirect } from "@remix-run/node";
import { can } from "~/access/permissions";
import { chinaDateOf, yearOf } from "~/calendar";
import { holdingsOf } from "~/certification/holdings.server";
import { cardsOfPerson } from "~/certification/ministry-card-list.server";
import { trainingsOf } from "~/certification/training-register.server";
import { inTransaction, prisma } from "~/db.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { openCasesAbout } from "~/positions/clearance-list.server";
import { studyStanding } from "~/study/standing.server";
import { typesShown } from "~/text/events";
import { fileAskedFrom, knowledgeOf } from "./file-asked";
import { fileCompletenessOf } from "./file-completeness.server";
import { eventsOf, readersOf } from "./file-events.server";
import { lookReasonOf } from "./file-looks.server";
import { instantOf, personnelFile, recordFileView } from "./personnel-file.server";
import { twoViewsOf } from "./recorded-later.server";
import { storyOrderFrom } from "./true-from";

const FEW = 20;
const MANY = 500;

/**
 * Who asks for whose file, as of the day and the knowledge in the address. One's own is opened without a reason; of anyone
 * else the reason is asked for first.
 */
export async function requireFileLook(request: Request, personIdAsked: string | undefined, now: Date) {
  const found = await requirePersonInScope(request, personIdAsked, "person:read-file", now);
  const { actor, personId, today } = found;
  const search = new URL(request.url).searchParams;
  const isOwn = actor.personId === personId;
  const reason = isOwn ? null : await lookReasonOf(prisma, { sessionId: actor.sessionId, personId }, now);
  if (!isOwn && !reason) throw redirect(`/people/${personId}/looks?${search}`);
  const reader: "proposing" | "other" = can(actor, "appointment:read") ? "proposing" : "other";
  return { actor, personId, today, search, asked: fileAskedFrom(search, today), reason, reader };
}

/** What the page shows; looking is written down. Null when nobody has this id. */
export async function filePage(look: Awaited<ReturnType<typeof requireFileLook>>, now: Date) {
  const { actor, personId, today, search, asked, reason, reader } = look;
  const group = search.get("events") ?? "";
  const isWhole = search.get("all") === "1";
  const order = storyOrderFrom(search.get("order"));
  const until = knowledgeOf(asked, now);
  const file = await inTransaction(async (tx) => {
    await recordFileView(tx, { personId, asked, reason }, actor.accountId, now);
    return personnelFile(tx, personId, asked, now);
  });
  if (!file) return null;
  const isPast = (asked.knownOn ?? asked.trueOn) < today;
  const isToday = asked.trueOn === today && !asked.asKnownThen;
  const study = await studyStanding(prisma, [personId], yearOf(today), today);
  const { events, counts } = await eventsOf(prisma, personId, {
    ...{ most: isWhole ? MANY : FEW, types: typesShown(group), reader, order },
    ...(until ? { until } : {}),
  });
  return {
    ...{ personId, today, asked, isToday, file, group, isWhole, events, order },
    counts: Object.fromEntries(counts),
    // What can be added is said about the file of today alone.
    completeness: isToday ? await fileCompletenessOf(prisma, personId, file, today) : null,
    views: isPast ? await twoViewsOf(prisma, personId, asked.trueOn, asked.knownOn) : null,
    study: study.get(personId) ?? [],
    trainings: can(actor, "training:read") ? await trainingsOf(prisma, personId, today) : [],
    ministryCards: can(actor, "ministry-card:read") ? await cardsOfPerson(prisma, personId, today) : [],
    mayFileCards: can(actor, "ministry-card:file"),
    cases: can(actor, "clearance:read") ? await openCasesAbout(prisma, personId) : [],
    holdings: can(actor, "item:read")
      ? await holdingsOf(prisma, personId, null, instantOf(asked.trueOn, now))
      : null,
    readers: await readersOf(prisma, personId, now),
    mayWrite: can(actor, "person:write"),
    mayUnmask: can(actor, "person:unmask"),
    mayMerge: can(actor, "person:merge", { personId }),
    done: search.get("done"),
    search: search.toString(),
    shownAt: chinaDateOf(now),
  };
}

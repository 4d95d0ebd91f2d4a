import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { chinaDateOf, yearOf } from "~/calendar";
import { fileAskedFrom, knowledgeOf } from "~/casework/file-asked";
import { fileCompletenessOf } from "~/casework/file-completeness.server";
import { eventsOf, readersOf } from "~/casework/file-events.server";
import { lookReasonOf } from "~/casework/file-looks.server";
import { instantOf, personnelFile, recordFileView } from "~/casework/personnel-file.server";
import { twoViewsOf } from "~/casework/recorded-later.server";
import { holdingsOf } from "~/certification/holdings.server";
import { trainingsOf } from "~/certification/training-register.server";
import { LinkButton } from "~/components/button";
import { filteredHref } from "~/components/filters";
import { HeldItems } from "~/components/held-items";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { FileAsOf } from "~/components/personnel-file/as-of";
import { cureLinksOf, FileCompletenessList } from "~/components/personnel-file/completeness";
import { FileEvents, FileReaders } from "~/components/personnel-file/events";
import { FileFacts } from "~/components/personnel-file/facts";
import { FourFacts } from "~/components/personnel-file/four-facts";
import { EmploymentHistory, PersonActs } from "~/components/personnel-file/history";
import { FileSecondment } from "~/components/personnel-file/secondment";
import { FileStudy } from "~/components/personnel-file/study";
import { FileTwoViews } from "~/components/personnel-file/two-views";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { TrainingList } from "~/components/training-list";
import { inTransaction, prisma } from "~/db.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { openCasesAbout } from "~/positions/clearance-list.server";
import { studyStanding } from "~/study/standing.server";
import { clearanceText } from "~/text/clearance";
import { longDate } from "~/text/dates";
import { typesShown } from "~/text/events";
import { filePrintsText } from "~/text/file-prints";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { twoViewsText } from "~/text/two-views";

const FEW = 20;
const MANY = 500;

export const meta = titled(personnelText, (t) => t.personFile.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, personId, today } = await requirePersonInScope(
    request,
    params.personId,
    "person:read-file",
    now,
  );
  const search = new URL(request.url).searchParams;
  // One's own file is opened without a reason; anyone else's is asked for first.
  const isOwn = actor.personId === personId;
  const reason = isOwn ? null : await lookReasonOf(prisma, { sessionId: actor.sessionId, personId }, now);
  if (!isOwn && !reason) throw redirect(`/people/${personId}/looks?${search}`);
  const asked = fileAskedFrom(search, today);
  const group = search.get("events") ?? "";
  const isWhole = search.get("all") === "1";
  const until = knowledgeOf(asked, now);
  const file = await inTransaction(async (tx) => {
    await recordFileView(tx, { personId, asked, reason }, actor.accountId, now);
    return personnelFile(tx, personId, asked, now);
  });
  if (!file) throw new Response(null, { status: 404 });
  const views =
    (asked.knownOn ?? asked.trueOn) < today
      ? await twoViewsOf(prisma, personId, asked.trueOn, asked.knownOn)
      : null;
  const study = await studyStanding(prisma, [personId], yearOf(today), today);
  const { events, counts } = await eventsOf(prisma, personId, {
    most: isWhole ? MANY : FEW,
    types: typesShown(group),
    reader: can(actor, "appointment:read") ? "proposing" : "other",
    ...(until ? { until } : {}),
  });
  return {
    personId,
    today,
    asked,
    file,
    // What can be added is said about the file of today alone.
    completeness:
      asked.trueOn === today && !asked.asKnownThen
        ? await fileCompletenessOf(prisma, personId, file, today)
        : null,
    views,
    study: study.get(personId) ?? [],
    trainings: can(actor, "training:read") ? await trainingsOf(prisma, personId, today) : [],
    cases: can(actor, "clearance:read") ? await openCasesAbout(prisma, personId) : [],
    holdings: can(actor, "item:read")
      ? await holdingsOf(prisma, personId, null, instantOf(asked.trueOn, now))
      : null,
    events,
    counts: Object.fromEntries(counts),
    group,
    isWhole,
    readers: await readersOf(prisma, personId, now),
    mayWrite: can(actor, "person:write"),
    mayUnmask: can(actor, "person:unmask"),
    mayMerge: can(actor, "person:merge", { personId }),
    done: search.get("done"),
    search: search.toString(),
    shownAt: chinaDateOf(now),
  };
}

export default function PersonFile() {
  const data = useLoaderData<typeof loader>();
  const text = useText(personnelText);
  const t = text.personFile;
  const both = useText(twoViewsText);
  const clearance = useText(clearanceText);
  const prints = useText(filePrintsText);
  const locale = useLocale();
  const { file, asked, personId, today, mayWrite } = data;
  const { facts } = file;
  const [home] = facts?.employments ?? [];
  const unitName = home ? (file.unitNames[home.unitId] ?? "") : "";
  const done = text.done[data.done as keyof typeof text.done];
  const isToday = asked.trueOn === today && !asked.asKnownThen;
  return (
    <>
      <PageHead
        title={facts?.name ?? file.name}
        status={<Verdict eligible={facts ? (file.verdict?.eligible ?? null) : null} />}
        lede={[unitName, home?.title].filter(Boolean).join(text.join)}
        crumbs={[
          { text: text.title, href: "/people" },
          ...(home && unitName ? [{ text: unitName, href: `/people?unit=${home.unitId}` }] : []),
          { text: t.title },
        ]}
        acts={
          <>
            <LinkButton href={`/people/${personId}/paper${paperSearch(data.search)}`}>
              {prints.print}
            </LinkButton>
            {mayWrite && isToday && (
              <LinkButton kind="primary" href="#changes">
                {t.change}
              </LinkButton>
            )}
          </>
        }
      />
      {done && (
        <div className="mb-4">
          <Notice tone="ok" live>
            {done}
          </Notice>
        </div>
      )}
      <FileAsOf personId={personId} asked={asked} today={today} file={file} />
      <div className="stack mt-4">
        {!isToday && (
          <Notice act={<a href={`/people/${personId}`}>{t.backToToday}</a>}>
            {asked.knownOn
              ? both.pastOn(longDate(asked.trueOn, locale), longDate(asked.knownOn, locale))
              : (asked.asKnownThen ? t.pastThen : t.past)(longDate(asked.trueOn, locale))}
          </Notice>
        )}
        {data.views && <FileTwoViews views={data.views} />}
        {data.cases.map((caseId) => (
          <Notice key={caseId} tone="warn" act={<a href={`/clearance/${caseId}`}>{clearance.onPost}</a>}>
            {clearance.onFile}
          </Notice>
        ))}
        {!facts && (
          <Notice tone="warn" title={t.unknownThen}>
            {t.unknownThenBody}
          </Notice>
        )}
      </div>
      {facts && (
        <>
          <FileFacts personId={personId} facts={facts} file={file} mayUnmask={data.mayUnmask} />
          <FourFacts facts={facts} file={file} on={asked.trueOn} />
          <FileSecondment personId={personId} facts={facts} file={file} mayChange={mayWrite && isToday} />
        </>
      )}
      <div className="cols cols-main lower">
        <div className="stack-lg">
          <FileEvents {...data} />
          {facts && <EmploymentHistory facts={facts} unitNames={file.unitNames} />}
        </div>
        <aside className="stack-lg">
          {data.completeness && (
            <FileCompletenessList
              completeness={data.completeness}
              links={mayWrite ? cureLinksOf(personId) : {}}
            />
          )}
          <FileStudy standings={data.study} />
          {data.trainings.length > 0 && <TrainingList rows={data.trainings} />}
          {data.holdings && <HeldItems rows={data.holdings} href={`/items/people/${personId}`} />}
          <FileReaders readers={data.readers} />
          {mayWrite && isToday && (
            <Section id="changes" title={t.actsTitle}>
              <PersonActs personId={personId} mayUnmask={data.mayUnmask} mayMerge={data.mayMerge} />
            </Section>
          )}
        </aside>
      </div>
    </>
  );
}

/** The paper is of the same day, with the same knowledge. */
const paperSearch = (search: string) => filteredHref(search, { done: null, events: null, all: null });

function Verdict({ eligible }: { eligible: boolean | null }) {
  const { personFile: t } = useText(personnelText);
  if (eligible === null) return null;
  return (
    <Status tone={eligible ? "ok" : "stop"} icon={eligible ? "okfill" : "stop"} fill>
      {eligible ? t.mayEnforce : t.mayNotEnforce}
    </Status>
  );
}

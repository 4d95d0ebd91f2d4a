import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { filePage, requireFileLook } from "~/casework/file-page.server";
import { LinkButton } from "~/components/button";
import { filteredHref } from "~/components/filters";
import { HeldItems } from "~/components/held-items";
import { MinistryCards } from "~/components/ministry-cards";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { FileAsOf } from "~/components/personnel-file/as-of";
import { cureLinksOf, FileCompletenessList } from "~/components/personnel-file/completeness";
import { FileEvents, FileReaders } from "~/components/personnel-file/events";
import { FileFacts } from "~/components/personnel-file/facts";
import { FourFacts } from "~/components/personnel-file/four-facts";
import { EmploymentHistory, PersonActs } from "~/components/personnel-file/history";
import { FileNotices } from "~/components/personnel-file/notices";
import { FileSecondment } from "~/components/personnel-file/secondment";
import { FileStudy } from "~/components/personnel-file/study";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { TrainingList } from "~/components/training-list";
import { filePrintsText } from "~/text/file-prints";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.personFile.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const page = await filePage(await requireFileLook(request, params.personId, now), now);
  if (!page) throw new Response(null, { status: 404 });
  return page;
}

export default function PersonFile() {
  const data = useLoaderData<typeof loader>();
  const text = useText(personnelText);
  const t = text.personFile;
  const prints = useText(filePrintsText);
  const { file, asked, personId, today, isToday, mayWrite } = data;
  const { facts } = file;
  const [home] = facts?.employments ?? [];
  const unitName = home ? (file.unitNames[home.unitId] ?? "") : "";
  const done = text.done[data.done as keyof typeof text.done];
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
      <FileNotices {...data} isKnown={facts !== null} />
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
          {data.ministryCards.length > 0 && (
            <MinistryCards rows={data.ministryCards} mends={data.mayFileCards} />
          )}
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
const paperSearch = (search: string) =>
  filteredHref(search, { done: null, events: null, all: null, order: null });

function Verdict({ eligible }: { eligible: boolean | null }) {
  const { personFile: t } = useText(personnelText);
  if (eligible === null) return null;
  return (
    <Status tone={eligible ? "ok" : "stop"} icon={eligible ? "okfill" : "stop"} fill>
      {eligible ? t.mayEnforce : t.mayNotEnforce}
    </Status>
  );
}

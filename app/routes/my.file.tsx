import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { fileCompletenessOf } from "~/casework/file-completeness.server";
import { looksAt, wholeStory } from "~/casework/file-events.server";
import { personnelFile } from "~/casework/personnel-file.server";
import { storyOrderFrom } from "~/casework/true-from";
import { cardsOfPerson } from "~/certification/ministry-card-list.server";
import { LinkButton } from "~/components/button";
import { CertificateStatusMark } from "~/components/certificate-status";
import { type Fact, Facts } from "~/components/facts";
import { MinistryCards } from "~/components/ministry-cards";
import { PageHead } from "~/components/page-head";
import { FileCompletenessList } from "~/components/personnel-file/completeness";
import { FileLooks } from "~/components/personnel-file/looks";
import { Story, StoryOrders } from "~/components/personnel-file/story";
import { Section } from "~/components/section";
import { prisma } from "~/db.server";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { filePrintsText } from "~/text/file-prints";
import { gradeNames, identityNames, statusNames } from "~/text/identity-names";
import { myText } from "~/text/my";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(myText, (t) => t.file.title);

const MOST = 200;
const LOOKS_SHOWN = 50;

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId, accountId } = await requirePerson(request);
  const now = new Date();
  const today = chinaDateOf(now);
  const { searchParams } = new URL(request.url);
  const order = storyOrderFrom(searchParams.get("order"));
  const file = await personnelFile(prisma, personId, { trueOn: today, asKnownThen: false }, now);
  if (!file) throw new Response(null, { status: 404 });
  return {
    file,
    completeness: await fileCompletenessOf(prisma, personId, file, today),
    ...(await wholeStory(prisma, personId, { most: MOST, reader: "own", order })),
    order,
    search: searchParams.toString(),
    ministryCards: await cardsOfPerson(prisma, personId, today),
    looks: await looksAt(prisma, personId, accountId, { most: LOOKS_SHOWN, now }),
  };
}

export default function MyFile() {
  const { completeness, ministryCards, events, order, search, total, looks } = useLoaderData<typeof loader>();
  const t = useText(myText).file;
  const prints = useText(filePrintsText);
  const meta = events.length < total ? t.timelineMost(events.length, total) : t.timelineMeta(total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={<LinkButton href="/my/file/paper">{prints.print}</LinkButton>}
      />
      <div className="stack-lg">
        <Section title={t.facts}>
          <OwnFacts />
        </Section>
        {completeness && (
          <FileCompletenessList completeness={completeness} links={{ portrait: "/my/certificate" }} />
        )}
        {ministryCards.length > 0 && <MinistryCards rows={ministryCards} />}
        <Section title={t.timeline} meta={meta}>
          {events.length === 0 ? (
            <p className="quiet">{t.timelineNone}</p>
          ) : (
            <>
              <StoryOrders order={order} search={search} />
              <Story events={events} order={order} />
            </>
          )}
        </Section>
        <FileLooks looks={looks} />
      </div>
    </>
  );
}

function OwnFacts() {
  const { file } = useLoaderData<typeof loader>();
  const { name, maskedNumber, formerNames, facts, qualifications, certificate, posts, unitNames } = file;
  const t = useText(myText).file;
  const { list } = useText(common);
  const { categories } = useText(personnelText);
  const locale = useLocale();
  const job = facts?.employments[0];
  const grade = facts?.grades[0];
  const items: Fact[] = [
    { term: t.name, value: name },
    ...(formerNames.length > 0
      ? [{ term: t.formerNames, value: list(formerNames.map((former) => former.name)) }]
      : []),
    { term: t.number, value: <span className="num">{maskedNumber}</span> },
    ...(job
      ? [
          { term: t.unit, value: unitNames[job.unitId] ?? "" },
          { term: t.post, value: job.title ?? t.none },
          { term: t.identity, value: identityNames[locale][job.identity] },
          { term: t.status, value: statusNames[locale][job.status] },
          { term: t.since, value: longDate(job.fromOn, locale) },
        ]
      : []),
    { term: t.category, value: facts?.studyCategory ? categories[facts.studyCategory] : t.none },
    {
      term: t.qualification,
      value:
        qualifications.length > 0
          ? list(
              qualifications.map(({ field }) =>
                field === null ? t.general : t.special(fieldName(locale, field)),
              ),
            )
          : t.none,
    },
    {
      term: t.certificate,
      value: certificate ? (
        <a href="/my/certificate">
          <span className="num">{certificate.number}</span>{" "}
          <CertificateStatusMark state={certificate.state} />
        </a>
      ) : (
        t.none
      ),
    },
    {
      term: t.positions,
      value: posts.length > 0 ? list(posts.map(({ position }) => position.title)) : t.none,
    },
    { term: t.grade, value: grade ? t.gradeOf(gradeNames[locale][grade.grade], grade.year) : t.none },
  ];
  return <Facts items={items} />;
}

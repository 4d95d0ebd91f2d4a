import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { holdingsOf } from "~/certification/holdings.server";
import { ownCertification } from "~/certification/own.server";
import { trainingsOf } from "~/certification/training-register.server";
import { LinkButton } from "~/components/button";
import { CertificateCard } from "~/components/certificate-card";
import { CertificateTimeline } from "~/components/certificate-file";
import { CertificateStatusMark } from "~/components/certificate-status";
import { DateSpan } from "~/components/date-span";
import { Empty } from "~/components/empty";
import { HeldItems } from "~/components/held-items";
import { Notice } from "~/components/notice";
import { OwnApplications } from "~/components/own-applications";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { TaskList } from "~/components/task-list";
import { TrainingList } from "~/components/training-list";
import { prisma } from "~/db.server";
import { certificationText } from "~/text/certification";
import { fieldName } from "~/text/fields";
import { photosText } from "~/text/photos";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.my.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePerson(request);
  const now = new Date();
  const { certificates, applications } = await ownCertification(prisma, actor, now);
  const trainings = await trainingsOf(prisma, actor.personId, chinaDateOf(now));
  const holdings = await holdingsOf(prisma, actor.personId, null, now);
  return { certificates, trainings, applications, holdings, now };
}

export default function MyCertificate() {
  const { certificates, trainings, applications, holdings, now } = useLoaderData<typeof loader>();
  const t = useText(certificationText).my;
  const photos = useText(photosText);
  const [latest, ...earlier] = certificates;
  return (
    <>
      <PageHead
        title={t.title}
        acts={<LinkButton href="/my/certificate/photos">{photos.change}</LinkButton>}
      />
      {latest?.state === "to-collect" && <Notice title={t.toCollect} />}
      <div className="cols cols-main">
        <div className="stack-lg">
          {latest ? (
            <CertificateTimeline file={latest} now={now} />
          ) : (
            <Empty title={t.none}>{t.noneHint}</Empty>
          )}
          {earlier.length > 0 && (
            <Section title={t.others}>
              <TaskList
                items={earlier.map(({ id, entry, state, token }) => ({
                  key: id,
                  title: entry.number,
                  href: `/v/${token}`,
                  status: <CertificateStatusMark state={state} />,
                  detail: entry.unitName,
                }))}
              />
            </Section>
          )}
          <TrainingList rows={trainings} own />
        </div>
        <aside className="stack-lg">
          {latest && <Held certificate={latest} />}
          {holdings.length > 0 && <HeldItems rows={holdings} />}
          {applications.length > 0 && <OwnApplications applications={applications} />}
        </aside>
      </div>
    </>
  );
}

type Own = ReturnType<typeof useLoaderData<typeof loader>>["certificates"][number];

function Held({ certificate: { entry, state, token } }: { certificate: Own }) {
  const all = useText(certificationText);
  const t = all.certificate.facts;
  const locale = useLocale();
  return (
    <CertificateCard
      title={all.my.cardTitle}
      status={<CertificateStatusMark state={state} />}
      photo={{ ...(entry.photoHash ? { src: `/v/${token}/photo` } : {}), label: all.my.photo }}
      facts={[
        { term: t.number, value: <span className="num">{entry.number}</span> },
        { term: t.unit, value: entry.unitName },
        { term: t.field, value: fieldName(locale, entry.field) },
        { term: t.valid, value: <DateSpan fromOn={entry.validFromOn} toOn={entry.validToOn} /> },
        { term: t.issuer, value: entry.issuer },
      ]}
      acts={
        <>
          <LinkButton href={`/v/${token}`}>{all.my.publicPage}</LinkButton>
          {entry.card && (
            <LinkButton href="/my/certificate/document?layout=card">{all.my.downloadCard}</LinkButton>
          )}
          <LinkButton kind="primary" href="/my/certificate/document">
            {all.my.download}
          </LinkButton>
        </>
      }
    />
  );
}

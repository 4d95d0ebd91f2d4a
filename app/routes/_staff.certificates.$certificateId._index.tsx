import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { holdingsOf } from "~/certification/holdings.server";
import { certificateFile, certificateOf } from "~/certification/register.server";
import { reviewPanelOf } from "~/certification/review-list.server";
import { LinkButton } from "~/components/button";
import { CertificateFactsAside, CertificateTimeline, OpenProposal } from "~/components/certificate-file";
import { CertificateStatusMark } from "~/components/certificate-status";
import { HeldItems } from "~/components/held-items";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { ReviewPanelOf } from "~/components/review-panel";
import { prisma } from "~/db.server";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

type Named = { file: { entry: { holderName: string } } };

export const meta = titled(certificationText, (t, data: Named | undefined) =>
  data ? t.certificate.title(data.file.entry.holderName) : t.certificates.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  const now = new Date();
  const certificate = await certificateOf(params, actor, "certificate:read", now);
  const { personId, unit } = certificate;
  return {
    holdings: can(actor, "item:read", { path: unit.path })
      ? await holdingsOf(prisma, personId, [unit.unitId], now)
      : null,
    file: await certificateFile(prisma, certificate, actor, now),
    reviews: await reviewsShown(certificate, now),
    ownAccount: actor.accountId,
    now,
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

function reviewsShown({ certificateId, unit, entry }: Awaited<ReturnType<typeof certificateOf>>, now: Date) {
  const { validFromOn, validToOn } = entry;
  return reviewPanelOf(prisma, { certificateId, unitId: unit.unitId, validFromOn, validToOn }, now);
}

export default function Certificate() {
  const { file, reviews, holdings, ownAccount, now, done } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.certificate;
  const { entry, may } = file;
  const to = (noun: string) => `/certificates/${file.id}/${noun}`;
  const said = (t.done as Record<string, string>)[done];
  return (
    <>
      <PageHead
        title={t.title(entry.holderName)}
        status={<CertificateStatusMark state={file.state} fill />}
        lede={t.lede(entry.number, entry.unitName)}
        crumbs={[{ text: all.certificates.title, href: "/certificates" }, { text: entry.number }]}
        acts={
          <>
            {may.find && <LinkButton href={to("finding")}>{t.acts.find}</LinkButton>}
            {may.lose && <LinkButton href={to("loss")}>{t.acts.lose}</LinkButton>}
            {may.void && <LinkButton href={to("voiding")}>{t.acts.void}</LinkButton>}
            {may.collect && (
              <LinkButton kind="primary" href={to("collection")}>
                {t.acts.collect}
              </LinkButton>
            )}
          </>
        }
      />
      {said && <Notice tone="ok" live title={said} />}
      {file.toReview > 0 && (
        <Notice tone="warn" title={all.reviews.notice(file.toReview)}>
          <a href="/decision-reviews">{all.reviews.title}</a>
        </Notice>
      )}
      <div className="cols cols-main body">
        <div className="stack-lg">
          <OpenProposal file={file} ownAccount={ownAccount} />
          <CertificateTimeline file={file} now={now} may={may} />
        </div>
        <aside className="stack-lg">
          <CertificateFactsAside file={file} />
          {reviews && <ReviewPanelOf panel={reviews} />}
          {holdings && <HeldItems rows={holdings} href={`/items/people/${file.personId}`} />}
          {may.propose.length > 0 && (
            <section className="stack acts-v" aria-labelledby="acts">
              <h2 id="acts">{t.acts.title}</h2>
              {may.propose.map((act) => (
                <LinkButton key={act} href={`${to("proposal")}?act=${act}`}>
                  {t.acts.propose[act]}
                </LinkButton>
              ))}
            </section>
          )}
        </aside>
      </div>
    </>
  );
}

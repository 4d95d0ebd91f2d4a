import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { applicationFile, applicationOf } from "~/certification/application-page.server";
import { Defects, Documents } from "~/components/application-documents";
import {
  ApplicationFactsAside,
  ApplicationLog,
  ApplicationSteps,
  Conditions,
  ReviewOpinions,
} from "~/components/application-file";
import { ApplicationLimits } from "~/components/application-limits";
import { ApplicationStatusMark } from "~/components/application-status";
import { LinkButton } from "~/components/button";
import { Holders } from "~/components/holders";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { prisma } from "~/db.server";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

type Named = { file: { kind: keyof (typeof certificationText)["en"]["kinds"]; name: string } };

export const meta = titled(certificationText, (t, data: Named | undefined) =>
  data ? t.application.title(t.kinds[data.file.kind], data.file.name) : t.applications.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:read");
  const now = new Date();
  const page = await applicationOf(params, actor, "application:read", now);
  return {
    file: await applicationFile(prisma, page, actor, now),
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export default function Application() {
  const { file, done } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.application;
  const title = t.title(all.kinds[file.kind], file.name);
  const { files, mending } = useText(applicationsText);
  const said = ({ ...t.done, files: files.done, mended: mending.done } as Record<string, string>)[done];
  return (
    <>
      <PageHead
        title={title}
        status={<ApplicationStatusMark state={file.standing.state} fill />}
        lede={<Lede />}
        acts={<Acts />}
        crumbs={[
          { text: all.applications.title, href: "/applications" },
          { text: file.unitName },
          { text: t.crumb(file.id.slice(-6)) },
        ]}
      />
      {said && <Notice tone="ok" live title={said} />}
      <ApplicationSteps file={file} />
      <div className="cols cols-main body">
        <div className="stack-lg">
          <Defects file={file} />
          <Conditions file={file} />
          <Documents file={file} />
          <ReviewOpinions file={file} />
        </div>
        <aside className="stack-lg">
          <ApplicationLimits file={file} />
          <ApplicationFactsAside file={file} />
          <ApplicationLog file={file} />
        </aside>
      </div>
    </>
  );
}

function Lede() {
  const { file } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.application.lede;
  const { who } = useText(applicationsText).holders;
  const names = file.holders;
  const locale = useLocale();
  const { state, sinceAt } = file.standing;
  const since = longDate(dateOfInstant(sinceAt), locale);
  if (state === "returned")
    return <>{t.returned(file.defects.length || (file.steps.at(-1)?.points.length ?? 0), since)}</>;
  if (state === "in-review" || state === "approved")
    return (
      <>
        {t[state](file.turn ? all.reviewers[file.turn.role] : "", since)} {names.length > 0 && who}{" "}
        <Holders names={names} />
      </>
    );
  return <>{t[state](since)}</>;
}

/** What this reader can do next; the usual act last and primary. */
function Acts() {
  const { file } = useLoaderData<typeof loader>();
  const t = useText(certificationText).application.acts;
  const to = (noun: string) => `/applications/${file.id}/${noun}`;
  const { may, certificate, standing } = file;
  return (
    <>
      {may.withdraw && <LinkButton href={to("withdrawal")}>{t.withdraw}</LinkButton>}
      {may.review && <LinkButton href={to("refusal")}>{t.refuse}</LinkButton>}
      {may.review && <LinkButton href={to("return")}>{t.return}</LinkButton>}
      {may.review && standing.state === "in-review" && (
        <LinkButton kind="primary" href={to("approval")}>
          {t.approve}
        </LinkButton>
      )}
      {may.issue && (
        <LinkButton kind="primary" href={`/issuances?application=${file.id}`}>
          {t.issue}
        </LinkButton>
      )}
      {may.resubmit && (
        <LinkButton kind="primary" href={to("submission")}>
          {t.resubmit}
        </LinkButton>
      )}
      {certificate && (
        <LinkButton kind="primary" href={`/certificates/${certificate.id}`}>
          {t.certificate}
        </LinkButton>
      )}
    </>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { prisma } from "~/db.server";
import { requireAudit } from "~/study/audit-page.server";
import { sampleOf } from "~/study/audit-sample.server";
import { redraw } from "~/study/audits.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.redraw);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { audit, today } = await requireAudit(request, params, "study-audit:read", new Date());
  const again = await redraw(prisma, audit.auditId);
  const sample = await sampleOf(prisma, audit.auditId, today);
  const places = new Map(
    sample.map(({ recordId, place, name, title }) => [recordId, { place, name, title }]),
  );
  return {
    audit,
    population: again.population,
    isSame: again.isSame && again.isSamePopulation,
    drawn: again.recordIds.map((recordId) => ({ recordId, is: places.get(recordId) ?? null })),
  };
}

export default function Redraw() {
  const { audit, population, isSame, drawn } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const at = `/study-audits/${audit.auditId}`;
  return (
    <>
      <PageHead
        title={t.redraw}
        lede={t.redrawLede}
        crumbs={[
          { text: t.title, href: "/study-audits" },
          { text: audit.noticeNumber, href: at },
          { text: t.redraw },
        ]}
      />
      <div className="stack-lg">
        <Notice tone={isSame ? "ok" : "stop"} title={isSame ? t.redrawSame : t.redrawOther} />
        <Facts
          items={[
            { term: t.seed, value: <span className="num">{audit.seed}</span> },
            { term: t.redrawPopulation, value: <span className="num">{population}</span> },
            { term: t.hash, value: <span className="break-all">{audit.populationHash}</span> },
            {
              term: t.redrawRecords,
              value: (
                <ol>
                  {drawn.map(({ recordId, is }) => (
                    <li key={recordId}>
                      {is ? (
                        <a href={`${at}/records/${is.place}`}>
                          {is.place}. {is.name}　{is.title}
                        </a>
                      ) : (
                        <span className="num">{recordId}</span>
                      )}
                    </li>
                  ))}
                </ol>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

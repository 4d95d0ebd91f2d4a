import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { PageHead } from "~/components/page-head";
import { Panel } from "~/components/panel";
import { Section } from "~/components/section";
import { StudyStanding } from "~/components/study-standing";
import { prisma } from "~/db.server";
import { fullDate } from "~/text/dates";
import { myText } from "~/text/my";
import { studyText } from "~/text/study";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { OwnCard, OwnCardStrip } from "./certificate";
import { MayEnforce } from "./enforcement";
import { readHome } from "./home.server";
import { Months } from "./months";
import { OtherStanding } from "./standings";
import { Todos } from "./todos";

export const meta = titled(myText, (t) => t.home);
export const handle = { main: "wrap home" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  return readHome(prisma, personId, new Date());
}

export type Home = Awaited<ReturnType<typeof loader>>;

export default function MyHome() {
  const home = useLoaderData<typeof loader>();
  const t = useText(myText);
  const study = useText(studyText);
  const locale = useLocale();
  const [main, ...others] = home.standings;
  const day = fullDate(home.today, locale);
  return (
    <>
      <PageHead title={t.headline(home.name, home.soon)} lede={t.lede([home.unitName, home.title, day])} />
      {home.certificate && <OwnCardStrip certificate={home.certificate} />}
      <div className="cols cols-main home-cols">
        <div className="stack-lg">
          <Section title={t.next} titleHidden>
            <Todos home={home} />
          </Section>
          {main && home.rules && (
            <StudyStanding
              standing={main}
              rules={home.rules}
              recordsHref="/my/study"
              records={home.records}
            />
          )}
          {!main && (
            <p className="quiet">
              {study.mine.noQuota} <a href="/my/study">{study.standing.all(home.records)}</a>
            </p>
          )}
          {others.map((standing) => (
            <OtherStanding key={standing.quotaId} standing={standing} />
          ))}
          {home.months.length > 0 && <Months months={home.months} today={home.today} />}
        </div>
        <aside className="stack" aria-label={t.aside}>
          <OwnCard certificate={home.certificate} />
          {home.enforcement && <MayEnforce enforcement={home.enforcement} />}
          <Panel title={t.file.panelTitle} end={<a href="/my/file">{t.file.view}</a>}>
            {t.file.panel}
          </Panel>
        </aside>
      </div>
    </>
  );
}

import { LinkButton } from "~/components/button";
import { filteredHref } from "~/components/filters";
import { Notice } from "~/components/notice";
import { Pager } from "~/components/pager";
import { RosterProblems } from "~/components/roster-rows";
import { Section } from "~/components/section";
import { problemsIn } from "~/components/sheet-problems";
import { Stats } from "~/components/stats";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { Failed, Head } from "./head";
import type { Data } from "./route";

export function Result({ found }: { found: Extract<Data, { kind: "result" }> }) {
  const { imports: t } = useText(personnelText);
  const more = useText(rosterText);
  const { acceptance, undoing, counts, refused, importId, search } = found;
  const rows = refused.rows.map(({ row, refusals }) => ({ row, shown: {}, problems: refusals }));
  return (
    <>
      <Head title={t.result} lede={t.resultLede(found.fileName, shortInstant(acceptance.acceptedAt))} />
      <div className="stack">
        {found.already && <Notice live>{t.already}</Notice>}
        {undoing && (
          <Notice tone="warn">{more.undone(undoing.people, shortInstant(undoing.undoneAt))}</Notice>
        )}
        <Failed refusals={found.failed} />
        <Stats
          items={[
            { key: "accepted", label: t.accepted, value: acceptance.accepted },
            { key: "created", label: t.created, value: counts.created },
            { key: "known", label: t.known, value: counts.known },
            { key: "refused", label: t.refused, value: acceptance.refused },
          ]}
        />
        <div className="acts">
          <LinkButton kind="primary" href="/people">
            {t.toPeople}
          </LinkButton>
          <LinkButton href="/people/imports/new">{t.another}</LinkButton>
          {!undoing && (
            <LinkButton kind="text" href={`/people/imports/${importId}/undoing`}>
              {more.undo}
            </LinkButton>
          )}
        </div>
      </div>
      {refused.total > 0 && (
        <Section
          id="bad"
          title={t.refusedTitle}
          meta={more.pages(refused.range[0] + 1, refused.range[1], refused.total)}
        >
          <RosterProblems label={t.refusedTitle} rows={problemsIn(rows)} />
          {refused.pages > 1 && (
            <Pager
              summary={more.pages(refused.range[0] + 1, refused.range[1], refused.total)}
              page={refused.page}
              pages={refused.pages}
              hrefOf={(n) => `${filteredHref(search, { bad: n, already: null })}#bad`}
            />
          )}
        </Section>
      )}
    </>
  );
}

import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { filteredHref } from "~/components/filters";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { Pager } from "~/components/pager";
import { RosterProblems, RosterReady } from "~/components/roster-rows";
import { Section } from "~/components/section";
import { problemsIn } from "~/components/sheet-problems";
import { Stats } from "~/components/stats";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { Failed, Head } from "./head";
import type { Data } from "./route";

type Found = Extract<Data, { kind: "preview" }>;

export function Preview({ found }: { found: Found }) {
  const { imports: t } = useText(personnelText);
  const more = useText(rosterText);
  const { counts, good, bad, search } = found;
  const pager = (part: "good" | "bad") => {
    const { page, pages, total, range } = found[part];
    return (
      pages > 1 && (
        <Pager
          summary={more.pages(range[0] + 1, range[1], total)}
          page={page}
          pages={pages}
          hrefOf={(n) => `${filteredHref(search, { [part]: n })}#${part}`}
        />
      )
    );
  };
  return (
    <>
      <Head title={t.preview} lede={t.previewLede(found.fileName)} />
      <div className="stack">
        <Failed refusals={found.failed} />
        <Stats
          items={[
            { key: "good", label: t.good, value: good.total, ...(good.total > 0 ? { href: "#good" } : {}) },
            { key: "new", label: t.goodNew, value: counts.new },
            { key: "joining", label: more.joining, value: counts.joining },
            { key: "known", label: t.goodKnown, value: counts.known + counts.differs },
            { key: "differs", label: more.differs, value: counts.differs },
            { key: "bad", label: t.bad, value: counts.bad, ...(counts.bad > 0 ? { href: "#bad" } : {}) },
          ]}
        />
        <Notes found={found} />
        <Acts found={found} />
      </div>
      {bad.total > 0 && (
        <Section id="bad" title={t.badTitle} meta={more.pages(bad.range[0] + 1, bad.range[1], bad.total)}>
          <RosterProblems label={t.badTitle} rows={problemsIn(bad.rows)} />
          {pager("bad")}
        </Section>
      )}
      {good.total > 0 && (
        <Section
          id="good"
          title={t.goodTitle}
          meta={more.pages(good.range[0] + 1, good.range[1], good.total)}
        >
          <RosterReady rows={good.rows} />
          {pager("good")}
        </Section>
      )}
    </>
  );
}

function Notes({ found }: { found: Found }) {
  const { imports: t } = useText(personnelText);
  const more = useText(rosterText);
  const others = found.others.map(({ name, hidden }) => `${name}${hidden ? more.hiddenMark : ""}`);
  return (
    <>
      {(found.ignored.length > 0 || found.chosen) && (
        <Notice act={<a href={`/people/imports/${found.importId}/columns`}>{more.changeColumns}</a>}>
          {found.chosen && `${more.remembered} `}
          {found.ignored.length > 0 && t.ignored(found.ignored.join(", "))}
        </Notice>
      )}
      {others.length > 0 && <Notice>{more.othersNotRead(others.join(", "))}</Notice>}
      {found.counts.differs > 0 && <Notice>{more.differsNote}</Notice>}
      {found.counts.bad > 0 && <Notice tone="warn">{t.fixFirst}</Notice>}
    </>
  );
}

function Acts({ found }: { found: Found }) {
  const { imports: t } = useText(personnelText);
  const more = useText(rosterText);
  const { counts, good, importId } = found;
  const acceptance = `/people/imports/${importId}/acceptance`;
  return (
    <>
      <div className="acts">
        {counts.bad === 0 ? (
          <ActForm action={acceptance} fields={{ mode: "all" }} kind="primary">
            {t.takeAll(good.total)}
          </ActForm>
        ) : (
          good.total > 0 && (
            <ActForm action={acceptance} fields={{ mode: "good-rows" }}>
              {t.takeGood(good.total)}
            </ActForm>
          )
        )}
        {counts.bad > 0 && found.mayDownload && (
          <LinkButton href={`/people/imports/${importId}/corrections`}>
            <Icon name="download" />
            {more.corrections}
          </LinkButton>
        )}
        <LinkButton href="/people/imports/new" kind={counts.bad > 0 ? "primary" : "text"}>
          {t.another}
        </LinkButton>
      </div>
      <p className="hint">
        {more.stale(shortInstant(found.checkedAt))}
        {counts.bad > 0 && ` ${found.mayDownload ? more.correctionsHint : more.onlyUploader}`}
      </p>
    </>
  );
}

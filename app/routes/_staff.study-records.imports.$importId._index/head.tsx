import { filteredHref } from "~/components/filters";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { Section } from "~/components/section";
import { problemsIn, SheetProblems } from "~/components/sheet-problems";
import { refusalIn } from "~/text/refusals";
import { rosterText } from "~/text/roster-imports";
import { studyText } from "~/text/study";
import { importsText } from "~/text/study-imports";
import { useLocale, useText } from "~/text/text";
import type { Data } from "./route";

export type Found = Exclude<Data, { kind: "running" }>;

export function Head({ title, lede }: { title: string; lede: string }) {
  return (
    <PageHead
      title={title}
      lede={lede}
      crumbs={[
        { text: useText(studyText).title, href: "/study-records" },
        { text: useText(importsText).title, href: "/study-records/imports" },
        { text: title },
      ]}
    />
  );
}

/** Why the last run came to nothing, or what an acceptance left. */
export function Said({ run }: { run: Found["run"] }) {
  const t = useText(importsText);
  const locale = useLocale();
  return (run?.refusals ?? []).map((refusal) => {
    const { sentence, cure } = refusalIn(locale, refusal);
    const isLeft = run?.kind === "acceptance" && refusal.facts.entries !== undefined;
    return (
      <Notice
        key={`${refusal.code} ${JSON.stringify(refusal.facts)}`}
        tone={isLeft ? "warn" : "stop"}
        title={isLeft ? t.left(Number(refusal.facts.entries), sentence) : t.failed(sentence)}
        live
      >
        {cure}
      </Notice>
    );
  });
}

/** The rows that were not good, a page at a time. */
export function BadRows({ data: { bad, search }, title }: { data: Found; title: string }) {
  const { columns } = useText(importsText);
  if (bad.total === 0) return null;
  return (
    <Section id="bad" title={title} meta={<Range part={bad} />}>
      <SheetProblems label={title} rows={problemsIn(bad.rows)} names={columns} />
      <Pages part={bad} name="bad" search={search} />
    </Section>
  );
}

type Part = { range: readonly number[]; total: number; page: number; pages: number };

export function Range({ part: { range, total } }: { part: Part }) {
  return <>{useText(rosterText).pages((range[0] ?? 0) + 1, range[1] ?? 0, total)}</>;
}

export function Pages({ part, name, search }: { part: Part; name: "bad" | "good"; search: string }) {
  if (part.pages === 1) return null;
  return (
    <Pager
      summary={<Range part={part} />}
      page={part.page}
      pages={part.pages}
      hrefOf={(n) => `${filteredHref(search, { [name]: n })}#${name}`}
    />
  );
}

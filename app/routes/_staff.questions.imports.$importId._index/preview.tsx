import { Button, LinkButton } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { filteredHref } from "~/components/filters";
import { ImportedQuestions } from "~/components/imported-questions";
import { Notice } from "~/components/notice";
import { Pager } from "~/components/pager";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { STANDINGS } from "~/questions/import-standing";
import { exchangeText } from "~/text/question-exchange";
import { formatText } from "~/text/question-formats";
import { useText } from "~/text/text";
import { Head, Problems } from "./head";
import type { Data } from "./route";

type Found = Extract<Data, { kind: "preview" }>;

/** Before anything is in the bank: what would be taken, what would not, and why. */
export function Preview({ data }: { data: Found }) {
  const t = useText(exchangeText);
  const { formats } = useText(formatText);
  const { found, shown, preview, page, pages, range } = data;
  const { counts, incomplete, unkept } = preview;
  const format = found.format.startsWith("qti") ? t.qti : formats[found.format];
  const show = (one: string | null) => `${filteredHref(data.search, { shown: one })}#questions`;
  const summary = preview.total > 0 ? t.pages(range[0] + 1, range[1], preview.total) : "";
  return (
    <>
      <Head data={data} title={t.preview} lede={t.previewLede(found.fileName, format)} />
      <div className="stack">
        <Stats
          items={[
            ...STANDINGS.filter((one) => one === "new" || counts[one] > 0).map((one) => ({
              key: one,
              label: t.stand[one],
              value: counts[one],
              ...(counts[one] > 0 ? { href: show(one) } : {}),
            })),
            {
              key: "incomplete",
              label: t.incomplete,
              value: incomplete,
              ...(incomplete > 0 ? { href: show("incomplete") } : {}),
            },
            {
              key: "problems",
              label: t.problems,
              value: found.refused,
              ...(found.refused > 0 ? { href: "#problems" } : {}),
            },
          ]}
        />
        {found.refused > 0 && <Notice tone="warn">{t.fixFirst}</Notice>}
        {unkept.category > 0 && <Notice>{t.unkeptCategory(unkept.category)}</Notice>}
        {unkept.marks > 0 && <Notice>{t.unkeptMarks(unkept.marks)}</Notice>}
        <Acceptance data={data} />
      </div>
      <Problems data={data} />
      <Section
        id="questions"
        title={shown === "incomplete" ? t.incomplete : shown ? t.stand[shown] : t.question}
        meta={summary}
        end={shown && <a href={show(null)}>{t.showAll}</a>}
      >
        <ImportedQuestions rows={preview.questions} label={t.question} />
        {pages > 1 && (
          <Pager
            summary={summary}
            page={page}
            pages={pages}
            hrefOf={(n) => `${filteredHref(data.search, { page: n })}#questions`}
          />
        )}
      </Section>
    </>
  );
}

function Acceptance({ data: { found, preview, bank } }: { data: Found }) {
  const t = useText(exchangeText);
  const { counts } = preview;
  const another = <LinkButton href={`/banks/${bank.bankId}/imports`}>{t.another}</LinkButton>;
  if (counts.new + counts.changed === 0)
    return (
      <>
        <Notice tone="warn">{t.nothingToTake}</Notice>
        <div className="acts">{another}</div>
      </>
    );
  return (
    <form method="post" action={`/questions/imports/${found.importId}/acceptance`} className="form max-w-2xl">
      {counts.changed > 0 && (
        <ChoicesField
          name="known"
          legend={t.known}
          options={[
            { value: "skip", text: t.knownSkip(counts.changed) },
            { value: "revise", text: t.knownRevise(counts.changed) },
          ]}
          chosen={["skip"]}
        />
      )}
      <div className="acts">
        <Button kind="primary">{counts.changed > 0 ? t.acceptGood : t.accept(counts.new)}</Button>
        {another}
      </div>
      <p className="hint">{t.rechecked}</p>
    </form>
  );
}

import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, dateOnFrom } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { lastOfCase, SlotHead, SlotOptions } from "~/components/question-slot";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { sampleOf } from "~/exams/sample.server";
import { newId } from "~/ids";
import { requireBlueprint } from "~/questions/blueprint-list.server";
import { blueprintsText } from "~/text/blueprints";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(blueprintsText, (t) => t.sampleTitle);

const SEED_MOST = 80;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "blueprint:read");
  const { blueprintId, title, newest } = await requireBlueprint(prisma, params.blueprintId);
  const now = new Date();
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const seed = (search.get("seed") ?? "").trim().slice(0, SEED_MOST);
  const asked = dateOnFrom(search.get("on") ?? "");
  const on = asked && asked <= today ? asked : today;
  // The address names the paper: opened again, or sent to somebody, it shows the same.
  if (seed === "" || asked !== on) {
    const query = new URLSearchParams({ seed: seed || newId().slice(-12), on });
    throw redirect(`/blueprints/${blueprintId}/sample?${query}`);
  }
  const sample = await sampleOf(prisma, newest.rules, seed, on, now);
  return { blueprintId, title, number: newest.number, seed, on, sample };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Sample = Extract<Page["sample"], { ok: true }>;

export default function SamplePage() {
  const { blueprintId, title, number, seed, on, sample } = useLoaderData<typeof loader>();
  const t = useText(blueprintsText);
  const { list } = useText(common);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={`${t.sampleTitle} · ${t.versionOf(number)}`}
        lede={t.sampleLede}
        crumbs={[
          { text: t.title, href: "/blueprints" },
          { text: title[locale], href: `/blueprints/${blueprintId}` },
          { text: t.sampleTitle },
        ]}
      />
      <form className="query">
        <TextField
          name="seed"
          label={t.seed}
          hint={t.seedHint}
          defaultValue={seed}
          small
          maxLength={SEED_MOST}
        />
        <input type="hidden" name="on" value={on} />
        <div className="acts">
          <Button small>{t.seedDraw}</Button>
          <LinkButton small href={`/blueprints/${blueprintId}/sample`}>
            {t.another}
          </LinkButton>
        </div>
      </form>
      {sample.ok ? (
        <div className="stack-lg">
          <p className="quiet">
            {[
              t.onDay(longDate(on, locale)),
              t.bankVersions(list(sample.banks.map(({ code, number: n }) => t.bankVersion(code, n)))),
              `${t.fullMark} ${t.marks(sample.paper.fullMark)}`,
            ].join(" · ")}
          </p>
          <Codes sample={sample} />
          <Paper sample={sample} />
        </div>
      ) : (
        <Refusal level={2} verdict={t.sampleRefused} reasons={reasonsFrom(locale, sample.refusals)} />
      )}
    </>
  );
}

/** For the officer: which question stands where. */
function Codes({ sample: { codes } }: { sample: Sample }) {
  const t = useText(blueprintsText);
  const { details } = useText(common);
  return (
    <Section title={t.codes} meta={t.codesHint}>
      <details>
        <summary>{details}</summary>
        <Table
          label={t.codes}
          columns={[
            { key: "slot", head: t.slot, heads: true, cell: (row) => t.question(row.number) },
            { key: "code", head: t.code, cell: (row) => row.code },
            { key: "bank", head: t.bank, cell: (row) => row.bank },
            {
              key: "row",
              head: t.rows,
              cell: (row) => (row.cell === null ? t.fixedTag : t.row(row.cell + 1)),
            },
          ]}
          rows={codes}
          keyOf={(row) => String(row.number)}
          compact
        />
      </details>
    </Section>
  );
}

/** The paper as candidates see it, one question under the other. */
function Paper({ sample: { paper } }: { sample: Sample }) {
  const t = useText(blueprintsText);
  const room = useText(examRoomText);
  return paper.sections.map((section) => (
    <Section
      key={section.type}
      title={room.types[section.type]}
      meta={`${t.questionsOf(section.questions)} · ${t.marks(section.marks)}`}
    >
      <div className="stack-lg">
        {paper.slots.slice(section.firstNumber - 1, section.lastNumber).map((slot) => (
          <article className="question" key={slot.number} aria-label={t.question(slot.number)}>
            <SlotHead slot={slot} total={paper.slots.length} groupEnd={lastOfCase(paper.slots, slot)} />
            <SlotOptions slot={slot} />
          </article>
        ))}
      </div>
    </Section>
  ));
}

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { ExportUnsaid, Hidden } from "~/components/export-unsaid";
import { PageHead } from "~/components/page-head";
import { exportAskedFrom } from "~/components/question-selection.server";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { formatNames } from "~/questions/formats/not-said";
import {
  findBankName,
  foreseeExport,
  lawsStanding,
  MOST_EXPORTED,
  selectedQuestions,
} from "~/questions/question-selection.server";
import { exchangeText } from "~/text/question-exchange";
import { formatText } from "~/text/question-formats";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(exchangeText, (t) => t.exportTitle);

const PAGE = 100;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "question:export");
  return foreseen(params.bankId, new URL(request.url).searchParams);
}

/** For questions ticked in a list: too many to stand in an address. Shows the same page, and changes nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  await requirePermission(request, "question:export");
  return foreseen(params.bankId, await request.formData());
}

async function foreseen(bankId: string | undefined, values: FormData | URLSearchParams) {
  const bank = isUuid(bankId) ? await findBankName(prisma, bankId) : null;
  if (!bank) throw new Response(null, { status: 404 });
  const { selection, format, page: asked } = exportAskedFrom(values);
  const ids = await selectedQuestions(prisma, bank.bankId, selection);
  const count = ids.length;
  const refused =
    count === 0
      ? refusal("export.nothing")
      : count > MOST_EXPORTED
        ? refusal("export.too-many", { most: MOST_EXPORTED })
        : null;
  const laws = await lawsStanding(prisma, bank.bankId);
  const shared = { bank, selection, format, count, refused, laws };
  if (!format || refused) return { ...shared, unsaid: null };
  const all = await foreseeExport(prisma, { questionVersionIds: ids, format });
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const page = Math.min(asked, pages);
  const leftOut = all.filter((one) => one.leftOut !== null).length;
  const lost = all.flatMap((one) => one.lost);
  const lostCounts = [...new Set(lost)].map((field) => ({
    field,
    count: lost.filter((one) => one === field).length,
  }));
  const rows = all.slice((page - 1) * PAGE, page * PAGE);
  return { ...shared, unsaid: { total: all.length, leftOut, lostCounts, page, pages, rows } };
}

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function BankExports() {
  const loaded = useLoaderData<typeof loader>();
  const found = useActionData<typeof action>() ?? loaded;
  const { bank, selection, format, count, refused } = found;
  const t = useText(exchangeText);
  const text = useText(questionsText);
  const { formats } = useText(formatText);
  const locale = useLocale();
  const title = bank.title[locale];
  const chosen = selection.ids !== undefined;
  return (
    <>
      <PageHead
        title={t.exportTitle}
        lede={t.exportLede(title)}
        crumbs={[
          { text: text.banks, href: "/banks" },
          { text: title, href: `/banks/${bank.bankId}` },
          { text: t.exportTitle },
        ]}
      />
      <form method={chosen ? "post" : "get"} className="form">
        {chosen ? <Hidden selection={selection} /> : <Filters found={found} />}
        <ChoicesField
          name="format"
          legend={t.format}
          options={formatNames.map((name) => ({ value: name, text: formats[name] }))}
          chosen={[format ?? "xlsx"]}
        />
        <div className="acts">
          <Button kind={format ? "plain" : "primary"}>{t.check}</Button>
          {chosen && <LinkButton href={`/banks/${bank.bankId}/exports`}>{t.wholeBank}</LinkButton>}
        </div>
      </form>
      <div className="stack">
        {!refused && <p>{chosen ? t.selection(count) : t.found(count)}</p>}
        {refused && <Refusal level={2} verdict={t.noFile} reasons={reasonsFrom(locale, [refused])} />}
        {found.unsaid && format && (
          <ExportUnsaid bankId={bank.bankId} {...{ selection, format, count }} unsaid={found.unsaid} />
        )}
      </div>
    </>
  );
}

function Filters({ found: { selection, laws } }: { found: Data }) {
  const t = useText(exchangeText);
  const text = useText(questionsText);
  const types = Object.entries(text.types).map(([value, name]) => ({ value, text: name }));
  const levels = [1, 2, 3, 4, 5].map((level) => ({ value: String(level), text: text.difficultyOf(level) }));
  return (
    <>
      <TextField label={t.keyword} name="q" defaultValue={selection.q} optional maxLength={60} />
      <SelectField
        label={t.type}
        name="type"
        empty={t.allTypes}
        choices={types}
        defaultValue={selection.type}
      />
      <SelectField
        label={t.law}
        name="law"
        empty={t.allLaws}
        choices={laws.map((law) => ({ value: law, text: law }))}
        defaultValue={selection.law}
      />
      <SelectField
        label={t.difficulty}
        name="difficulty"
        empty={t.allDifficulties}
        choices={levels}
        defaultValue={selection.difficulty?.toString()}
      />
    </>
  );
}

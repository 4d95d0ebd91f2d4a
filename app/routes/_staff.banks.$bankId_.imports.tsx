import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Field } from "~/components/field";
import { filteredHref } from "~/components/filters";
import { Icon } from "~/components/icon";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { QuestionImportsTable } from "~/components/question-imports-table";
import { Section } from "~/components/section";
import { SelectField } from "~/components/select-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { MOST_FILE_BYTES } from "~/questions/formats/formats.server";
import { formatNames } from "~/questions/formats/not-said";
import { type QuestionFileRead, readQuestionFile } from "~/questions/import-reading.server";
import { keepQuestionFile, questionImportHistory } from "~/questions/question-import.server";
import { findBankName } from "~/questions/question-selection.server";
import { exchangeText } from "~/text/question-exchange";
import { formatText } from "~/text/question-formats";
import { questionsText } from "~/text/questions";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

const PAGE = 20;
/** Twenty thousand questions are encrypted, written and told while the browser waits. */
const LONGEST_MS = 2 * 60_000;

export const meta = titled(exchangeText, (t) => t.importTitle);

async function requireBank({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "question:write");
  const bank = isUuid(params.bankId) ? await findBankName(prisma, params.bankId) : null;
  if (!bank) throw new Response(null, { status: 404 });
  return { actor, bank };
}

export async function loader(args: LoaderFunctionArgs) {
  const { bank } = await requireBank(args);
  const asked = new URL(args.request.url).searchParams.get("page");
  const page = Math.max(1, Math.min(10_000, Math.trunc(Number(asked)) || 1));
  const history = await questionImportHistory(prisma, { bankId: bank.bankId, page, pageSize: PAGE });
  return { bank, page, ...history };
}

export async function action(args: ActionFunctionArgs) {
  const now = new Date();
  const { actor, bank } = await requireBank(args);
  const locale = localeFrom(args.request);
  const upload = await uploadFrom(args.request, MOST_FILE_BYTES);
  const format = formatNames.find((name) => name === upload?.form.get("format")) ?? null;
  const read: QuestionFileRead = upload ? await readQuestionFile(upload.bytes, format) : tooLarge;
  if (!read.ok || !upload) {
    const { refusals, more } = read as QuestionFileRead & { ok: false };
    const rest =
      more > 0 ? [{ field: "file", message: textFor(exchangeText, locale).moreReasons(more) }] : [];
    const problems = [...problemsFrom(locale, refusals, () => "file"), ...rest];
    return data({ typed: { format: format ?? "" }, problems }, { status: 422 });
  }
  const { bytes, fileName } = upload;
  const file = { bankId: bank.bankId, fileName, bytes, read };
  const importId = await inTransaction(
    (tx) => keepQuestionFile(tx, file, actor.accountId, now),
    undefined,
    LONGEST_MS,
  );
  throw redirect(`/questions/imports/${importId}`, { status: 303 });
}

const tooLarge: QuestionFileRead = {
  ok: false,
  refusals: [refusal("format.too-large", { megabytes: MOST_FILE_BYTES / 1024 / 1024 })],
  more: 0,
};

export default function BankImports() {
  const { bank, imports, total, page } = useLoaderData<typeof loader>();
  const t = useText(exchangeText);
  const banks = useText(questionsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const title = bank.title[locale];
  return (
    <>
      <PageHead
        title={t.importTitle}
        lede={t.importLede(title)}
        crumbs={[
          { text: banks.banks, href: "/banks" },
          { text: title, href: `/banks/${bank.bankId}` },
          { text: t.importTitle },
        ]}
        acts={
          <LinkButton href="/questions/imports/template">
            <Icon name="download" />
            {t.template}
          </LinkButton>
        }
      />
      <UploadForm />
      <Section title={t.recent} end={<a href="/questions/imports">{t.historyLink}</a>}>
        {total === 0 ? (
          <p className="quiet">{t.recentNone}</p>
        ) : (
          <>
            <QuestionImportsTable imports={imports} label={t.recent} />
            <Pager
              summary={t.total(total)}
              page={page}
              pages={Math.max(1, Math.ceil(total / PAGE))}
              hrefOf={(n) => filteredHref(search, { page: n })}
            />
          </>
        )}
      </Section>
    </>
  );
}

function UploadForm() {
  const refused = useActionData<typeof action>();
  const t = useText(exchangeText);
  const { formats } = useText(formatText);
  const errors = errorsAt(refused?.problems, "file");
  // Versions of QTI are read alike, and told apart by the package itself.
  const choices = formatNames
    .filter((name) => name !== "qti30")
    .map((name) => ({ value: name, text: name === "qti22" ? t.qti : formats[name] }));
  return (
    <>
      {refused && <ErrorSummary problems={refused.problems} />}
      <form method="post" encType="multipart/form-data" className="form max-w-2xl" noValidate>
        <Field id="file" label={t.file} hint={t.fileHint} errors={errors}>
          <input
            id="file"
            name="file"
            type="file"
            accept=".xlsx,.csv,.txt,.gift,.xml,.zip"
            className="input"
            aria-invalid={errors ? true : undefined}
            aria-describedby="file-hint"
          />
        </Field>
        <SelectField
          name="format"
          label={t.format}
          hint={t.formatHint}
          empty={t.formatByContent}
          choices={choices}
          defaultValue={refused?.typed.format ?? ""}
        />
        <p className="hint">{t.templateHint}</p>
        <div className="acts">
          <Button kind="primary">{t.upload}</Button>
        </div>
      </form>
    </>
  );
}

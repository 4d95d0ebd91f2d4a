import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { QuestionImportsTable } from "~/components/question-imports-table";
import { SelectField } from "~/components/select-field";
import { prisma } from "~/db.server";
import { questionImportHistory } from "~/questions/question-import.server";
import { bankNames } from "~/questions/question-selection.server";
import { exchangeText } from "~/text/question-exchange";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

const PAGE = 30;

export const meta = titled(exchangeText, (t) => t.history);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  const search = new URL(request.url).searchParams;
  const banks = await bankNames(prisma);
  const bankId = banks.find((bank) => bank.bankId === search.get("bank"))?.bankId;
  const page = Math.max(1, Math.min(10_000, Math.trunc(Number(search.get("page"))) || 1));
  const history = await questionImportHistory(prisma, { bankId, page, pageSize: PAGE });
  return { banks, bankId: bankId ?? "", page, ...history };
}

export default function QuestionImports() {
  const { banks, bankId, page, imports, total } = useLoaderData<typeof loader>();
  const t = useText(exchangeText);
  const text = useText(questionsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  return (
    <>
      <PageHead
        title={t.history}
        lede={t.historyLede}
        crumbs={[{ text: text.banks, href: "/banks" }, { text: t.history }]}
      />
      <form className="query">
        <SelectField
          name="bank"
          label={t.bank}
          empty={t.allBanks}
          choices={banks.map((bank) => ({ value: bank.bankId, text: bank.title[locale] }))}
          defaultValue={bankId}
          small
        />
        <div className="acts">
          <Button small>{t.query}</Button>
        </div>
      </form>
      {imports.length === 0 ? (
        <Empty title={t.recentNone} />
      ) : (
        <div>
          <QuestionImportsTable imports={imports} label={t.history} bankShown />
          <Pager
            summary={t.total(total)}
            page={page}
            pages={Math.max(1, Math.ceil(total / PAGE))}
            hrefOf={(n) => filteredHref(search, { page: n })}
          />
        </div>
      )}
    </>
  );
}

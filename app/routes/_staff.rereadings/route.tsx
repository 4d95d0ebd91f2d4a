import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { ErrorSummary } from "~/components/error-summary";
import { filteredHref } from "~/components/filters";
import { ListBar } from "~/components/list-bar";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { COUNTED } from "~/paging";
import { questionsToExchange } from "~/questions/question-export.server";
import { pairFrom, pairKey, recordRereadings, unreadPage } from "~/questions/rereadings.server";
import { lawsText } from "~/text/laws";
import { listsText } from "~/text/lists";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";
import { choicesFor, filterFrom } from "./filter.server";
import { Filters } from "./filters";
import { useColumns } from "./question";

export const meta = titled(lawsText, (t) => t.rereading.title);

const LONGEST_NOTE = 500;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "law:read");
  const search = new URL(request.url).searchParams;
  const choices = await choicesFor(prisma, search);
  const [after, before] = [pairFrom(search.get("after")), pairFrom(search.get("before"))];
  const place = before ? { before } : after ? { after } : {};
  const { rows, ...page } = await unreadPage(prisma, filterFrom(choices), place);
  // Keys are for who may read a bank.
  const ids = can(actor, "bank:read") ? rows.map((row) => row.questionVersionId) : [];
  const questions = await questionsToExchange(prisma, ids);
  return {
    ...page,
    rows: rows.map((row, index) => ({ ...row, key: pairKey(row), question: questions[index] ?? null })),
    choices,
    today: chinaDateOf(new Date()),
    mayRead: can(actor, "question:review"),
    done: search.get("done") ?? "",
  };
}

/** Several at once, with one note. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "question:review");
  const now = new Date();
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const note = read.text("note", lawsText[locale].rereading.note, LONGEST_NOTE);
  const pairs = (typed.pair ?? "").split(",").flatMap((raw) => pairFrom(raw) ?? []);
  if (!note) return refusedForm(typed, read.problems);
  const answer = await inTransaction((tx) => recordRereadings(tx, { pairs, note }, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "pairs"),
    );
  const search = new URL(request.url).searchParams;
  throw redirect(`/rereadings${filteredHref(search, { done: answer.read })}`, { status: 303 });
}

export default function Rereadings() {
  const { rows, total, previous, next, mayRead, done, choices } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { title: laws, rereading: t } = useText(lawsText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(String(total));
  const isFiltered = choices.chosen.bank + choices.chosen.law + choices.chosen.amendment !== "";
  return (
    <>
      <PageHead
        title={t.title}
        lede={mayRead ? t.lede : `${t.lede}${t.forReviewers}`}
        crumbs={[{ text: laws, href: "/laws" }, { text: t.title }]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      {/^\d{1,5}$/.test(done) && (
        <Notice tone="ok" live title={done === "0" ? t.doneByOthers : t.done(done)} />
      )}
      <Filters choices={choices} />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      {rows.length === 0 ? (
        <Empty title={isFiltered ? t.emptyFiltered : t.empty}>{isFiltered ? null : t.emptyBody}</Empty>
      ) : (
        <>
          <List ticked={refused?.typed.pair} />
          <KeysetPager summary={count} search={search} before={previous} after={next} />
        </>
      )}
    </>
  );
}

/** With boxes to tick and one note for who may record that they stand. */
function List({ ticked = "" }: { ticked?: string }) {
  const { rows, mayRead, today } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lawsText).rereading;
  const columns = useColumns({ mayRead, today, ticked: ticked.split(",") });
  const table = <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.key} />;
  if (!mayRead) return table;
  return (
    <form method="post" className="stack-lg" id="pairs">
      {table}
      <div className="form">
        <TextField
          name="note"
          label={t.note}
          hint={t.noteHint}
          errors={errorsAt(refused?.problems, "note")}
          defaultValue={refused?.typed.note}
          autoComplete="off"
        />
        <div className="acts">
          <span className="hint">{t.hint}</span>
          <Button kind="primary">{t.submit}</Button>
        </div>
      </div>
    </form>
  );
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { QUESTION_TYPES } from "~/questions/blueprint";
import type { Title } from "~/questions/blueprints.server";
import { emptyContent } from "~/questions/draft-content";
import { codesTaken, openDrafts } from "~/questions/drafts.server";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(authoringText, (t) => t.new.title);

const LONGEST_CODE = 100;

async function bankChoices() {
  const banks = await prisma.questionBank.findMany({
    orderBy: { code: "asc" },
    select: { id: true, title: true },
  });
  return banks.map(({ id, title }) => ({ value: id, title: title as Title }));
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  const search = new URL(request.url).searchParams;
  return { banks: await bankChoices(), bank: search.get("bank") ?? "", type: search.get("type") ?? "" };
}

/** An empty draft, and on to its editor. */
export async function action({ request }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "question:write");
  const now = new Date();
  const locale = localeFrom(request);
  const t = authoringText[locale].new;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const banks = await bankChoices();
  const bankId = read.choice(
    "bank",
    t.bank,
    banks.map(({ value }) => value),
  );
  const type = read.choice("type", t.type, QUESTION_TYPES);
  const code = read.optionalText("code", t.code, LONGEST_CODE);
  if (read.problems.length > 0 || !bankId || !type) return refusedForm(typed, read.problems);
  const content = { ...emptyContent(type), code };
  const draftId = await inTransaction(async (tx) => {
    const taken = code === null ? [] : await codesTaken(tx, bankId, [code]);
    if (taken.length > 0) return null;
    const [opened] = await openDrafts(tx, { bankId, importId: null, contents: [content] }, accountId, now);
    return opened!.draftId;
  });
  if (draftId) throw redirect(`/questions/drafts/${draftId}`, { status: 303 });
  return refusedForm(
    typed,
    problemsFrom(locale, [refusal("question.code-taken", { code })], () => "code"),
  );
}

export default function NewQuestion() {
  const { banks, bank, type } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(authoringText);
  const { types } = useText(questionsText);
  const locale = useLocale();
  return (
    <ActPage
      title={t.new.title}
      lede={t.new.lede}
      crumbs={[{ text: t.title, href: "/questions" }]}
      back="/questions"
      problems={refused?.problems}
      submit={t.new.submit}
    >
      <ActFields
        refused={refused}
        fields={[
          {
            kind: "choice",
            name: "bank",
            label: t.new.bank,
            empty: t.draft.anyDifficulty,
            choices: banks.map(({ value, title }) => ({ value, text: title[locale] })),
            value: bank,
          },
          {
            kind: "choice",
            name: "type",
            label: t.new.type,
            empty: t.draft.anyDifficulty,
            choices: QUESTION_TYPES.map((value) => ({ value, text: types[value] })),
            value: type,
          },
          { kind: "text", name: "code", label: t.new.code, hint: t.new.codeHint, optional: true },
        ]}
      />
    </ActPage>
  );
}

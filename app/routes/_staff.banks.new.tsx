import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { BANK_KINDS } from "~/questions/bank-kinds";
import { createBank } from "~/questions/own-banks.server";
import { fieldChoices, fieldCodes } from "~/text/fields";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(authoringText, (t) => t.bankNew.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "bank:create");
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const { accountId } = await requirePermission(request, "bank:create");
  const now = new Date();
  const locale = localeFrom(request);
  const t = authoringText[locale].bankNew;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const name = read.text("name", t.name, 60);
  const nameEn = read.optionalText("nameEn", t.nameEn, 60);
  const code = read.text("code", t.code, 40);
  const kind = read.choice("kind", t.kind, BANK_KINDS);
  const field = read.optionalChoice("field", fieldCodes) ?? null;
  if (read.problems.length > 0 || !name || !code || !kind) return refusedForm(typed, read.problems);
  const bank = { code, title: { "zh-CN": name, en: nameEn ?? name }, kind, field };
  const made = await inTransaction((tx) => createBank(tx, bank, accountId, now));
  if (made.ok) throw redirect(`/banks/${made.bankId}?done=created`, { status: 303 });
  const fieldOf = (about: string) =>
    about.includes("title") ? "name" : about.includes("field") ? "field" : "code";
  return refusedForm(typed, problemsFrom(locale, made.refusals, fieldOf));
}

export default function NewBank() {
  const refused = useActionData<typeof action>();
  const t = useText(authoringText).bankNew;
  const words = useText(questionsText);
  const locale = useLocale();
  return (
    <ActPage
      title={t.title}
      lede={t.lede}
      crumbs={[{ text: words.banks, href: "/banks" }]}
      back="/banks"
      problems={refused?.problems}
      submit={t.submit}
    >
      <ActFields
        refused={refused}
        fields={[
          { kind: "text", name: "name", label: t.name },
          { kind: "text", name: "nameEn", label: t.nameEn, hint: t.nameEnHint, optional: true },
          { kind: "text", name: "code", label: t.code, hint: t.codeHint },
          {
            kind: "choice",
            name: "kind",
            label: t.kind,
            empty: t.anyField,
            choices: BANK_KINDS.map((value) => ({ value, text: words.kinds[value] ?? value })),
          },
          {
            kind: "choice",
            name: "field",
            label: t.field,
            empty: t.anyField,
            optional: true,
            choices: fieldChoices(locale),
          },
        ]}
      />
    </ActPage>
  );
}

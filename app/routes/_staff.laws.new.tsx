import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { useVersionFields } from "~/components/law-version-fields";
import { lawFieldOf, versionFrom } from "~/components/law-version-typed.server";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { lawNameFrom } from "~/questions/law";
import { registerLaw } from "~/questions/laws.server";
import { lawsText } from "~/text/laws";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawsText, (t) => t.register);

const LONGEST = 60;

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "law:amend");
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "law:amend");
  const now = new Date();
  const locale = localeFrom(request);
  const t = lawsText[locale];
  const form = typedFrom(await request.formData());
  const typed = { ...form, name: lawNameFrom(form.name ?? ""), title: lawNameFrom(form.title ?? "") };
  const read = readerOf(typed, locale);
  const name = read.text("name", t.name, LONGEST);
  const title = read.text("title", t.fullTitle, LONGEST * 2);
  const { version, effectiveOn, articles, source } = versionFrom(read, locale);
  if (!name || !title || !version || !effectiveOn || !articles || read.problems.length > 0)
    return refusedForm(typed, read.problems);
  const law = { name, title, version, effectiveOn, articles, source };
  const answer = await inTransaction((tx) => registerLaw(tx, law, actor.accountId, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, answer.refusals, lawFieldOf));
  throw redirect(`/laws/${answer.lawId}?done=registered`, { status: 303 });
}

export default function NewLaw() {
  const refused = useActionData<typeof action>();
  const t = useText(lawsText);
  const version = useVersionFields();
  return (
    <ActPage
      title={t.register}
      lede={t.registerLede}
      crumbs={[{ text: t.title, href: "/laws" }]}
      back="/laws"
      problems={refused?.problems}
      submit={t.register}
    >
      <ActFields
        refused={refused}
        fields={[
          { kind: "text", name: "name", label: t.name, hint: t.nameHint },
          { kind: "text", name: "title", label: t.fullTitle },
          ...version,
        ]}
      />
    </ActPage>
  );
}

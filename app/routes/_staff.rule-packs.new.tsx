import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { openDraft } from "~/rulebook/drafts.server";
import { listPacks } from "~/rulebook/packs.server";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.newPack);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "rule-pack:draft");
  const packs = await listPacks(prisma);
  return { packs: packs.map(({ code, title }) => ({ code, title: title["zh-CN"] ?? code })) };
}

const fieldOf = (code: string) =>
  code === "pack.unknown" ? "from" : code === "pack.title-missing" ? "title" : "code";

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "rule-pack:draft");
  const typed = typedFrom(await request.formData());
  const { from = "", code = "", title = "" } = typed;
  const answer = await inTransaction((tx) =>
    openDraft(tx, { from, as: { code, title } }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/rule-packs/drafts/${answer.draftId}`, { status: 303 });
  return data(
    { typed, problems: problemsFrom(localeFrom(request), answer.refusals, fieldOf) },
    { status: 422 },
  );
}

export default function NewPack() {
  const { packs } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const { title } = useText(rulebookText);
  const locale = useLocale();
  const at = (name: string) => ({
    name,
    errors: errorsAt(refused?.problems, name),
    defaultValue: refused?.typed[name],
  });
  return (
    <ActPage
      title={t.newPack}
      lede={t.newPackLede}
      crumbs={[{ text: title, href: "/rule-packs" }]}
      back="/rule-packs"
      problems={refused?.problems}
      submit={t.openNew}
    >
      <SelectField
        {...at("from")}
        label={t.from}
        choices={packs.map(({ code, title: own }) => ({ value: code, text: packTitle(locale, code, own) }))}
      />
      <TextField {...at("code")} label={t.code} hint={t.codeHint} autoCapitalize="none" autoComplete="off" />
      <TextField {...at("title")} label={t.packTitle} autoComplete="off" />
    </ActPage>
  );
}

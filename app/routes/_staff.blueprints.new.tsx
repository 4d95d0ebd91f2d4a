import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { BlueprintFields, TryOnEnter } from "~/components/blueprint-form";
import { BlueprintTrial } from "~/components/blueprint-trial";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { sentBlueprint, stepOf } from "~/exams/blueprint-form.server";
import { blueprintChoices, fieldOfRule } from "~/questions/blueprint-choices.server";
import { createBlueprint } from "~/questions/blueprint-versions.server";
import { blankBlueprint } from "~/questions/typed-blueprint";
import { blueprintsText } from "~/text/blueprints";
import { common } from "~/text/common";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(blueprintsText, (t) => t.add);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "blueprint:write");
  return { choices: await blueprintChoices(prisma) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "blueprint:write");
  const now = new Date();
  const locale = localeFrom(request);
  const form = await request.formData();
  const heading = headingFrom(form);
  const step = stepOf(request);
  const sent = await sentBlueprint(prisma, form, step, null, now);
  const { typed, rules, trial } = sent;
  const problems = [
    ...sent.problems.flatMap(({ field, refusal }) => problemsFrom(locale, [refusal], () => field)),
    ...problemsFrom(locale, sent.refusals, fieldOfRule),
  ];
  const cells = rules?.cells ?? [];
  if (!rules || step !== null)
    return data({ heading, typed, problems, cells, trial }, { status: problems.length > 0 ? 422 : 200 });
  const title = { "zh-CN": heading.title, en: heading.titleEn };
  const answer = await inTransaction((tx) =>
    createBlueprint(tx, { code: heading.code, title, rules }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/blueprints/${answer.blueprintId}?done=created`, { status: 303 });
  const refused = problemsFrom(locale, answer.refusals, fieldOfRule);
  return data({ heading, typed, problems: refused, cells, trial }, { status: 422 });
}

function headingFrom(form: FormData) {
  const at = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 200);
  return { code: at("code"), title: at("title"), titleEn: at("titleEn") };
}

export default function NewBlueprint() {
  const { choices } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const t = useText(blueprintsText);
  const { cancel } = useText(common);
  const problems = sent?.problems ?? [];
  const at = (name: "code" | "title" | "titleEn") => ({
    name,
    defaultValue: sent?.heading[name],
    errors: errorsAt(problems, name),
    autoComplete: "off",
  });
  return (
    <>
      <PageHead
        title={t.add}
        lede={t.newLede}
        crumbs={[{ text: t.title, href: "/blueprints" }, { text: t.add }]}
      />
      <ErrorSummary problems={problems} />
      <form method="post" className="form" noValidate>
        <TryOnEnter />
        <TextField {...at("title")} label={t.name} />
        <TextField {...at("titleEn")} label={t.nameEn} hint={t.nameEnHint} optional />
        <TextField {...at("code")} label={t.code} hint={t.codeHint} autoCapitalize="none" />
        <BlueprintFields typed={sent?.typed ?? blankBlueprint()} choices={choices} problems={problems} />
        {sent?.trial && <BlueprintTrial cells={sent.cells} trial={sent.trial} live />}
        <div className="acts">
          <LinkButton href="/blueprints" kind="text">
            {cancel}
          </LinkButton>
          <Button formAction="?step=check#trial">{t.check}</Button>
          <Button kind="primary" formAction="/blueprints/new">
            {t.create}
          </Button>
        </div>
      </form>
    </>
  );
}

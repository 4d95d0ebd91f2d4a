import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActPage } from "~/components/act-page";
import { TextField } from "~/components/text-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { requireBlueprint } from "~/questions/blueprint-list.server";
import { retitleBlueprint } from "~/questions/blueprint-versions.server";
import { blueprintsText } from "~/text/blueprints";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(blueprintsText, (t) => t.retitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "blueprint:write");
  const { blueprintId, title } = await requireBlueprint(prisma, params.blueprintId);
  return { blueprintId, title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "blueprint:write");
  const { blueprintId, title: stands } = await requireBlueprint(prisma, params.blueprintId);
  const typed = typedFrom(await request.formData());
  const title = { "zh-CN": typed.title ?? "", en: typed.titleEn ?? "" };
  const seen = { "zh-CN": typed.seen ?? "", en: typed.seenEn ?? "" };
  const answer = await inTransaction((tx) =>
    retitleBlueprint(tx, { blueprintId, title, seen }, actor.accountId, new Date()),
  );
  if (answer.ok) throw redirect(`/blueprints/${blueprintId}?done=retitled`, { status: 303 });
  const problems = problemsFrom(localeFrom(request), answer.refusals, () => "title");
  // Having been shown the other title, whoever saves again means it.
  return data({ typed, stands, problems }, { status: 422 });
}

export default function Retitle() {
  const { blueprintId, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(blueprintsText);
  const locale = useLocale();
  const back = `/blueprints/${blueprintId}`;
  const seen = refused?.stands ?? title;
  const errors = errorsAt(refused?.problems, "title");
  return (
    <ActPage
      title={t.retitle}
      crumbs={[
        { text: t.title, href: "/blueprints" },
        { text: title[locale], href: back },
      ]}
      back={back}
      problems={refused?.problems}
      submit={t.retitle}
    >
      <input type="hidden" name="seen" value={seen["zh-CN"]} />
      <input type="hidden" name="seenEn" value={seen.en} />
      <TextField
        name="title"
        label={t.name}
        defaultValue={refused?.typed.title ?? title["zh-CN"]}
        errors={errors}
      />
      <TextField
        name="titleEn"
        label={t.nameEn}
        hint={t.nameEnHint}
        defaultValue={refused?.typed.titleEn ?? title.en}
        optional
      />
    </ActPage>
  );
}

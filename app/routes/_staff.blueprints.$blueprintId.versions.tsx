import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { BlueprintDifferences } from "~/components/blueprint-differences";
import { BlueprintFields, TryOnEnter } from "~/components/blueprint-form";
import { BlueprintTrial } from "~/components/blueprint-trial";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { sentBlueprint, stepOf } from "~/exams/blueprint-form.server";
import { trialOf } from "~/exams/trial.server";
import { blueprintChoices, fieldOfRule } from "~/questions/blueprint-choices.server";
import { blueprintDifference } from "~/questions/blueprint-difference";
import { type BlueprintFound, requireBlueprint } from "~/questions/blueprint-list.server";
import { changeBlueprint } from "~/questions/blueprint-versions.server";
import { typedOf } from "~/questions/typed-blueprint";
import { blueprintsText } from "~/text/blueprints";
import { common } from "~/text/common";
import { localeFrom, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(blueprintsText, (t) => t.editTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "blueprint:write");
  const { blueprintId, title, newest, isWithdrawn } = await requireBlueprint(prisma, params.blueprintId);
  if (isWithdrawn) throw redirect(`/blueprints/${blueprintId}`);
  return {
    ...{ blueprintId, title, seen: newest.number },
    typed: typedOf(newest.rules),
    cells: newest.rules.cells,
    trial: await trialOf(prisma, newest.rules, new Date()),
    choices: await blueprintChoices(prisma),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "blueprint:write");
  const now = new Date();
  const locale = localeFrom(request);
  const found = await requireBlueprint(prisma, params.blueprintId);
  const { blueprintId } = found;
  const form = await request.formData();
  const seen = Number(form.get("seen")) || 0;
  const step = stepOf(request);
  const sent = await sentBlueprint(prisma, form, step, found.newest.rules, now);
  const { typed, rules, trial } = sent;
  const problems = [
    ...sent.problems.flatMap(({ field, refusal }) => problemsFrom(locale, [refusal], () => field)),
    ...problemsFrom(locale, sent.refusals, fieldOfRule),
  ];
  const shown = { typed, seen, cells: rules?.cells ?? [], trial, meanwhile: null };
  if (!rules || step !== null)
    return data({ ...shown, problems }, { status: problems.length > 0 ? 422 : 200 });
  const answer = await inTransaction((tx) =>
    changeBlueprint(tx, { blueprintId, seen, rules }, actor.accountId, now),
  );
  if (answer.ok) throw redirect(`/blueprints/${blueprintId}?done=saved`, { status: 303 });
  const others = answer.refusals.filter(({ code }) => code !== "blueprint.changed-meanwhile");
  const meanwhile = others.length < answer.refusals.length ? await meanwhileIn(blueprintId, seen) : null;
  return data(
    {
      ...shown,
      // Having been shown what another changed, whoever saves again means it.
      seen: meanwhile?.number ?? seen,
      meanwhile,
      problems: problemsFrom(locale, others, fieldOfRule),
    },
    { status: 422 },
  );
}

/** What others changed since the version a form was filled from, as it stands now that saving was refused. */
async function meanwhileIn(blueprintId: string, seen: number) {
  const { versions, newest }: BlueprintFound = await requireBlueprint(prisma, blueprintId);
  const base = versions.find(({ number }) => number === seen) ?? versions.at(-1)!;
  return { number: newest.number, changes: blueprintDifference(base.rules, newest.rules) };
}

export default function ChangeBlueprint() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const t = useText(blueprintsText);
  const { cancel } = useText(common);
  const locale = useLocale();
  const problems = sent?.problems ?? [];
  const back = `/blueprints/${page.blueprintId}`;
  const { cells, trial } = sent ?? page;
  return (
    <>
      <PageHead
        title={t.editTitle}
        lede={t.editLede}
        crumbs={[
          { text: t.title, href: "/blueprints" },
          { text: page.title[locale], href: back },
          { text: t.editTitle },
        ]}
      />
      <ErrorSummary problems={problems} />
      {sent?.meanwhile && (
        <div className="mb-6">
          <Notice tone="warn" live title={t.meanwhile(sent.meanwhile.number)}>
            {t.meanwhileHint}
            <BlueprintDifferences changes={sent.meanwhile.changes} />
          </Notice>
        </div>
      )}
      <form method="post" className="form" noValidate>
        <TryOnEnter />
        <input type="hidden" name="seen" value={sent?.seen ?? page.seen} />
        <BlueprintFields typed={sent?.typed ?? page.typed} choices={page.choices} problems={problems} />
        {trial && <BlueprintTrial cells={cells} trial={trial} live={sent !== undefined} />}
        <div className="acts">
          <LinkButton href={back} kind="text">
            {cancel}
          </LinkButton>
          <Button formAction="?step=check#trial">{t.check}</Button>
          <Button kind="primary" formAction={`${back}/versions`}>
            {t.save}
          </Button>
        </div>
      </form>
    </>
  );
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { useVersionFields } from "~/components/law-version-fields";
import { lawFieldOf, versionFrom } from "~/components/law-version-typed.server";
import { TextAreaField } from "~/components/text-area-field";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { touchedFrom } from "~/questions/amendment";
import { recordAmendment } from "~/questions/amendments.server";
import { isUnexplained, standingVersions } from "~/questions/law";
import { lawFrom } from "~/questions/law-page.server";
import { lawsText } from "~/text/laws";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusalsOf } from "~/verdict";

export const meta = titled(lawsText, (t) => t.amend);

const TOUCHES = ["articles", "whole"] as const;
const LONGEST_LIST = 2_000;
const LONGEST_NOTE = 500;

/** `version` names one that came with the program and waits to be explained: what is known of it is filled in. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "law:amend");
  const law = await lawFrom(params);
  const asked = new URL(request.url).searchParams.get("version");
  const known = law.versions.find((one) => one.version === asked && isUnexplained(one, law));
  const standing = standingVersions(law);
  const before = known ? standing.findLast(({ version }) => version < known.version) : standing.at(-1);
  return {
    lawId: law.lawId,
    name: law.name,
    articlesBefore: before?.articles ?? null,
    known: known && {
      version: known.version,
      effectiveOn: known.effectiveOn,
      articles: String(known.articles),
    },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "law:amend");
  const now = new Date();
  const { lawId } = await lawFrom(params);
  const locale = localeFrom(request);
  const t = lawsText[locale];
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const { version, effectiveOn, articles, source } = versionFrom(read, locale);
  const touches = read.choice("touches", t.touches, TOUCHES);
  const listed = read.optionalText("listed", t.listed, LONGEST_LIST) ?? "";
  const note = read.optionalText("note", t.note, LONGEST_NOTE);
  const touched = { whole: touches === "whole", listed };
  if (!version || !effectiveOn || !articles || !touches || read.problems.length > 0) {
    // What is wrong with the articles is told at once, although the version cannot be judged yet.
    const isRead = touches !== null && !read.problems.some(({ field }) => field === "listed");
    const wrong = isRead ? touchedFrom(touched, undefined) : ({ ok: true } as const);
    const refusals = wrong.ok ? [] : wrong.refusals;
    return refusedForm(typed, [...read.problems, ...problemsFrom(locale, refusals, lawFieldOf)]);
  }
  const entered = { lawId, version, effectiveOn, articles, source, note, ...touched };
  const answer = await inTransaction((tx) => recordAmendment(tx, entered, actor.accountId, now));
  if (!answer.ok) return refusedForm(typed, problemsFrom(locale, refusalsOf(answer), lawFieldOf));
  throw redirect(`/laws/amendments/${answer.amendmentId}?done=amended`, { status: 303 });
}

export default function NewAmendment() {
  const { lawId, name, articlesBefore, known } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lawsText);
  const version = useVersionFields(known);
  const typed = refused?.typed;
  return (
    <ActPage
      title={t.amendTitle(name)}
      lede={t.amendLede}
      crumbs={[
        { text: t.title, href: "/laws" },
        { text: name, href: `/laws/${lawId}` },
      ]}
      back={`/laws/${lawId}`}
      problems={refused?.problems}
      submit={t.submitAmendment}
    >
      <ActFields refused={refused} fields={version} />
      <ChoicesField
        name="touches"
        legend={t.touches}
        errors={errorsAt(refused?.problems, "touches")}
        chosen={[typed?.touches ?? "articles"]}
        options={[
          { value: "articles", text: t.touchesArticles },
          { value: "whole", text: t.touchesWhole, hint: t.touchesWholeHint },
        ]}
      />
      <TextAreaField
        name="listed"
        label={t.listed}
        hint={articlesBefore === null ? t.listedHintPlain : t.listedHint(articlesBefore)}
        rows={3}
        errors={errorsAt(refused?.problems, "listed")}
        defaultValue={typed?.listed}
      />
      <ActFields
        refused={refused}
        fields={[{ kind: "text", name: "note", label: t.note, hint: t.noteHint, optional: true }]}
      />
    </ActPage>
  );
}

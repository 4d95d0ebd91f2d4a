import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { ActFields } from "~/components/act-fields";
import { ActPage } from "~/components/act-page";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { recordAbolition } from "~/questions/amendments.server";
import { lawFrom } from "~/questions/law-page.server";
import { lawsText } from "~/text/laws";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawsText, (t) => t.abolish);

const LONGEST_NOTE = 500;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "law:amend");
  const { lawId, name } = await lawFrom(params);
  return { lawId, name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "law:amend");
  const now = new Date();
  const { lawId } = await lawFrom(params);
  const locale = localeFrom(request);
  const t = lawsText[locale];
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const effectiveOn = read.date("effectiveOn", t.abolishedFrom);
  const note = read.text("note", t.abolishNote, LONGEST_NOTE);
  if (!effectiveOn || !note) return refusedForm(typed, read.problems);
  const abolition = { lawId, effectiveOn, note };
  const answer = await inTransaction((tx) => recordAbolition(tx, abolition, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "effectiveOn"),
    );
  throw redirect(`/laws/amendments/${answer.amendmentId}?done=abolished`, { status: 303 });
}

export default function Abolition() {
  const { lawId, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lawsText);
  return (
    <ActPage
      title={t.abolishTitle(name)}
      lede={t.abolishLede}
      crumbs={[
        { text: t.title, href: "/laws" },
        { text: name, href: `/laws/${lawId}` },
      ]}
      back={`/laws/${lawId}`}
      problems={refused?.problems}
      submit={t.submitAbolition}
      stop
    >
      <ActFields
        refused={refused}
        fields={[
          { kind: "date", name: "effectiveOn", label: t.abolishedFrom, hint: t.abolishedFromHint },
          { kind: "text", name: "note", label: t.abolishNote, hint: t.abolishNoteHint },
        ]}
      />
    </ActPage>
  );
}

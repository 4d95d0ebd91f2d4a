import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ActField } from "~/components/act-fields";
import { PersonActPage } from "~/components/person-act";
import { problemsFrom, readerOf, refusedForm, typedFrom } from "~/components/typed-form.server";
import { inTransaction } from "~/db.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { recordStudyCategory } from "~/personnel/record.server";
import { STUDY_GROUP_WORDS } from "~/rulebook/words";
import { personnelText } from "~/text/personnel";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.acts["study-categories"].title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor: _, ...person } = await requirePersonInScope(
    request,
    params.personId,
    "person:write",
    new Date(),
  );
  return { person };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:write", now);
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).form;
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const category = read.choice("category", t.category, STUDY_GROUP_WORDS);
  const fromOn = read.date("fromOn", t.effectiveOn);
  if (!category || !fromOn) return refusedForm(typed, read.problems);
  const wanted = { personId, category, fromOn };
  const answer = await inTransaction((tx) => recordStudyCategory(tx, wanted, actor.accountId, now));
  if (!answer.ok)
    return refusedForm(
      typed,
      problemsFrom(locale, answer.refusals, () => "fromOn"),
    );
  throw redirect(`/people/${personId}?done=study-categories`, { status: 303 });
}

export default function StudyCategories() {
  const { person } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { form: t, categories } = useText(personnelText);
  const fields: ActField[] = [
    {
      kind: "choice",
      name: "category",
      label: t.category,
      choices: STUDY_GROUP_WORDS.map((value) => ({ value, text: categories[value] })),
      empty: t.choose,
    },
    { kind: "date", name: "fromOn", label: t.effectiveOn },
  ];
  return <PersonActPage act="study-categories" person={person} fields={fields} refused={refused} />;
}

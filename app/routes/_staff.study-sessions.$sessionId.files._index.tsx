import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Field } from "~/components/field";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { SelectField } from "~/components/select-field";
import { errorsAt } from "~/components/typed-form";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { uploadsFrom } from "~/components/upload.server";
import { inTransaction } from "~/db.server";
import { MOST_FILE_BYTES, MOST_FILES, tooLarge } from "~/study/evidence-file";
import { addFiles } from "~/study/session-files.server";
import { requireSession } from "~/study/session-page.server";
import { SESSION_FILE_KINDS } from "~/study/session-state";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studySessionsText, (t) => t.files.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await requireSession(request, params, "study-session:record", new Date());
  return { sessionId: session.sessionId, title: session.title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, session } = await requireSession(request, params, "study-session:record", now);
  const { sessionId } = session;
  const locale = localeFrom(request);
  const t = textFor(studySessionsText, locale).files;
  const bounds = { mostBytes: 2 * MOST_FILE_BYTES, mostFiles: MOST_FILES };
  const { form, uploads, isTooLarge } = await uploadsFrom(request, bounds);
  const typed = typedFrom(form);
  const read = readerOf(typed, locale);
  if (isTooLarge) return data({ typed, problems: [], refusals: [tooLarge()] }, { status: 422 });
  const kind = read.choice("kind", t.kind, SESSION_FILE_KINDS);
  if (uploads.length === 0) read.against("file", t.noFile);
  if (!kind || read.problems.length > 0)
    return data({ typed, problems: read.problems, refusals: [] }, { status: 422 });
  const refusals = await inTransaction((tx) =>
    addFiles(tx, { sessionId, kind, uploads }, actor.accountId, now),
  );
  if (refusals.length === 0) throw redirect(`/study-sessions/${sessionId}?done=files`, { status: 303 });
  return data({ typed, problems: [], refusals }, { status: 422 });
}

export default function AddFiles() {
  const { sessionId, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studySessionsText);
  const { evidenceKinds } = useText(studyText);
  const locale = useLocale();
  const back = `/study-sessions/${sessionId}`;
  return (
    <>
      <PageHead
        title={t.files.title}
        lede={t.files.lede}
        crumbs={[
          { text: t.title, href: "/study-sessions" },
          { text: title, href: back },
          { text: t.files.title },
        ]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      {refused && refused.refusals.length > 0 && (
        <Refusal level={2} verdict={t.files.someRefused} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      <form method="post" encType="multipart/form-data" className="form max-w-[46rem]" noValidate>
        <SelectField
          label={t.files.kind}
          name="kind"
          empty={t.files.chooseKind}
          choices={SESSION_FILE_KINDS.map((value) => ({ value, text: evidenceKinds[value] }))}
          defaultValue={refused?.typed.kind ?? ""}
          errors={errorsAt(refused?.problems, "kind")}
        />
        <Field
          id="file"
          label={t.files.file}
          hint={t.files.fileHint}
          errors={errorsAt(refused?.problems, "file")}
        >
          <input
            id="file"
            name="file"
            type="file"
            multiple
            accept="image/jpeg,image/png,application/pdf"
            className="input"
            aria-describedby="file-hint"
          />
        </Field>
        <div className="acts">
          <LinkButton href={back} kind="text">
            {t.back}
          </LinkButton>
          <Button kind="primary">{t.files.submit}</Button>
        </div>
      </form>
    </>
  );
}

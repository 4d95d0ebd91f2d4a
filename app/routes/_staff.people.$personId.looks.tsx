import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { giveLookReason } from "~/casework/file-looks.server";
import { LOOK_REASONS } from "~/casework/look-reason";
import { Button, LinkButton } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { looksText } from "~/text/looks";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(looksText, (t) => t.title);

const LONGEST_NOTE = 200;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId, name, maskedNumber } = await requirePersonInScope(
    request,
    params.personId,
    "person:read-file",
    new Date(),
  );
  return { personId, name, maskedNumber };
}

type Field = "reason" | "note";

/** Keeps why, then opens the file as it was asked for: the question stays in the address. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, personId } = await requirePersonInScope(request, params.personId, "person:read-file", now);
  const form = await request.formData();
  const reason = LOOK_REASONS.find((known) => known === form.get("reason"));
  const note = String(form.get("note") ?? "").trim();
  const wrong: Field[] = [
    ...(reason ? [] : (["reason"] as const)),
    ...([...note].length > LONGEST_NOTE ? (["note"] as const) : []),
  ];
  if (!reason || wrong.length > 0)
    return data({ wrong, typed: { reason: reason ?? "", note } }, { status: 422 });
  const look = { sessionId: actor.sessionId, personId, reason, note: note === "" ? null : note };
  await inTransaction((tx) => giveLookReason(tx, look, now));
  throw redirect(`/people/${personId}${new URL(request.url).search}`, { status: 303 });
}

export default function Looks() {
  const { personId, name, maskedNumber } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(looksText);
  const people = useText(personnelText).title;
  const wrong: readonly Field[] = refused?.wrong ?? [];
  const errorsOf = (field: Field) => (wrong.includes(field) ? [t.problem[field]] : undefined);
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${name} ${maskedNumber}`}
        crumbs={[{ text: people, href: "/people" }, { text: name }]}
      />
      <ErrorSummary problems={wrong.map((field) => ({ field, message: t.problem[field] }))} />
      <p className="lead">{t.lede(name)}</p>
      <form method="post" className="form max-w-2xl" key={personId} noValidate>
        <ChoicesField
          name="reason"
          legend={t.reason}
          options={LOOK_REASONS.map((value) => ({ value, text: t.reasons[value], hint: t.hints[value] }))}
          chosen={refused ? [refused.typed.reason] : []}
          errors={errorsOf("reason")}
        />
        <TextField
          name="note"
          label={t.note}
          hint={t.noteHint}
          optional
          autoComplete="off"
          defaultValue={refused?.typed.note}
          errors={errorsOf("note")}
        />
        <p className="hint">{t.told}</p>
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
          <LinkButton kind="text" href="/people">
            {t.back}
          </LinkButton>
        </div>
      </form>
    </>
  );
}

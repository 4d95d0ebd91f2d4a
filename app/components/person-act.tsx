import type { ReactNode } from "react";
import { type PersonAct, personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { type ActField, ActFields, type RefusedForm } from "./act-fields";
import { Button, LinkButton } from "./button";
import { ErrorSummary } from "./error-summary";
import { PageHead } from "./page-head";

/** One noun about a person as one form: who, what it does, the fields, the act. Works without a script. */
export function PersonActPage({
  act,
  person,
  fields,
  refused,
  children,
  aside,
}: {
  act: PersonAct;
  person: { personId: string; name: string; maskedNumber: string };
  fields: readonly ActField[];
  refused: RefusedForm | undefined;
  /** Instead of the form, where there is nothing to choose. */
  children?: ReactNode;
  /** Under the form: what to know before deciding. */
  aside?: ReactNode;
}) {
  const t = useText(personnelText);
  const file = `/people/${person.personId}`;
  return (
    <>
      <PageHead
        title={t.acts[act].title}
        lede={`${person.name} ${person.maskedNumber}`}
        crumbs={[
          { text: t.title, href: "/people" },
          { text: person.name, href: file },
          { text: t.acts[act].title },
        ]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <p className="lead">{t.acts[act].lede}</p>
      {children ?? (
        <form method="post" className="form max-w-2xl" noValidate>
          <ActFields fields={fields} refused={refused} />
          <div className="acts">
            <Button kind="primary">{t.acts[act].submit}</Button>
            <LinkButton kind="text" href={file}>
              {t.shown.back}
            </LinkButton>
          </div>
        </form>
      )}
      {aside}
    </>
  );
}

import type { ReactNode } from "react";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActPage } from "./act-page";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";

/** What the unit says it did. */
export function ReportFields({ typed }: { typed?: { statement: string; reference: string } | undefined }) {
  const t = useText(studyAuditText);
  return (
    <>
      <TextAreaField
        label={t.statement}
        name="statement"
        hint={t.statementHint}
        rows={4}
        maxLength={1000}
        defaultValue={typed?.statement}
      />
      <TextField
        label={t.reference}
        name="reference"
        maxLength={200}
        optional
        defaultValue={typed?.reference}
      />
    </>
  );
}

/** One step of a rectification, as its own page shows it. */
export function RectificationAct({
  at: { rectificationId, title },
  act,
  refusals,
  children,
}: {
  at: { rectificationId: string; title: string };
  act: string;
  refusals: readonly Refusal[] | undefined;
  children?: ReactNode;
}) {
  const t = useText(studyAuditText);
  const back = `/rectifications/${rectificationId}`;
  return (
    <ActPage
      title={act}
      crumbs={[
        { text: t.rectifications, href: "/rectifications" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refusals}
      submit={act}
    >
      {children}
    </ActPage>
  );
}

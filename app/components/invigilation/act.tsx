import type { ReactNode } from "react";
import type { ActTyped } from "~/exams/invigilation-form.server";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActPage } from "../act-page";
import { Checkbox } from "../checkbox";
import { TextAreaField } from "../text-area-field";
import { TextField } from "../text-field";

type Words = { title: string; lede: (whom: string) => string; submit: string };
export type ActShown = { exam: { id: string; title: string }; endsAt: string; board: string; whom: string };

/** One act of an invigilator on a page of its own: whom, what, why. */
export function InvigilationAct({
  words,
  page: { exam, endsAt, board, whom },
  refused,
  withMinutes = false,
  stop,
  children,
}: {
  words: Words;
  page: ActShown;
  refused: { typed: ActTyped; refusals: Refusal[] } | undefined;
  withMinutes?: boolean;
  stop?: boolean;
  children?: ReactNode;
}) {
  const { title: exams } = useText(examsText);
  const t = useText(invigilationText);
  return (
    <ActPage
      title={words.title}
      lede={words.lede(whom)}
      crumbs={[
        { text: exams, href: "/exams" },
        { text: exam.title, href: `/exams/${exam.id}` },
        { text: t.title, href: board },
      ]}
      back={board}
      refusals={refused?.refusals}
      submit={words.submit}
      stop={stop}
    >
      {withMinutes && (
        <TextField
          name="minutes"
          label={t.form.minutes}
          hint={t.form.minutesHint}
          inputMode="numeric"
          autoComplete="off"
          figures
          defaultValue={refused?.typed.minutes}
        />
      )}
      {children}
      <TextAreaField
        name="reason"
        label={t.form.reason}
        hint={t.form.reasonHint}
        rows={3}
        defaultValue={refused?.typed.reason}
      />
      {withMinutes && (
        <Checkbox
          name="pastClose"
          label={t.form.pastClose}
          hint={t.form.pastCloseHint(endsAt)}
          defaultChecked={refused?.typed.pastClose}
        />
      )}
    </ActPage>
  );
}

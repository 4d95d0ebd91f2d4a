import type { SessionChoices } from "~/study/session-form.server";
import { SESSION_MODES } from "~/study/session-state";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import type { FieldProblem } from "./error-summary";
import { SelectField } from "./select-field";
import { WhatFields } from "./session-fields";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

/** A session to come: what is studied, when, where, and who sees to it. */
export function StudySessionFields({
  typed,
  problems,
  choices: { people, missed },
  dateless = false,
}: {
  typed: Typed;
  problems: readonly FieldProblem[] | undefined;
  choices: SessionChoices;
  dateless?: boolean;
}) {
  const t = useText(studySessionsText).form;
  const field = (name: string) => ({
    name,
    defaultValue: typed[name] ?? "",
    errors: errorsAt(problems, name),
  });
  return (
    <>
      <WhatFields
        typed={{ level: "unit", ...typed }}
        problems={problems}
        modes={SESSION_MODES}
        titleHint={t.titleHint}
        minutesHint={t.minutesHint}
        dateless={dateless}
      />
      <TextField label={t.place} hint={t.placeHint} {...field("place")} />
      <TextField label={t.leader} hint={t.leaderHint} optional {...field("leader")} />
      <SelectField
        label={t.recorder}
        empty={t.noRecorder}
        choices={people.map(({ personId, name }) => ({ value: personId, text: name }))}
        {...field("recorderPersonId")}
      />
      {missed.length > 0 && (
        <SelectField label={t.makesUp} empty={t.notMakeUp} choices={missed} {...field("makesUpId")} />
      )}
    </>
  );
}

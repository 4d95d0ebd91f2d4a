import { textIn } from "~/form-text";
import { LONGEST_REASON } from "~/questions/draft";
import { authoringText } from "~/text/question-authoring";
import { useText } from "~/text/text";
import { TextAreaField } from "./text-area-field";

/** Why a question is sent back, given up or taken out. */
export function ReasonField({ typed }: { typed?: string }) {
  const t = useText(authoringText);
  return (
    <TextAreaField
      label={t.reason}
      hint={t.reasonHint}
      name="reason"
      maxLength={LONGEST_REASON}
      defaultValue={typed}
    />
  );
}

export const reasonIn = (form: FormData): string => textIn(form, "reason");

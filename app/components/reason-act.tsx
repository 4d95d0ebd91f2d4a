import type { ComponentProps } from "react";
import { textIn } from "~/form-text";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { ActPage } from "./act-page";
import { TextAreaField } from "./text-area-field";

const LONGEST = 200;

/** An act that takes something back from someone and asks for nothing but a reason. */
export function ReasonAct({ typed, ...act }: ComponentProps<typeof ActPage> & { typed: string | undefined }) {
  const t = useText(requirementsText);
  return (
    <ActPage {...act} stop>
      <TextAreaField
        label={t.reason}
        hint={t.reasonHint}
        name="reason"
        maxLength={LONGEST}
        defaultValue={typed}
      />
    </ActPage>
  );
}

export const reasonTyped = (form: FormData): string => textIn(form, "reason", LONGEST);

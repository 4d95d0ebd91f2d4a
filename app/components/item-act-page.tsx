import type { ReactNode } from "react";
import { itemsText } from "~/text/items";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActPage } from "./act-page";
import type { FieldProblem } from "./error-summary";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

type Problems = readonly FieldProblem[] | undefined;

/** A form about what one person holds, on the way back to their page. */
export function ItemActPage({
  words,
  name,
  back,
  refused,
  multipart,
  stop,
  children,
}: {
  words: { title: string; lede: string; submit: string };
  name: string;
  back: string;
  refused: { refusals?: Refusal[]; problems?: Problems } | undefined;
  multipart?: boolean;
  stop?: boolean;
  children: ReactNode;
}) {
  const { title } = useText(itemsText);
  return (
    <ActPage
      title={words.title}
      lede={words.lede}
      crumbs={[
        { text: title, href: "/items" },
        { text: name, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      problems={refused?.problems}
      submit={words.submit}
      multipart={multipart}
      stop={stop}
    >
      {children}
    </ActPage>
  );
}

/** The day on which things came back or were lost. */
export function BackOnField({
  label,
  typed,
  today,
  problems,
}: {
  label: string;
  typed: Typed | undefined;
  today: string;
  problems: Problems;
}) {
  const { taking } = useText(itemsText);
  return (
    <TextField
      label={label}
      name="backOn"
      hint={taking.backOnHint}
      defaultValue={typed?.backOn ?? today}
      errors={errorsAt(problems, "backOn") ?? []}
      figures
    />
  );
}

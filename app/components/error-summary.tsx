import { common } from "~/text/common";
import { useText } from "~/text/text";

export type FieldProblem = { field: string; message: string };

/** On top of a refused form: every problem, each a link to its field. Nothing when there are none. */
export function ErrorSummary({ title, problems }: { title?: string; problems: readonly FieldProblem[] }) {
  const t = useText(common);
  if (problems.length === 0) return null;
  return (
    // autofocus is the only way to move a reader here without a script: the page was just answered, nothing else has focus
    // biome-ignore lint/a11y/noAutofocus: see above
    <div className="error-summary" role="alert" tabIndex={-1} autoFocus>
      <h2>{title ?? t.errorSummary(problems.length)}</h2>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** From conform's or zod's record of messages by field name. */
export function problemsOf(errors: Record<string, readonly string[] | null | undefined>): FieldProblem[] {
  return Object.entries(errors).flatMap(([field, messages]) =>
    (messages ?? []).map((message) => ({ field, message })),
  );
}

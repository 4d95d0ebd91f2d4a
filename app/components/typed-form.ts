import type { FieldProblem } from "./error-summary";

/** What was typed into a form, by field; kept when it is refused. */
export type Typed = Record<string, string>;

/** The messages beside one field. */
export function errorsAt(problems: readonly FieldProblem[] | undefined, field: string): string[] | undefined {
  const own = problems?.filter((problem) => problem.field === field).map((problem) => problem.message);
  return own && own.length > 0 ? own : undefined;
}

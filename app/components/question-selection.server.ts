/** What somebody chose to export, as a form or an address says it. */
import { z } from "zod";
import { isUuid } from "~/ids";
import { QUESTION_TYPES } from "~/questions/blueprint";
import { type FormatName, formatNames } from "~/questions/formats/not-said";
import type { QuestionSelection } from "~/questions/question-selection.server";

const words = z.string().trim().max(60).optional().catch(undefined);
const schema = z.object({
  type: z.enum(QUESTION_TYPES).optional().catch(undefined),
  law: words,
  difficulty: z.coerce.number().int().min(1).max(5).optional().catch(undefined),
  q: words,
  format: z.enum(formatNames).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
/** Far more than a page of a list holds to be ticked. */
const MOST_TICKED = 5_000;

export type ExportAsked = { selection: QuestionSelection; format: FormatName | null; page: number };

/** Ticked questions come as `id`, of which there may be many; what can be no id is left out. */
export function exportAskedFrom(values: FormData | URLSearchParams): ExportAsked {
  const one = (name: string) => {
    const value = values.get(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const { format, page, ...filter } = schema.parse(
    Object.fromEntries(Object.keys(schema.shape).map((name) => [name, one(name)])),
  );
  const ticked = values.getAll("id");
  const ids = [...new Set(ticked.filter(isUuid))].slice(0, MOST_TICKED);
  const selection = ticked.length > 0 ? { ids } : filter;
  return { selection, format: format ?? null, page };
}

import { lawsText } from "~/text/laws";
import { useText } from "~/text/text";
import type { ActField } from "./act-fields";

/** What a form asks of a version of a law; `value`: what is known of it already. */
export function useVersionFields(
  value: Partial<Record<"version" | "effectiveOn" | "articles", string>> = {},
) {
  const t = useText(lawsText);
  return [
    { kind: "date", name: "version", label: t.adopted, hint: t.adoptedHint, value: value.version },
    { kind: "date", name: "effectiveOn", label: t.effective, value: value.effectiveOn },
    {
      kind: "text",
      name: "articles",
      label: t.articles,
      hint: t.articlesHint,
      figures: true,
      value: value.articles,
    },
    { kind: "text", name: "source", label: t.source, hint: t.sourceHint, optional: true },
  ] satisfies ActField[];
}

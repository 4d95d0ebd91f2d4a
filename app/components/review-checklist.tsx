import { REVIEW_ITEMS, type ReviewItem } from "~/questions/draft";
import { authoringText } from "~/text/question-authoring";
import { useText } from "~/text/text";
import { ChoicesField } from "./choices-field";

/** What a reviewer puts a name to before a question is published. */
export function ReviewChecklist({ checked = [] }: { checked?: readonly ReviewItem[] }) {
  const t = useText(authoringText);
  return (
    <ChoicesField
      name="item"
      legend={t.checklist}
      hint={t.checklistLede}
      many
      options={REVIEW_ITEMS.map((item) => ({ value: item, text: t.items[item] }))}
      chosen={checked}
    />
  );
}

export function checkedIn(form: FormData): ReviewItem[] {
  const ticked = form.getAll("item");
  return REVIEW_ITEMS.filter((item) => ticked.includes(item));
}

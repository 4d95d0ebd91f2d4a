import type { Holding } from "~/certification/holdings.server";
import { longDate } from "~/text/dates";
import { itemOpeningsText } from "~/text/item-openings";
import { itemsText } from "~/text/items";
import { useLocale, useText } from "~/text/text";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { ItemName } from "./held-items";
import { TextField } from "./text-field";
import { errorsAt, type Typed } from "./typed-form";

/**
 * Which of the things held, and of those without a number how many. `all`: ticked until somebody unticks, what has to come
 * back, or everything where nothing has to.
 */
export function BackFields({
  legend,
  held,
  typed,
  problems,
  all,
}: {
  legend: string;
  held: readonly Holding[];
  typed: Typed | undefined;
  problems: readonly FieldProblem[] | undefined;
  all: boolean;
}) {
  const t = useText(itemsText);
  const locale = useLocale();
  const openings = useText(itemOpeningsText);
  const since = ({ handedOn, dateKnown }: Holding) => {
    const on = longDate(handedOn, locale);
    return dateKnown === false ? openings.unknownDate(on) : t.person.since(on);
  };
  const chosen = typed ? (typed.things ?? "").split(",") : all ? dueOf(held).map(({ id }) => id) : [];
  return (
    <>
      <ChoicesField
        name="things"
        legend={legend}
        many
        chosen={chosen}
        options={held.map((row) => ({
          value: row.id,
          text: <ItemName {...row} />,
          hint: `${row.unitName} ${since(row)}`,
        }))}
      />
      {held
        .filter(({ quantity }) => quantity > 1)
        .map(({ id, kind, quantity }) => (
          <TextField
            key={id}
            label={t.taking.quantity(t.kinds[kind])}
            name={`quantity-${id}`}
            type="number"
            min={1}
            max={quantity}
            hint={t.taking.quantityHint(quantity)}
            defaultValue={typed?.[`quantity-${id}`] ?? String(quantity)}
            errors={errorsAt(problems, `quantity-${id}`) ?? []}
            figures
          />
        ))}
    </>
  );
}

function dueOf(held: readonly Holding[]): readonly Holding[] {
  const due = held.filter(({ recovery }) => recovery !== null);
  return due.length > 0 ? due : held;
}

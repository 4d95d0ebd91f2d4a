import type { ReactNode } from "react";
import { Button } from "./button";
import type { Chip } from "./chips";
import { filteredHref } from "./filters";
import { MoreFilters } from "./more-filters";
import { type Choice, SelectField } from "./select-field";

/** What a list can be narrowed to. Without `empty` something is always chosen. */
export type Narrowing = {
  name: string;
  label: string;
  empty?: string;
  choices: Choice[];
  value: string | number | null | undefined;
};

/** The query above a list: a GET form, so that an address holds the whole question. */
export function ListQuery({
  submit,
  narrowings = [],
  folded = [],
  isOpen = false,
  children,
}: {
  submit: string;
  narrowings?: readonly Narrowing[];
  /** Those that a phone folds away, unless `isOpen`. */
  folded?: readonly Narrowing[];
  isOpen?: boolean;
  /** What is typed, before what is chosen. */
  children?: ReactNode;
}) {
  return (
    <form className="query">
      {children}
      {narrowings.map(selectOf)}
      {folded.length > 0 && <MoreFilters open={isOpen}>{folded.map(selectOf)}</MoreFilters>}
      <div className="acts">
        <Button small>{submit}</Button>
      </div>
    </form>
  );
}

const selectOf = ({ value, ...field }: Narrowing) => (
  <SelectField {...field} key={field.name} defaultValue={value === null ? "" : String(value ?? "")} small />
);

/** The filters in force, each with its way out. `told`: what an act said above the list, which is over with it. */
export function chipsOf(
  search: URLSearchParams,
  filters: readonly { filter: string; name: string; value: string }[],
  told: readonly string[] = [],
): Chip[] {
  const over = Object.fromEntries(told.map((name) => [name, null]));
  return filters.flatMap(({ filter, name, value }) =>
    value === "" ? [] : [{ name, value, clearHref: filteredHref(search, { [filter]: null, ...over }) }],
  );
}

/**
 * What was typed into a form, read field by field; every problem stands beside its field and what was typed is kept.
 * For actions: `read` collects, `problems` is what `ErrorSummary` and the fields show.
 */
import { data } from "@remix-run/node";
import { addDays, type DateOn, dateOnFrom } from "~/calendar";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import type { Locale } from "~/text/text";
import type { Refusal } from "~/verdict";
import type { FieldProblem } from "./error-summary";
import type { Typed } from "./typed-form";

/** Several values of one name, as checkboxes send them, come joined by commas. */
export function typedFrom(form: FormData): Typed {
  const typed: Typed = {};
  for (const [name, value] of form)
    if (typeof value === "string")
      typed[name] = typed[name] === undefined ? value.trim() : `${typed[name]},${value.trim()}`;
  return typed;
}

export type FormReader = ReturnType<typeof readerOf>;

export function readerOf(typed: Typed, locale: Locale) {
  const t = personnelText[locale].form;
  const problems: FieldProblem[] = [];
  const against = (field: string, message: string) => {
    problems.push({ field, message });
    return null;
  };
  const at = (field: string) => typed[field] ?? "";
  return {
    problems,
    against,
    text(field: string, label: string, most: number): string | null {
      if (at(field) === "") return against(field, t.required(label));
      return [...at(field)].length > most ? against(field, t.long(label, most)) : at(field);
    },
    /** Empty is null and no problem. */
    optionalText(field: string, label: string, most: number): string | null {
      if ([...at(field)].length > most) return against(field, t.long(label, most));
      return at(field) === "" ? null : at(field);
    },
    choice<T extends string>(field: string, label: string, values: readonly T[]): T | null {
      return values.find((value) => value === at(field)) ?? against(field, t.chosen(label));
    },
    /** Empty, or one nobody offered, is undefined. */
    optionalChoice<T extends string>(field: string, values: readonly T[]): T | undefined {
      return values.find((value) => value === at(field));
    },
    /** A whole number from 0; empty is null and no problem. */
    count(field: string, label: string, most: number): number | null {
      if (at(field) === "") return null;
      const count = Number(at(field).normalize("NFKC"));
      return Number.isInteger(count) && count >= 0 && count <= most
        ? count
        : against(field, t.count(label, most));
    },
    /** A whole number from 1. */
    amount(field: string, label: string, most: number): number | null {
      const amount = Number(at(field).normalize("NFKC"));
      return Number.isInteger(amount) && amount >= 1 && amount <= most
        ? amount
        : against(field, t.amount(label, most));
    },
    /** Of the values somebody offered, those that were ticked. */
    several<T extends string>(field: string, values: readonly T[]): T[] {
      const ticked = at(field).split(",");
      return values.filter((value) => ticked.includes(value));
    },
    date(field: string, label: string): DateOn | null {
      if (at(field) === "") return against(field, t.required(label));
      return dateOnFrom(at(field)) ?? against(field, t.date(label));
    },
    /** Empty is null and no problem. */
    optionalDate(field: string, label: string): DateOn | null {
      if (at(field) === "") return null;
      return dateOnFrom(at(field)) ?? against(field, t.date(label));
    },
    /** A last day as people write it; answers the first day after it. Empty: undefined. */
    dayAfterLast(field: string, label: string, fromOn: DateOn | null): DateOn | undefined {
      if (at(field) === "") return undefined;
      const last = dateOnFrom(at(field));
      if (!last) against(field, t.date(label));
      else if (fromOn && last < fromOn) against(field, t.lastBeforeFirst);
      else return addDays(last, 1);
      return undefined;
    },
  };
}

/** A refused form: the page is shown again with everything typed. */
export function refusedForm(typed: Typed, problems: readonly FieldProblem[]) {
  return data({ typed, problems: [...problems] }, { status: 422 });
}

/** A room's refusals as problems of the form: sentence and cure, beside the field they are about. */
export function problemsFrom(
  locale: Locale,
  refusals: readonly Refusal[],
  fieldOf: (code: string) => string,
): FieldProblem[] {
  return refusals.map((refusal) => {
    const { sentence, cure } = refusalIn(locale, refusal);
    const stop = locale === "zh-CN" ? "。" : ". ";
    return { field: fieldOf(refusal.code), message: cure ? `${sentence}${stop}${cure}` : sentence };
  });
}

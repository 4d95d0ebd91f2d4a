import type { Control, RuleField } from "~/rulebook/control";
import {
  CITATION_PARTS,
  NEW_QUOTA,
  type RuleProblem,
  rowCount,
  type TypedRules,
} from "~/rulebook/typed-rules";
import { common } from "~/text/common";
import { draftsText } from "~/text/rule-pack-drafts";
import { rulebookText, ruleName, ruleValue, wordOf } from "~/text/rulebook";
import { type Locale, textFor, useLocale, useText } from "~/text/text";
import { ChoicesField } from "./choices-field";
import type { FieldProblem } from "./error-summary";
import { SelectField } from "./select-field";
import { TextField } from "./text-field";

type Asked = { name: string; control: Control; optional: boolean; label: string; part: string };
type Filled = { typed: TypedRules; problems: readonly RuleProblem[] };

/** The rules of one group as fields, each with its citation; written from the schema's controls. */
export function RuleFields({ fields, ...filled }: Filled & { fields: readonly RuleField[] }) {
  const locale = useLocale();
  const { optional } = useText(common);
  return fields.map((field) => {
    const label = labelOf(locale, field.key);
    return (
      <fieldset key={field.key} id={anchorOf(field)} className="rule-field">
        <legend>
          {label}
          {field.optional && <span className="opt"> {optional}</span>}
        </legend>
        {field.key === NEW_QUOTA && <NewQuota {...filled} />}
        <ControlField
          asked={{ ...field, name: field.key, label, part: field.key.split(".").at(-1) ?? "" }}
          {...filled}
        />
        <Citation name={field.key} {...filled} />
      </fieldset>
    );
  });
}

/** A problem with the whole value has the fieldset as its place; where one control is the value, that carries the id. */
function anchorOf({ key, control }: RuleField): string | undefined {
  return control.kind === "parts" || control.kind === "rows" || control.kind === "fixed" ? key : undefined;
}

function NewQuota({ typed, problems }: Filled) {
  const t = useText(draftsText);
  const name = `${NEW_QUOTA}:code`;
  return (
    <>
      <p className="hint">{t.newQuotaHint}</p>
      <TextField
        label={t.quotaCode}
        name={name}
        hint={t.quotaCodeHint}
        optional
        errors={errorsAt(useLocale(), problems, name)}
        defaultValue={typed[name]?.[0]}
      />
    </>
  );
}

function Citation({ name, typed, problems }: Filled & { name: string }) {
  const t = useText(draftsText);
  const { standings } = useText(rulebookText);
  const locale = useLocale();
  const at = (part: string) => typed[`${name}:${part}`]?.[0] ?? "";
  const wrong = problems.some(({ field }) => field.startsWith(`${name}:`));
  return (
    <details open={wrong || undefined}>
      <summary>
        {t.citation} <span className="quiet">{[at("title"), at("article")].filter(Boolean).join(" ")}</span>
      </summary>
      <div className="rule-citation">
        {CITATION_PARTS.map((part) => {
          const shared = {
            label: t.citationParts[part],
            name: `${name}:${part}`,
            errors: errorsAt(locale, problems, `${name}:${part}`),
            defaultValue: at(part),
            small: true,
          };
          return part === "standing" ? (
            <SelectField
              key={part}
              {...shared}
              empty={at(part) === "" ? t.choose : undefined}
              choices={Object.entries(standings).map(([value, text]) => ({ value, text }))}
            />
          ) : (
            <TextField key={part} {...shared} optional={part !== "title"} />
          );
        })}
      </div>
    </details>
  );
}

function ControlField({ asked, ...filled }: Filled & { asked: Asked }) {
  const { name, control, label } = asked;
  const t = useText(draftsText);
  if (control.kind === "fixed") return <p className="hint">{t.fixed}</p>;
  if (control.kind === "parts") {
    const parts = (
      <div className="rule-parts">
        {control.parts.map((part) => (
          <ControlField
            key={part.name}
            asked={{
              ...part,
              name: `${name}/${part.name}`,
              label: t.parts[part.name] ?? part.name,
              part: part.name,
            }}
            {...filled}
          />
        ))}
      </div>
    );
    return asked.part !== "" && name.includes("/") ? (
      <fieldset className="rule-rows">
        <legend className="label">{label}</legend>
        {parts}
      </fieldset>
    ) : (
      parts
    );
  }
  if (control.kind === "rows") {
    // one row more than there are, to add one without a script
    const rows = Array.from({ length: rowCount(filled.typed, name) + 1 }, (_, index) => index);
    return (
      <fieldset className="rule-rows" id={name}>
        <legend className="label">{label}</legend>
        <p className="hint">{t.emptyRow}</p>
        {rows.map((index) => (
          <fieldset key={index}>
            <legend>{index === rows.length - 1 ? t.newRow : t.row(index + 1)}</legend>
            <ControlField
              asked={{ name: `${name}/${index}`, control: control.row, optional: true, label, part: "" }}
              {...filled}
            />
          </fieldset>
        ))}
      </fieldset>
    );
  }
  return <PlainField asked={{ ...asked, control }} {...filled} />;
}

type Plain = Exclude<Control, { kind: "fixed" | "parts" | "rows" }>;

function PlainField({
  asked: { name, control, optional, label, part },
  typed,
  problems,
}: Filled & { asked: Asked & { control: Plain } }) {
  const t = useText(draftsText);
  const { yes, no } = useText(rulebookText);
  const locale = useLocale();
  const errors = errorsAt(locale, problems, name);
  // a rule of one field is named by the legend above it; for a screen reader the field keeps its name
  const labelHidden = !name.includes("/");
  const value = typed[name]?.[0] ?? "";
  if (control.kind === "choices")
    return (
      <ChoicesField
        name={name}
        legend={label}
        legendHidden={labelHidden}
        many
        errors={errors}
        optional={optional}
        chosen={typed[name] ?? []}
        options={control.words.map((word) => ({ value: word, text: wordOf(locale, word, part) }))}
      />
    );
  if (control.kind === "choice" || control.kind === "yes-no") {
    const choices =
      control.kind === "choice"
        ? control.words.map((word) => ({ value: word, text: wordOf(locale, word, part) }))
        : [
            { value: "true", text: yes },
            { value: "false", text: no },
          ];
    const empty = optional || value === "" ? t.empty : undefined;
    return (
      <SelectField {...{ label, labelHidden, name, errors, choices, empty, optional }} defaultValue={value} />
    );
  }
  return (
    <TextField
      {...{ label, labelHidden, name, errors, optional }}
      hint={hintOf(locale, control)}
      figures={control.kind !== "text"}
      inputMode={control.kind === "number" && !control.word ? "decimal" : undefined}
      autoComplete="off"
      defaultValue={control.kind === "number" && control.word === value ? ruleValue(locale, value) : value}
    />
  );
}

function hintOf(locale: Locale, control: Plain): string | undefined {
  const t = textFor(draftsText, locale);
  if (control.kind === "date") return t.dateHint;
  if (control.kind !== "number" || (control.least === null && control.most === null)) return undefined;
  const range = t.rangeHint(control.least, control.most);
  return control.word ? `${range}, ${t.orWord(ruleValue(locale, control.word))}` : range;
}

function labelOf(locale: Locale, key: string): string {
  return key === NEW_QUOTA ? textFor(draftsText, locale).newQuota : ruleName(locale, key);
}

/** Each problem as a sentence that names the rule, and the part of it. */
export function ruleProblemsIn(locale: Locale, problems: readonly RuleProblem[]): FieldProblem[] {
  const t = textFor(draftsText, locale);
  const { faults } = textFor(rulebookText, locale);
  return problems.map(({ field, key, code, limit = 0, fault }) => {
    const inside =
      field
        .slice(key.length + 1)
        .split("/")
        .at(-1) ?? "";
    const citation: Record<string, string> = t.citationParts;
    const part = field[key.length] === ":" ? (citation[inside] ?? t.quotaCode) : t.parts[inside];
    const rule = labelOf(locale, key);
    const name = part ? t.partOf(rule, part) : rule;
    const words: Record<string, string> = faults;
    return { field, message: fault ? `${name}: ${words[fault] ?? fault}` : t.problems[code](name, limit) };
  });
}

function errorsAt(locale: Locale, problems: readonly RuleProblem[], field: string): string[] {
  return ruleProblemsIn(
    locale,
    problems.filter((problem) => problem.field === field),
  ).map(({ message }) => message);
}

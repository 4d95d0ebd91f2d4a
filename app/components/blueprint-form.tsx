import { QUESTION_TYPES } from "~/questions/blueprint";
import type { BlueprintChoices } from "~/questions/blueprint-choices.server";
import type { TypedBlueprint, TypedCell } from "~/questions/typed-blueprint";
import { blueprintsText } from "~/text/blueprints";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { Button } from "./button";
import type { FieldProblem } from "./error-summary";
import { Section } from "./section";
import { type Choice, SelectField } from "./select-field";
import { type Column, Table } from "./table";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt } from "./typed-form";

type Props = {
  typed: TypedBlueprint;
  choices: BlueprintChoices;
  problems: readonly FieldProblem[];
};

/** Pressing Enter in a field tries the blueprint: it neither saves nor takes a row away. Stands first in the form. */
export function TryOnEnter() {
  const t = useText(blueprintsText);
  return (
    <button type="submit" className="vh" tabIndex={-1} aria-hidden="true" formAction="?step=check#trial">
      {t.check}
    </button>
  );
}

/** The rules of a blueprint, as fields. Rows come and go by buttons that send the form to its own page. */
export function BlueprintFields({ typed, choices, problems }: Props) {
  const t = useText(blueprintsText);
  const types = useText(questionsText).types;
  const at = (name: string) => ({ name, errors: errorsAt(problems, name) });
  return (
    <>
      <Section title={t.rows} meta={t.rowHint}>
        <Rows typed={typed} choices={choices} problems={problems} />
        <div className="acts mt-3">
          <Button formAction="?step=add" small>
            {t.addRow}
          </Button>
        </div>
      </Section>
      <Section title={t.marksByType} meta={t.marksByTypeHint}>
        <div className="query">
          {QUESTION_TYPES.map((type) => (
            <TextField
              key={type}
              {...at(`marks-${type}`)}
              label={types[type]}
              defaultValue={typed.marks[type]}
              inputMode="numeric"
              figures
              small
            />
          ))}
        </div>
      </Section>
      <TextAreaField
        {...at("fixed")}
        label={t.fixed}
        hint={t.fixedHint}
        defaultValue={typed.fixed}
        rows={3}
        optional
        spellCheck={false}
      />
      <TextAreaField
        {...at("sets")}
        label={t.sets}
        hint={t.setsHint}
        defaultValue={typed.sets}
        rows={3}
        optional
        spellCheck={false}
      />
      <TextField
        {...at("cap")}
        label={t.cap}
        hint={t.capHint}
        defaultValue={typed.cap}
        inputMode="numeric"
        figures
        optional
      />
      <TextField
        {...at("days")}
        label={t.days}
        hint={t.daysHint}
        defaultValue={typed.days}
        inputMode="numeric"
        figures
      />
    </>
  );
}

type Row = TypedCell & { row: number };

function Rows({ typed, choices, problems }: Props) {
  const t = useText(blueprintsText);
  const types = useText(questionsText).types;
  const locale = useLocale();
  const rows = typed.cells.map((cell, index): Row => ({ ...cell, row: index + 1 }));
  const banks = choices.banks.map(({ code, title }) => ({ value: code, text: title[locale] }));
  const laws = choices.laws.map((law) => ({ value: law, text: law }));
  const difficulties = [1, 2, 3, 4, 5].map((n) => ({ value: String(n), text: String(n) }));
  const about = (cell: Row, name: keyof TypedCell, label: string) => ({
    name: `cell-${cell.row}-${name}`,
    label: `${t.row(cell.row)} ${label}`,
    labelHidden: true,
    small: true,
    defaultValue: cell[name],
    errors: errorsAt(problems, `cell-${cell.row}-${name}`),
  });
  /** What a stored row asks for and nobody offers any more stays chosen. */
  const withOwn = (offered: Choice[], own: string) =>
    own === "" || offered.some(({ value }) => value === own)
      ? offered
      : [...offered, { value: own, text: own }];
  const figure = (name: "count" | "marks" | "parts", head: string): Column<Row> => ({
    key: name,
    head,
    cell: (cell) => <TextField {...about(cell, name, head)} inputMode="numeric" figures size={4} />,
  });
  const columns: Column<Row>[] = [
    { key: "row", head: "", heads: true, className: "nb", cell: ({ row }) => t.row(row) },
    {
      key: "law",
      head: t.law,
      cell: (cell) => (
        <SelectField {...about(cell, "law", t.law)} choices={withOwn(laws, cell.law)} empty={t.anyLaw} />
      ),
    },
    {
      key: "type",
      head: t.type,
      cell: (cell) => (
        <SelectField
          {...about(cell, "type", t.type)}
          choices={QUESTION_TYPES.map((type) => ({ value: type, text: types[type] }))}
          empty={t.chooseType}
        />
      ),
    },
    {
      key: "difficulty",
      head: t.difficulty,
      cell: (cell) => (
        <SelectField
          {...about(cell, "difficulty", t.difficulty)}
          choices={difficulties}
          empty={t.anyDifficulty}
        />
      ),
    },
    {
      key: "bank",
      head: t.bank,
      cell: (cell) => (
        <SelectField {...about(cell, "bank", t.bank)} choices={withOwn(banks, cell.bank)} empty={t.anyBank} />
      ),
    },
    figure("count", t.count),
    figure("parts", t.parts),
    figure("marks", t.ownMarks),
    {
      key: "remove",
      head: "",
      acts: true,
      cell: ({ row }) => (
        <Button kind="text" small formAction={`?step=remove-${row}`} aria-label={t.removeRow(row)}>
          {t.remove}
        </Button>
      ),
    },
  ];
  return (
    <Table
      label={t.rows}
      columns={columns}
      rows={rows}
      keyOf={({ row, law, type, count }) => `${row} ${law} ${type} ${count}`}
      className="table-fields"
      compact
    />
  );
}

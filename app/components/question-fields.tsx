import { answerableTypes, optionId } from "~/questions/formats/exchanged-question";
import { MOST_OPTIONS, MOST_PARTS } from "~/questions/formats/question-check";
import { fieldOf, lawValue, type TypedPart, type TypedQuestion } from "~/questions/typed-question";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useText } from "~/text/text";
import { Button } from "./button";
import type { FieldProblem } from "./error-summary";
import { Icon } from "./icon";
import { SelectField } from "./select-field";
import { TextAreaField } from "./text-area-field";
import { TextField } from "./text-field";
import { errorsAt } from "./typed-form";

export type LawChoice = { law: string; version: string };
type Shared = { laws: readonly LawChoice[]; problems: readonly FieldProblem[] };

/** Every field of a question. Rows come and go by buttons of the same form, so that nothing typed is lost. */
export function QuestionFields({ typed, ...shared }: Shared & { typed: TypedQuestion }) {
  const t = useText(authoringText).draft;
  const { problems } = shared;
  const enemies = (
    <TextAreaField
      label={t.enemies}
      hint={t.enemiesHint}
      name="enemies"
      rows={2}
      optional
      defaultValue={typed.enemies}
      errors={errorsAt(problems, "enemies")}
    />
  );
  if (!typed.isCase)
    return (
      <>
        <PartFields part={typed.parts[0]!} at={0} isAlone {...shared} />
        {enemies}
      </>
    );
  return (
    <>
      <TextAreaField
        label={t.caseStem}
        hint={t.stemHint}
        name="stem"
        defaultValue={typed.stem}
        errors={errorsAt(problems, "stem")}
      />
      <div className="three">
        <TopicField name="topic" value={typed.topic} problems={problems} />
        <DifficultyField name="difficulty" value={typed.difficulty} />
      </div>
      {typed.parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a form without a script is drawn anew each time
        <fieldset key={at} className="q-part" id={`p${at}`}>
          <legend>{t.part(at + 1)}</legend>
          <PartFields part={part} at={at} isAlone={false} {...shared} />
          <div>
            <RowButton act={`remove-part:${at}`}>{t.removePart(at + 1)}</RowButton>
          </div>
        </fieldset>
      ))}
      {typed.parts.length < MOST_PARTS && (
        <div>
          <RowButton act="add-part">{t.addPart}</RowButton>
        </div>
      )}
      {enemies}
    </>
  );
}

function PartFields({
  part,
  at,
  isAlone,
  laws,
  problems,
}: Shared & { part: TypedPart; at: number; isAlone: boolean }) {
  const t = useText(authoringText).draft;
  const words = useText(questionsText);
  const name = (field: string) => fieldOf(at, field);
  return (
    <>
      <input type="hidden" name={name("code")} value={part.code} />
      <SelectField
        label={isAlone ? words.type : t.partType}
        name={name("type")}
        choices={answerableTypes.map((value) => ({ value, text: words.types[value] }))}
        defaultValue={part.type}
      />
      <TextAreaField
        label={useText(authoringText).stem}
        hint={isAlone ? t.stemHint : undefined}
        name={name("stem")}
        defaultValue={part.stem}
        errors={errorsAt(problems, name("stem"))}
      />
      <OptionRows part={part} at={at} problems={problems} />
      <CitationRows part={part} at={at} laws={laws} problems={problems} />
      <TextAreaField
        label={t.explanation}
        name={name("explanation")}
        defaultValue={part.explanation}
        errors={errorsAt(problems, name("explanation"))}
      />
      <div className="three">
        <TopicField
          name={name("topic")}
          value={part.topic}
          hint={isAlone ? undefined : t.inherits}
          problems={problems}
        />
        <DifficultyField
          name={name("difficulty")}
          value={part.difficulty}
          hint={isAlone ? undefined : t.inherits}
        />
      </div>
    </>
  );
}

function TopicField({
  name,
  value,
  hint,
  problems,
}: {
  name: string;
  value: string;
  hint?: string;
  problems: readonly FieldProblem[];
}) {
  const t = useText(authoringText).draft;
  return (
    <TextField
      label={t.topic}
      name={name}
      hint={hint}
      maxLength={100}
      defaultValue={value}
      errors={errorsAt(problems, name)}
    />
  );
}

function DifficultyField({ name, value, hint }: { name: string; value: string; hint?: string }) {
  const t = useText(authoringText).draft;
  const { difficultyOf } = useText(questionsText);
  return (
    <SelectField
      label={t.difficulty}
      name={name}
      hint={hint}
      empty={t.anyDifficulty}
      choices={[1, 2, 3, 4, 5].map((level) => ({ value: String(level), text: difficultyOf(level) }))}
      defaultValue={value}
    />
  );
}

function OptionRows({
  part,
  at,
  problems,
}: {
  part: TypedPart;
  at: number;
  problems: readonly FieldProblem[];
}) {
  const t = useText(authoringText).draft;
  const { truth } = useText(questionsText);
  const isTruth = part.type === "true-false";
  const rows = isTruth
    ? (["T", "F"] as const).map((id, row) => ({
        id,
        words: truth[id],
        row,
        feedback: part.options[row]?.feedback ?? "",
      }))
    : part.options.map(({ feedback }, row) => ({ id: optionId(row), words: null, row, feedback }));
  return (
    <fieldset id={fieldOf(at, "key")}>
      <legend className="label">{isTruth ? t.truth : t.options}</legend>
      <ol className="opts">
        {rows.map(({ id, words, row, feedback }) => (
          <li key={id} className={part.key.includes(id) ? "opt-row is-key" : "opt-row"}>
            <label className="choice">
              <input
                type={part.type === "multiple-choice" ? "checkbox" : "radio"}
                name={fieldOf(at, "key")}
                value={id}
                defaultChecked={part.key.includes(id)}
                aria-label={t.key(words ?? id)}
              />
              <span>{words ?? id}</span>
            </label>
            {isTruth ? (
              // The words of the two are the platform's; the field keeps their row.
              <input type="hidden" name={fieldOf(at, "option", row)} value="" />
            ) : (
              <TextField
                label={t.option(id)}
                labelHidden
                name={fieldOf(at, "option", row)}
                defaultValue={part.options[row]?.text}
                errors={errorsAt(problems, fieldOf(at, "option", row))}
              />
            )}
            <TextField
              label={t.feedback(words ?? id)}
              labelHidden
              placeholder={t.feedbackHint}
              name={fieldOf(at, "feedback", row)}
              defaultValue={feedback}
              errors={errorsAt(problems, fieldOf(at, "feedback", row))}
            />
            {!isTruth && (
              <Button
                kind="text"
                small
                name="act"
                value={`remove-option:${at}:${row}`}
                aria-label={t.removeOption(id)}
              >
                <Icon name="cross" />
              </Button>
            )}
          </li>
        ))}
      </ol>
      {!isTruth && part.options.length < MOST_OPTIONS && (
        <RowButton act={`add-option:${at}`}>{t.addOption}</RowButton>
      )}
    </fieldset>
  );
}

function CitationRows({ part, at, laws, problems }: Shared & { part: TypedPart; at: number }) {
  const t = useText(authoringText).draft;
  const known = laws.map(({ law, version }) => ({
    value: lawValue(law, version),
    text: t.lawOf(law, version),
  }));
  return (
    <fieldset className="cite" id={fieldOf(at, "citations")}>
      <legend className="label">{t.citations}</legend>
      {part.citations.map((cited, row) => {
        const [law = "", version = ""] = cited.law.split("@");
        // What a file cited stays as it was read until somebody chooses what the register holds.
        const own =
          cited.law && law && !known.some(({ value }) => value === cited.law)
            ? [{ value: cited.law, text: t.unregistered(law, version) }]
            : [];
        const number = (name: "article" | "paragraph" | "item") => (
          <TextField
            label={t[name]}
            name={fieldOf(at, name, row)}
            inputMode="numeric"
            figures
            maxLength={6}
            defaultValue={cited[name]}
            optional={name !== "article"}
            errors={errorsAt(problems, fieldOf(at, name, row))}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a form without a script is drawn anew each time
          <div className="cite-row" key={row}>
            <SelectField
              label={t.law}
              name={fieldOf(at, "law", row)}
              empty={t.anyDifficulty}
              choices={[...own, ...known]}
              defaultValue={cited.law}
            />
            {number("article")}
            {number("paragraph")}
            {number("item")}
            <Button
              kind="text"
              small
              name="act"
              value={`remove-citation:${at}:${row}`}
              aria-label={t.removeCitation(row + 1)}
            >
              <Icon name="cross" />
            </Button>
          </div>
        );
      })}
      <RowButton act={`add-citation:${at}`}>{t.addCitation}</RowButton>
    </fieldset>
  );
}

function RowButton({ act, children }: { act: string; children: string }) {
  return (
    <Button kind="text" small name="act" value={act}>
      {act.startsWith("add") && <Icon name="plus" />}
      {children}
    </Button>
  );
}

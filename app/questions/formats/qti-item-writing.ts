/** Writes one item of a QTI package. In: a question and the version. Out: its XML; a case is one item of several choices. */
import type { ExchangedPart, ExchangedQuestion } from "./exchanged-question";
import { type QtiVersion, qtiNames, tagWriter } from "./qti-names";
import { xmlText } from "./xml-tree";

export function writeItem(
  question: ExchangedQuestion,
  at: number,
  version: QtiVersion,
  words: { T: string; F: string },
): string {
  const el = tagWriter(version);
  const names = qtiNames[version];
  const isCase = question.type === "case-group";
  const parts = isCase ? question.questions : [question];
  const numbered = (name: string, index: number) => (isCase ? `${name}-${index + 1}` : name);
  const one = (part: ExchangedPart, index: number) => ({
    part,
    response: numbered("RESPONSE", index),
    score: numbered("SCORE", index),
    feedback: numbered("FEEDBACK", index),
    explanation: `explanation-${index + 1}`,
    isMultiple: part.type === "multiple-choice",
  });
  const all = parts.map(one);
  const value = (baseType: string, text: string | number) =>
    el("baseValue", { baseType }, xmlText(String(text)));
  const set = (identifier: string, inside: string) => el("setOutcomeValue", { identifier }, inside);
  const float = (identifier: string, marks: number | null) =>
    el(
      "outcomeDeclaration",
      {
        identifier,
        cardinality: "single",
        baseType: "float",
        ...(marks === null ? {} : { normalMaximum: marks }),
      },
      el("defaultValue", {}, el("value", {}, "0")),
    );

  const responses = all.map(({ part, response, isMultiple }) =>
    el(
      "responseDeclaration",
      { identifier: response, cardinality: isMultiple ? "multiple" : "single", baseType: "identifier" },
      el("correctResponse", {}, ...part.key.map((id) => el("value", {}, choiceName(part, id)))),
    ),
  );
  const explained = all.filter(({ part }) => part.explanation !== "");
  const outcomes = [
    ...all.map(({ part, score }) => float(score, part.marks)),
    ...(isCase ? [float("SCORE", null)] : []),
    ...all
      .filter(({ part }) => part.options.some((option) => option.feedback !== ""))
      .map(({ feedback, isMultiple }) =>
        el("outcomeDeclaration", {
          identifier: feedback,
          cardinality: isMultiple ? "multiple" : "single",
          baseType: "identifier",
        }),
      ),
    ...(explained.length > 0
      ? [
          el("outcomeDeclaration", {
            identifier: "EXPLANATION",
            cardinality: "multiple",
            baseType: "identifier",
          }),
        ]
      : []),
  ];
  const interactions = all.map(({ part, response, feedback, isMultiple }) =>
    el(
      "choiceInteraction",
      { responseIdentifier: response, shuffle: part.type !== "true-false", maxChoices: isMultiple ? 0 : 1 },
      el("prompt", {}, lines(part.stem)),
      ...part.options.map((option) => {
        const identifier = choiceName(part, option.id);
        const shown = part.type === "true-false" ? words[option.id as "T" | "F"] : option.text;
        const said = option.feedback
          ? el(
              "feedbackInline",
              { outcomeIdentifier: feedback, identifier, showHide: "show" },
              lines(option.feedback),
            )
          : "";
        return el("simpleChoice", { identifier }, lines(shown), said);
      }),
    ),
  );
  const processing = [
    ...all.map(({ part, response, score }) =>
      el(
        "responseCondition",
        {},
        el(
          "responseIf",
          {},
          el("match", {}, el("variable", { identifier: response }), el("correct", { identifier: response })),
          set(score, value("float", part.marks ?? 1)),
        ),
      ),
    ),
    ...(isCase
      ? [set("SCORE", el("sum", {}, ...all.map(({ score }) => el("variable", { identifier: score }))))]
      : []),
    ...all
      .filter(({ part }) => part.options.some((option) => option.feedback !== ""))
      .map(({ feedback, response }) => set(feedback, el("variable", { identifier: response }))),
    ...(explained.length > 0
      ? [
          set(
            "EXPLANATION",
            el("multiple", {}, ...explained.map(({ explanation }) => value("identifier", explanation))),
          ),
        ]
      : []),
  ];
  const modal = explained.map(({ part, explanation }) => {
    const text = `<p>${lines(part.explanation)}</p>`;
    return el(
      "modalFeedback",
      { outcomeIdentifier: "EXPLANATION", identifier: explanation, showHide: "show" },
      version === "3.0" ? el("contentBody", {}, text) : text,
    );
  });
  const body = isCase
    ? `<p>${lines(question.stem)}</p>${interactions.map((one) => `<div>${one}</div>`).join("")}`
    : interactions.join("");
  const item = el(
    "assessmentItem",
    {
      xmlns: names.item,
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "xsi:schemaLocation": `${names.item} ${names.itemSchema}`,
      identifier: `item-${at + 1}`,
      title: question.code ?? `item-${at + 1}`,
      adaptive: false,
      timeDependent: false,
    },
    ...responses,
    ...outcomes,
    el("itemBody", {}, body),
    el("responseProcessing", {}, ...processing),
    ...modal,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${item}\n`;
}

const choiceName = ({ type }: ExchangedPart, id: string) =>
  type === "true-false" ? (id === "T" ? "true" : "false") : id;

/** Line breaks as br; a second space in a row as one that does not collapse. */
const lines = (text: string) => xmlText(text).replaceAll("\n", "<br/>").replace(/ {2}/g, " \u00a0");

/**
 * Reads one item of a QTI package. In: the item's XML, 2.x or 3.0, and what the manifest says of it.
 * Out: a question with what was left out of it; several choices in one item are a case. Throws Unreadable.
 */
import { asTrueFalse } from "./aiken";
import {
  type ExchangedCase,
  type ExchangedPart,
  type ExchangedQuestion,
  type ExchangedSingle,
  optionId,
  type Place,
  type Problem,
  problem,
  Unreadable,
} from "./exchanged-question";
import { cleaned } from "./markup";
import { keyOf } from "./qti-key";
import type { ItemMetadata } from "./qti-manifest";
import { asVersion2 } from "./qti-names";
import { MOST_OPTIONS, MOST_PARTS } from "./question-check";
import { childOf, deepIn, elementsIn, markupIn, readXml, textIn, type XmlElement } from "./xml-tree";

export type ItemRead = { question: ExchangedQuestion; place: Place; notes: Problem[]; parts: Place[] };

/** Names the writer gives to items without a code; no code for anyone. */
const GENERATED = /^item-\d+$/;

export async function readItem(xml: string, file: string, metadata: ItemMetadata): Promise<ItemRead> {
  let root: XmlElement | null = null;
  await readXml(xml, { name: null, element: (element) => (root = element) }, file);
  if (!root) throw new Unreadable(problem("format.not-xml", { file, line: 1, column: 1 }));
  const item = asVersion2(root);
  if (item.name !== "assessmentItem") throw new Unreadable(problem("format.not-item", item.place));
  return new QtiItem(item, metadata).read();
}

class QtiItem {
  readonly #notes: Problem[] = [];
  readonly #body: XmlElement;
  readonly #choices: XmlElement[];

  constructor(
    readonly item: XmlElement,
    readonly metadata: ItemMetadata,
  ) {
    const body = childOf(item, "itemBody");
    if (!body) throw wrong("format.no-stem", item);
    this.#body = body;
    const other = interactionsIn(body).find(({ name }) => name !== "choiceInteraction");
    if (other) throw wrong("format.kind", other, { kind: other.name });
    const template = childOf(item, "templateDeclaration");
    if (template) throw wrong("format.kind", template, { kind: template.name });
    this.#choices = deepIn(body, "choiceInteraction");
    if (this.#choices.length > MOST_PARTS)
      throw wrong("format.case-too-many-parts", body, { most: MOST_PARTS });
    if (this.#choices.length === 0) throw wrong("format.kind", body, { kind: "description" });
  }

  read(): ItemRead {
    const { item, metadata } = this;
    const { identifier = "" } = item.attributes;
    for (const tag of metadata.whole.others)
      this.#notes.push(problem("format.left-out-tag", item.place, { tag: tag.slice(0, 50) }));
    this.#checkScoring();
    const own = {
      code: metadata.code ?? (GENERATED.test(identifier) ? null : identifier || null),
      topic: metadata.whole.topic,
      difficulty: metadata.difficulty,
    };
    const whole = { enemies: metadata.whole.enemies, category: metadata.category };
    const parts = this.#choices.map((choice, at) => this.#part(choice, at));
    const [only] = parts;
    const stem = this.#text(this.#body, (child) => child.name === "choiceInteraction");
    const base = { place: item.place, notes: this.#notes, parts: this.#choices.map(({ place }) => place) };
    if (only && parts.length === 1) {
      const question: ExchangedSingle = {
        ...only,
        ...own,
        ...whole,
        stem: [stem, only.stem].filter(Boolean).join("\n"),
        citations: metadata.whole.citations,
      };
      return { ...base, question };
    }
    const question: ExchangedCase = { ...own, ...whole, type: "case-group", stem, questions: parts };
    return { ...base, question };
  }

  #part(interaction: XmlElement, at: number): ExchangedPart {
    const tags = this.metadata.parts[at];
    const response = elementsIn(this.item, "responseDeclaration").find(
      ({ attributes }) => attributes.identifier === interaction.attributes.responseIdentifier,
    );
    if (!response) throw wrong("format.no-key", interaction);
    const choices = elementsIn(interaction, "simpleChoice");
    if (choices.length > MOST_OPTIONS)
      throw wrong("format.too-many-options", interaction, { most: MOST_OPTIONS });
    const ids = choices.map(({ attributes }) => attributes.identifier ?? "");
    const { key, notes } = keyOf(response, ids);
    this.#notes.push(...notes);
    const prompt = childOf(interaction, "prompt");
    const part: ExchangedPart = {
      code: tags?.code ?? null,
      type: response.attributes.cardinality === "multiple" ? "multiple-choice" : "single-choice",
      stem: prompt ? this.#text(prompt) : "",
      options: choices.map((choice, index) => ({
        id: optionId(index),
        text: this.#text(choice, (child) => child.name === "feedbackInline"),
        feedback: elementsIn(choice, "feedbackInline")
          .map((feedback) => this.#text(feedback))
          .join("\n"),
      })),
      key: key.map(optionId),
      explanation: this.#explanation(at),
      citations: tags?.tagged.citations ?? [],
      topic: tags?.tagged.topic ?? null,
      difficulty: tags?.tagged.difficulty ?? null,
      marks: this.#marks(this.#choices.length > 1 ? `SCORE-${at + 1}` : "SCORE"),
    };
    return asTrueFalse(part) ?? part;
  }

  /** Ours are named; of somebody else's, the only feedback of an item is taken for its explanation. */
  #explanation(at: number): string {
    const all = elementsIn(this.item, "modalFeedback");
    const named = all.filter(({ attributes }) => attributes.identifier === `explanation-${at + 1}`);
    const others = all.filter(({ attributes }) => !/^explanation-\d+$/.test(attributes.identifier ?? ""));
    const isOnly = all.length === 1 && this.#choices.length === 1;
    if (at === 0 && !isOnly)
      for (const other of others)
        this.#notes.push(problem("format.left-out-field", other.place, { field: "modalFeedback" }));
    return (isOnly ? all : named).map((feedback) => this.#text(feedback)).join("\n");
  }

  #marks(outcome: string): number | null {
    const declared = elementsIn(this.item, "outcomeDeclaration");
    const find = (wanted: string) => declared.find(({ attributes }) => attributes.identifier === wanted);
    const fixed =
      outcome === "SCORE" ? textIn(childOf(find("MAXSCORE"), "defaultValue", "value")).trim() : "";
    const written = find(outcome)?.attributes.normalMaximum ?? fixed;
    return written && Number(written) > 0 ? Number(written) : null;
  }

  /** A response is matched with the key: whatever else an item does to find a score cannot be kept. */
  #checkScoring() {
    const processing = childOf(this.item, "responseProcessing");
    const strange = processing && strangerIn(processing);
    if (strange) this.#notes.push(problem("format.own-scoring", strange.place));
  }

  #text(element: XmlElement, skip: (child: XmlElement) => boolean = () => false): string {
    // 3.0 wraps what is said in modal feedback once more.
    const found = cleaned(markupIn(childOf(element, "contentBody") ?? element, skip));
    if (found.refused) throw wrong(found.refused.code, element, { named: found.refused.named });
    if (found.lostLink) this.#notes.push(problem("format.left-out-link", element.place));
    return found.text;
  }
}

const wrong = (code: string, { place }: XmlElement, facts = {}) =>
  new Unreadable(problem(code, place, facts));

const interactionsIn = (element: XmlElement): XmlElement[] =>
  elementsIn(element).flatMap((child) =>
    child.name.endsWith("Interaction") ? [child] : interactionsIn(child),
  );

const KNOWN = new Set(
  "responseCondition responseIf responseElse match variable correct setOutcomeValue baseValue sum multiple mapResponse isNull not".split(
    " ",
  ),
);
const strangerIn = (element: XmlElement): XmlElement | undefined => {
  for (const child of elementsIn(element)) {
    const found = KNOWN.has(child.name) ? strangerIn(child) : child;
    if (found) return found;
  }
  return undefined;
};

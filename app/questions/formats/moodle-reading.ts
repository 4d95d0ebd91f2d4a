/**
 * Reads Moodle XML. In: the text of a file. Out: questions with problems at their line and column.
 * Taken: multichoice and truefalse, categories, and cases as this platform writes them.
 */
import { refusal } from "~/verdict";
import { type Loose, layWithCases, RefusedCases } from "./case-joining";
import { categoryFrom } from "./category-path";
import {
  type ExchangedQuestion,
  optionId,
  type Place,
  type Problem,
  problem,
  type Reading,
  tidy,
  truthOptions,
  Unreadable,
} from "./exchanged-question";
import { fractionFrom, rightOnes } from "./fractions";
import { cleanedHtml } from "./markup";
import { readTags, type Tagged } from "./tags";
import { readingOf } from "./taking";
import { childOf, elementsIn, readXml, textIn, type XmlElement } from "./xml-tree";

/** Texts of Moodle that have no place here; that each is empty is usual, that one is not is told. */
const LEFT_OUT = ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "hint"];

export function readMoodle(text: string): Promise<Reading> {
  return readingOf(async (tray) => {
    const loose: Loose[] = [];
    const cases = new RefusedCases(tray);
    let category: string[] = [];
    await readXml(text, {
      name: "question",
      root(root) {
        if (root.name === "quiz") return;
        throw new Unreadable({
          ...problem("format.not-moodle", root.place),
          refusal: refusal("format.not-moodle"),
        });
      },
      element(element) {
        if (element.attributes.type === "category") {
          category = categoryFrom(textIn(childOf(element, "category", "text")));
          return;
        }
        const tags = tagsIn(element);
        const read = cases.read(
          () => new MoodleQuestion(element, tags, category).read(),
          () => tags.opens ?? tags.caseOf,
        );
        if (read) loose.push(read);
      },
    });
    layWithCases(loose, cases.names, tray);
  });
}

const tagsIn = (element: XmlElement): Tagged =>
  readTags(
    elementsIn(childOf(element, "tags") ?? element, "tag").map((tag) => tidy(textIn(childOf(tag, "text")))),
  );

class MoodleQuestion {
  readonly #notes: Problem[] = [];

  constructor(
    readonly element: XmlElement,
    readonly tags: Tagged,
    readonly category: string[],
  ) {}

  read(): Loose {
    const { element, tags } = this;
    const place = element.place;
    const type = element.attributes.type ?? "";
    for (const tag of tags.others) this.#note("format.left-out-tag", place, { tag: tag.slice(0, 50) });
    const loose = { place, notes: this.#notes, caseOf: tags.caseOf, opens: tags.opens };
    const shared = {
      code: tidy(textIn(childOf(element, "idnumber"))) || null,
      stem: this.#textOf("questiontext"),
      topic: tags.topic,
      difficulty: tags.difficulty,
      enemies: tags.enemies,
      category: this.category,
    };
    if (type === "description" && tags.opens)
      return { ...loose, question: { ...shared, type: "case-group", questions: [] } };
    if (type !== "multichoice" && type !== "truefalse")
      throw this.#wrong("format.kind", place, { kind: type.slice(0, 30) });
    for (const name of LEFT_OUT)
      for (const found of elementsIn(element, name))
        if (textIn(childOf(found, "text")).trim())
          this.#note("format.left-out-field", found.place, { field: name });
    const question: ExchangedQuestion = {
      ...shared,
      ...(type === "truefalse" ? this.#truth() : this.#choices()),
      explanation: this.#textOf("generalfeedback"),
      citations: tags.citations,
      marks: this.#marks(),
    };
    return { ...loose, question };
  }

  #choices() {
    const answers = elementsIn(this.element, "answer");
    const isMultiple = /^(false|0)$/.test(textIn(childOf(this.element, "single")).trim());
    const weighted = answers.map((answer) => ({ fraction: this.#fraction(answer) }));
    const { key, notes } = rightOnes(weighted, isMultiple, answers[0]?.place ?? this.element.place);
    this.#notes.push(...notes);
    return {
      type: isMultiple ? ("multiple-choice" as const) : ("single-choice" as const),
      options: answers.map((answer, at) => ({
        id: optionId(at),
        text: this.#plain(answer),
        feedback: this.#plain(childOf(answer, "feedback")),
      })),
      key: key.map(optionId),
    };
  }

  #truth() {
    const feedback = { T: "", F: "" };
    const key: string[] = [];
    for (const answer of elementsIn(this.element, "answer")) {
      const said = textIn(childOf(answer, "text")).trim().toLowerCase();
      if (said !== "true" && said !== "false") throw this.#wrong("format.bad-truth", answer.place);
      const id = said === "true" ? "T" : "F";
      feedback[id] = this.#plain(childOf(answer, "feedback"));
      const fraction = this.#fraction(answer);
      if (fraction === 100) key.push(id);
      else if (fraction !== 0) throw this.#wrong("format.weighted", answer.place);
    }
    return { type: "true-false" as const, options: truthOptions(feedback), key };
  }

  #fraction({ attributes, place }: XmlElement): number {
    return fractionFrom((attributes.fraction ?? "").trim(), place);
  }

  #marks(): number | null {
    const written = textIn(childOf(this.element, "defaultgrade")).trim();
    if (!written) return null;
    const marks = Number(written);
    if (!(marks > 0)) throw this.#wrong("format.bad-marks", this.element.place);
    return marks;
  }

  #textOf = (name: string) => this.#plain(childOf(this.element, name));

  /** Plain text of something that holds a text, in the format it names; HTML where it names none. */
  #plain(holder: XmlElement | undefined): string {
    if (!holder) return "";
    const file = elementsIn(holder, "file")[0];
    if (file) throw this.#wrong("format.picture", file.place, { named: "file" });
    const within = childOf(holder, "text");
    const extra = within && elementsIn(within)[0];
    // HTML belongs in CDATA or written with entities; as tags of the file itself it is broken.
    if (extra) throw this.#wrong("format.unknown-tag", extra.place, { named: extra.name.slice(0, 30) });
    const text = textIn(within);
    const { format } = holder.attributes;
    if (format === "plain_text") return tidy(text);
    if (format === "markdown") {
      if (text.trim()) this.#note("format.markdown", holder.place);
      return tidy(text);
    }
    const isAuto = format === "moodle_auto_format";
    const found = cleanedHtml(isAuto ? text.trim().replaceAll("\n", "<br>") : text);
    if (found.refused) throw this.#wrong(found.refused.code, holder.place, { named: found.refused.named });
    if (found.lostLink) this.#note("format.left-out-link", holder.place);
    return found.text;
  }

  #note(code: string, place: Place, facts = {}) {
    this.#notes.push(problem(code, place, facts));
  }

  #wrong = (code: string, place: Place, facts = {}) => new Unreadable(problem(code, place, facts));
}

/** Writes Moodle XML. In: questions. Out: pieces of a file that says everything of them; all texts are plain text. */
import { caseName } from "./case-joining";
import { withCategories } from "./category-path";
import type { ExchangedPart, ExchangedQuestion } from "./exchanged-question";
import { shareOf } from "./fractions";
import { tagsOf } from "./tags";
import { xmlText } from "./xml-tree";

const LONGEST_NAME = 60;

export function* writeMoodle(questions: readonly ExchangedQuestion[]): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n';
  for (const { item: question, at, path } of withCategories(questions)) {
    if (path !== null) yield `<question type="category">\n<category>${text(path)}</category>\n</question>\n`;
    if (question.type === "case-group") {
      const name = caseName(question, at);
      const tags = tagsOf({ ...question, opens: name });
      yield element("description", question, `${noMark}${tagList(tags)}`);
      for (const part of question.questions)
        yield answerable(part, tagsOf({ ...part, marks: null, caseOf: name }));
    } else yield answerable(question, tagsOf({ ...question, marks: null }));
  }
  yield "</quiz>\n";
}

const noMark = "<defaultgrade>0</defaultgrade>\n";

function answerable(part: ExchangedPart, tags: string[]): string {
  const marks = part.marks === null ? "" : `<defaultgrade>${part.marks}</defaultgrade>\n`;
  const explained = part.explanation
    ? `<generalfeedback ${PLAIN}>${text(part.explanation)}</generalfeedback>\n`
    : "";
  const kind = part.type === "true-false" ? "truefalse" : "multichoice";
  const single =
    kind === "multichoice" ? `<single>${part.type === "single-choice"}</single>\n${SHUFFLED}` : "";
  return element(kind, part, `${explained}${marks}${single}${answers(part)}${tagList(tags)}`);
}

const PLAIN = 'format="plain_text"';
const SHUFFLED = "<shuffleanswers>true</shuffleanswers>\n<answernumbering>ABCD</answernumbering>\n";

const answers = ({ type, options, key }: ExchangedPart) =>
  options
    .map(({ id, text: words, feedback }) => {
      const fraction = key.includes(id) ? shareOf(key.length) : "0";
      const shown = type === "true-false" ? (id === "T" ? "true" : "false") : words;
      const said = feedback ? `<feedback ${PLAIN}>${text(feedback)}</feedback>` : "";
      return `<answer fraction="${fraction}" ${PLAIN}>${text(shown)}${said}</answer>\n`;
    })
    .join("");

function element(kind: string, { code, stem }: { code: string | null; stem: string }, rest: string): string {
  const name = code ?? [...stem.replaceAll("\n", " ")].slice(0, LONGEST_NAME).join("");
  return `<question type="${kind}">\n<name>${text(name)}</name>\n<questiontext ${PLAIN}>${text(stem)}</questiontext>\n${
    code ? `<idnumber>${xmlText(code)}</idnumber>\n` : ""
  }${rest}</question>\n`;
}

const tagList = (tags: readonly string[]) =>
  tags.length > 0 ? `<tags>${tags.map((tag) => `<tag>${text(tag)}</tag>`).join("")}</tags>\n` : "";

const text = (words: string) => `<text>${xmlText(words)}</text>`;

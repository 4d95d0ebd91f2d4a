/** Writes GIFT. In: questions. Out: the text of a file that says everything of them; what has no place goes into tags. */
import { caseName } from "./case-joining";
import { withCategories } from "./category-path";
import type { ExchangedPart, ExchangedQuestion } from "./exchanged-question";
import { shareOf } from "./fractions";
import { tagsOf } from "./tags";

export function writeGift(questions: readonly ExchangedQuestion[]): string {
  const blocks: string[] = [];
  for (const { item: question, at, path } of withCategories(questions)) {
    if (path !== null) blocks.push(`$CATEGORY: ${path}`);
    if (question.type === "case-group") {
      const name = caseName(question, at);
      blocks.push(`${head(question.code, tagsOf({ ...question, opens: name }))}${escaped(question.stem)}`);
      for (const part of question.questions) blocks.push(block(part, tagsOf({ ...part, caseOf: name })));
    } else blocks.push(block(question, tagsOf(question)));
  }
  return `${blocks.join("\n\n")}\n`;
}

const block = (part: ExchangedPart, tags: string[]) =>
  `${head(part.code, tags)}${escaped(part.stem)} {\n${answers(part)}${
    part.explanation ? `\t####${text(part.explanation)}\n` : ""
  }}`;

function head(code: string | null, tags: string[]): string {
  const all = [...(code ? [`[id:${inTag(code)}]`] : []), ...tags.map((tag) => `[tag:${inTag(tag)}]`)];
  const comment = all.length > 0 ? `// ${all.join(" ")}\n` : "";
  return `${comment}${code ? `::${escaped(code)}::` : ""}[plain]`;
}

function answers({ type, options, key }: ExchangedPart): string {
  if (type === "true-false") return truth(options, key.includes("T"));
  const share = shareOf(key.length);
  return options
    .map(({ id, text: words, feedback }) => {
      const isRight = key.includes(id);
      const sign = type === "multiple-choice" ? (isRight ? `~%${share}%` : "~") : isRight ? "=" : "~";
      return `\t${sign}${text(words)}${feedback ? `#${text(feedback)}` : ""}\n`;
    })
    .join("");
}

/** The first comment is for the wrong answer, the second for the right one. */
function truth(options: ExchangedPart["options"], isTrue: boolean): string {
  const said = (id: string) => text(options.find((option) => option.id === id)?.feedback ?? "");
  const [right, wrong] = isTrue ? [said("T"), said("F")] : [said("F"), said("T")];
  const comments = right ? `#${wrong}#${right}` : wrong ? `#${wrong}` : "";
  return `\t${isTrue ? "TRUE" : "FALSE"}${comments}\n`;
}

/** A text that begins like the name of a format says first that it is plain. A % would begin a share. */
const text = (words: string) => `${/^[[%]/.test(words) ? "[plain]" : ""}${escaped(words)}`;
const escaped = (words: string) => words.replace(/[~=#{}:\\]/g, "\\$&").replaceAll("\n", "\\n");
const inTag = (words: string) => words.replaceAll("\n", " ").replace(/[\]\\]/g, "\\$&");

/**
 * The text of a lesson: what was typed or uploaded, as pages. In: Markdown, or the plain text of a law. Out: pages with
 * titles, or why not. A long law is a page a chapter.
 */
import { type Refusal, refusal } from "~/verdict";

export type TextPage = { title: string; markdown: string };

export const MOST_TEXT_BYTES = 2 * 1024 * 1024;
const MOST_CHARACTERS = 400_000;
const MOST_PAGES = 200;
/** A text without chapters is cut between paragraphs at about this length. */
const PAGE_CHARACTERS = 8_000;
const LONGEST_TITLE = 60;
const CHAPTER = /^(?:#{1,6}\s*)?(第[零〇一二三四五六七八九十百千\d]+[章编](?:[\s\u3000].*)?)$/;

/** Refusals: course-text.empty, course-text.too-long { characters, most }, course-text.too-many-pages { pages, most }. */
export function pagesFrom(markdown: string, title: string): TextPage[] | Refusal {
  const text = markdown.replaceAll("\r\n", "\n").replaceAll("\r", "\n").trim();
  const characters = [...text].length;
  if (characters === 0) return refusal("course-text.empty");
  if (characters > MOST_CHARACTERS)
    return refusal("course-text.too-long", { characters, most: MOST_CHARACTERS });
  const pages = chapters(text, title).flatMap(cut);
  if (pages.length > MOST_PAGES)
    return refusal("course-text.too-many-pages", { pages: pages.length, most: MOST_PAGES });
  return pages;
}

/** The plain text of a law as Markdown: each line a paragraph, chapters as headings, signs that Markdown reads kept as signs. */
export function markdownFromPlain(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, ""))
    .filter((line) => line !== "")
    .map((line) => (CHAPTER.test(line) ? `## ${escaped(line)}` : escaped(line)))
    .join("\n\n");
}

const escaped = (line: string) =>
  line.replace(/[\\`*_{}[\]<>()#+\-!|~]/g, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2");

/** What stands before the first chapter goes with it, unless it is long enough to be read by itself. */
function chapters(text: string, title: string): TextPage[] {
  const pages: TextPage[] = [];
  for (const line of text.split("\n")) {
    const [, chapter] = CHAPTER.exec(line.trim()) ?? [];
    if (chapter !== undefined || pages.length === 0)
      pages.push({ title: [...(chapter ?? title)].slice(0, LONGEST_TITLE).join(""), markdown: "" });
    pages.at(-1)!.markdown += `${line}\n`;
  }
  return pages
    .map((page) => ({ ...page, markdown: page.markdown.trim() }))
    .filter(({ markdown }) => markdown !== "");
}

function cut({ title, markdown }: TextPage): TextPage[] {
  const pages: string[] = [];
  for (const paragraph of markdown.split(/\n{2,}/)) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + paragraph.length <= PAGE_CHARACTERS)
      pages[pages.length - 1] = `${last}\n\n${paragraph}`;
    else pages.push(paragraph);
  }
  return pages.map((page, index) => ({
    title: pages.length > 1 ? `${title}（${index + 1}）` : title,
    markdown: page,
  }));
}

/** What a reader reads of a page, near enough: signs and spaces left out. */
export function charactersOf({ markdown }: Pick<TextPage, "markdown">): number {
  return [...markdown.replace(/[\s#*_`>\\-]/g, "")].length;
}

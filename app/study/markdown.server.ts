/** Course pages from Markdown. HTML in it is shown as text, links lead to http and https only, pictures are refused. */
import markdownIt from "markdown-it";
import { type Refusal, refusal } from "~/verdict";

const reader = markdownIt({ html: false, linkify: false, breaks: true });
reader.validateLink = (address) => /^https?:\/\//i.test(address.trim());
const usualLink =
  reader.renderer.rules.link_open ??
  ((tokens, index, options, _, self) => self.renderToken(tokens, index, options));
reader.renderer.rules.link_open = (tokens, index, options, env, self) => {
  tokens[index]!.attrSet("rel", "noopener noreferrer nofollow");
  return usualLink(tokens, index, options, env, self);
};
// A page has one h1, which is the lesson's; what the text calls its first heading stands below it.
reader.renderer.rules.heading_open = (tokens, index) => `<${lower(tokens[index]!.tag)}>`;
reader.renderer.rules.heading_close = (tokens, index) => `</${lower(tokens[index]!.tag)}>\n`;
const lower = (tag: string) => `h${Math.min(6, Number(tag.slice(1)) + 1)}`;
// What got past the form is shown as the words it came with.
reader.renderer.rules.image = (tokens, index) => reader.utils.escapeHtml(tokens[index]!.content);

export function htmlOf(markdown: string): string {
  return reader.render(markdown);
}

/** Refusal: course-text.picture. */
export function refusedIn(markdown: string): Refusal[] {
  const isPicture = reader
    .parse(markdown, {})
    .some((token) => token.children?.some(({ type }) => type === "image"));
  // An address that is not allowed makes no picture and stays as it was typed: said all the same.
  return isPicture || /!\[[^\]]*\]\(/.test(markdown) ? [refusal("course-text.picture")] : [];
}

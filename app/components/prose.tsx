import { forwardRef } from "react";

/** A text that the server made of Markdown, which lets no HTML of its writer through: the one place where HTML is taken as it is. */
export const Prose = forwardRef<HTMLElement, { html: string }>(({ html }, ref) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
  <article ref={ref} className="prose course-text" dangerouslySetInnerHTML={{ __html: html }} />
));
Prose.displayName = "Prose";

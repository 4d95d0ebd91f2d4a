import { common } from "~/text/common";
import { useText } from "~/text/text";

export type Crumb = { text: string; href?: string };

export function Crumbs({ items }: { items: readonly Crumb[] }) {
  const t = useText(common);
  return (
    <nav aria-label={t.crumbs}>
      <ol className="crumbs">
        {items.map(({ text, href }) => (
          <li key={`${href ?? ""} ${text}`}>{href ? <a href={href}>{text}</a> : text}</li>
        ))}
      </ol>
    </nav>
  );
}

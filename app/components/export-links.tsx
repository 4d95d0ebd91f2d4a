import { exportsText } from "~/text/exports";
import { useText } from "~/text/text";

/**
 * What the list shows now, as files: the same filters, every page. `wholeHref` asks for a reason first, for lists whose
 * identity numbers may be given out whole.
 */
export function ExportLinks({
  href,
  query,
  wholeHref,
}: {
  href: string;
  query: string;
  wholeHref?: string | undefined;
}) {
  const t = useText(exportsText);
  const search = new URLSearchParams(query);
  for (const name of ["page", "after", "before", "done"]) search.delete(name);
  const at = (format: string) => `${href}?${new URLSearchParams([...search, ["format", format]])}`;
  return (
    <nav className="acts" aria-label={t.link}>
      <a className="act-link" href={at("xlsx")}>
        {t.linkXlsx}
      </a>
      <a className="act-link" href={at("csv")}>
        {t.linkCsv}
      </a>
      {wholeHref && (
        <a className="act-link" href={`${wholeHref}?${search}`}>
          {t.linkWhole}
        </a>
      )}
    </nav>
  );
}

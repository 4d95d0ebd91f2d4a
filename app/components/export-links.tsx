import { exportsText } from "~/text/exports";
import { useText } from "~/text/text";

/** What the list shows now, as files: the same filters, every page. */
export function ExportLinks({ href, query }: { href: string; query: string }) {
  const t = useText(exportsText);
  const at = (format: string) => {
    const search = new URLSearchParams(query);
    for (const name of ["page", "after", "before", "done"]) search.delete(name);
    search.set("format", format);
    return `${href}?${search}`;
  };
  return (
    <span className="end">
      <a className="act-link" href={at("xlsx")}>
        {t.linkXlsx}
      </a>{" "}
      <a className="act-link" href={at("csv")}>
        {t.linkCsv}
      </a>
    </span>
  );
}

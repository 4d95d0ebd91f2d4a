import type { FileCompleteness } from "~/casework/file-completeness.server";
import type { FilePartWord } from "~/rulebook/words";
import { common } from "~/text/common";
import { fileCompletenessText } from "~/text/file-completeness";
import { citation } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { CheckList } from "../check-list";
import { Section } from "../section";

export type CureLinks = Partial<Record<FilePartWord, string>>;

/** What a personnel officer opens to add what is missing. */
export const cureLinksOf = (personId: string): CureLinks => ({
  portrait: `/people/${personId}/photos`,
  employment: `/people/${personId}/employments`,
  "employment-document": `/people/${personId}/employment-changes`,
  "study-category": `/people/${personId}/study-categories`,
  "last-year-grade": `/people/${personId}/annual-grades`,
  "ministry-card": `/people/${personId}#ministry-cards`,
});

/** Which parts a file lacks and who can add each: a count never stands alone. */
export function FileCompletenessList({
  completeness: { parts, sources },
  links,
}: {
  completeness: FileCompleteness;
  /** Pages the reader may open to add a part. */
  links: CureLinks;
}) {
  const t = useText(fileCompletenessText);
  const { list } = useText(common);
  const locale = useLocale();
  const missing = parts.filter(({ held }) => !held);
  const held = parts.filter((part) => part.held);
  const cited = [...new Set(sources.map((source) => citation(locale, source)))];
  return (
    <Section
      id="completeness"
      title={t.title}
      meta={missing.length === 0 ? t.complete(parts.length) : t.incomplete(held.length, parts.length)}
    >
      {missing.length > 0 && (
        <>
          <h3>{t.missing}</h3>
          <CheckList
            items={missing.map(({ part }) => ({
              key: part,
              met: false,
              text: (
                <>
                  <b>{t.parts[part]}</b>
                  <span className="block small quiet">{t.cures[part]}</span>
                  {links[part] && (
                    <a href={links[part]}>
                      {t.open}
                      <span className="vh">{t.parts[part]}</span>
                    </a>
                  )}
                </>
              ),
            }))}
          />
        </>
      )}
      {held.length > 0 && <p className="small">{t.held(list(held.map(({ part }) => t.parts[part])))}</p>}
      <p className="hint">{t.source(list(cited))}</p>
    </Section>
  );
}

import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { rosterText } from "~/text/roster-imports";
import { useLocale, useText } from "~/text/text";
import type { Refusal } from "~/verdict";

export function Head({ title, lede }: { title: string; lede: string }) {
  const text = useText(personnelText);
  return (
    <PageHead
      title={title}
      lede={lede}
      crumbs={[
        { text: text.title, href: "/people" },
        { text: text.imports.title, href: "/people/imports/new" },
        { text: title },
      ]}
    />
  );
}

/** Why the last run came to nothing. */
export function Failed({ refusals }: { refusals: readonly Refusal[] }) {
  const t = useText(rosterText);
  const locale = useLocale();
  return refusals.map((refusal) => {
    const { sentence, cure } = refusalIn(locale, refusal);
    return (
      <Notice
        key={`${refusal.code} ${refusal.facts.what ?? ""}`}
        tone="stop"
        title={t.failedBecause(sentence)}
        live
      >
        {cure}
      </Notice>
    );
  });
}

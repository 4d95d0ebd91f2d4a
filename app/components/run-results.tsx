import { useSearchParams } from "@remix-run/react";
import { refusalIn } from "~/text/refusals";
import { useLocale } from "~/text/text";
import type { Refusal } from "~/verdict";
import { LinkButton } from "./button";
import { filteredHref } from "./filters";
import { BarRow, ProgressBar } from "./progress-bar";

/** How far a run is, while it is under way; the page comes anew by itself, or by its link. */
export function RunProgress({
  value,
  label = value,
  total,
  done,
  href,
  reload,
}: {
  value: string;
  label?: string;
  total: number;
  done: number;
  href: string;
  reload: string;
}) {
  return (
    <div className="stack" aria-live="polite">
      <BarRow value={value}>
        <ProgressBar label={label} total={total} done={done} tall />
      </BarRow>
      <div className="acts">
        <LinkButton href={href}>{reload}</LinkButton>
      </div>
    </div>
  );
}

/** Leads to the lines behind this place. */
export function MoreLines({ after, text }: { after: number; text: string }) {
  const [search] = useSearchParams();
  return (
    <p className="acts">
      <a className="act-link" href={filteredHref(search, { after: String(after) })}>
        {text}
      </a>
    </p>
  );
}

/** Why a line was refused, every reason with what would cure it; `sources` too where they decide. */
export function LineRefusals({
  refusals,
  sources = false,
}: {
  refusals: readonly Refusal[];
  sources?: boolean;
}) {
  const locale = useLocale();
  return (
    <ul>
      {refusals.map((reason) => {
        const { code, sentence, cure, source } = refusalIn(locale, reason);
        return (
          <li key={`${code} ${sentence}`}>
            {sentence}
            {cure && <span className="block hint">{cure}</span>}
            {sources && source && <span className="block hint">{source}</span>}
          </li>
        );
      })}
    </ul>
  );
}

import type { BlueprintDifference } from "~/questions/blueprint-difference";
import { blueprintsText, differenceIn } from "~/text/blueprints";
import { useLocale, useText } from "~/text/text";

/** What one version changed, a sentence each. */
export function BlueprintDifferences({ changes }: { changes: readonly BlueprintDifference[] }) {
  const t = useText(blueprintsText);
  const locale = useLocale();
  if (changes.length === 0) return <span className="quiet">{t.noChange}</span>;
  return (
    <ul>
      {changes.map((change) => {
        const words = differenceIn(locale, change);
        return <li key={words}>{words}</li>;
      })}
    </ul>
  );
}

import { refusalIn } from "~/text/refusals";
import { useLocale } from "~/text/text";
import type { Refusal } from "~/verdict";

/** Why something is not exchanged, not done yet, or kept: each with what would cure it. */
export function UnitChangeReasons({ reasons }: { reasons: readonly Refusal[] }) {
  const locale = useLocale();
  if (reasons.length === 0) return null;
  return (
    <ul>
      {reasons.map((reason, index) => {
        const { sentence, cure } = refusalIn(locale, reason);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: reasons are neither reordered nor kept
          <li key={index}>
            {sentence}
            {cure && <span className="block hint">{cure}</span>}
          </li>
        );
      })}
    </ul>
  );
}

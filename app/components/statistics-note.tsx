import { itemStatisticsText } from "~/text/item-statistics";
import { useText } from "~/text/text";
import { Section } from "./section";

/** What the figures of questions mean, under every page that shows them. */
export function StatisticsNote() {
  const t = useText(itemStatisticsText);
  return (
    <Section title={t.howTitle}>
      <div className="stack prose">
        {t.how.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </Section>
  );
}

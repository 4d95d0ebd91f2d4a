import { itemStatisticsText } from "~/text/item-statistics";
import { useText } from "~/text/text";
import { Section } from "./section";

/** What the figures of questions mean, under every page that shows them. */
export function StatisticsNote() {
  const t = useText(itemStatisticsText);
  return (
    <Section title={t.howTitle}>
      <ul className="prose">
        {t.how.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

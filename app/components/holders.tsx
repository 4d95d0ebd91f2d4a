import { applicationsText } from "~/text/applications";
import { useText } from "~/text/text";

/** So many names stand in a line of a list. */
const MOST_NAMES = 3;

/** Who can take the step whose turn it is. */
export function Holders({ names }: { names: readonly string[] }) {
  const t = useText(applicationsText).holders;
  if (names.length === 0) return <>{t.nobody}</>;
  const first = names.slice(0, MOST_NAMES).join(t.comma);
  return <>{names.length > MOST_NAMES ? t.more(first, names.length - MOST_NAMES) : first}</>;
}

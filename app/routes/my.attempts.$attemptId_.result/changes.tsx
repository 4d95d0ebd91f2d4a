import { Section } from "~/components/section";
import { Sub } from "~/components/table";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { longInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import type { ResultPage } from "./route";

/** What was corrected after the release, why, and what it did to this mark: the notice to the candidate. */
export function Changes({ changes }: { changes: ResultPage["result"]["changes"] }) {
  const t = useText(keyCorrectionsText).mine;
  const locale = useLocale();
  if (changes.length === 0) return null;
  return (
    <Section title={t.title}>
      <ul className="stack">
        {changes.map((one) => {
          const isSame = one.markBefore === one.markAfter && one.fullMarkBefore === one.fullMarkAfter;
          return (
            <li key={one.correctionId}>
              <p>
                <b>
                  {one.slot !== null && t.slot(one.slot)} {t.what[one.treatment]}
                </b>
              </p>
              <p>
                {isSame
                  ? t.same
                  : t.marks(one.markBefore, one.fullMarkBefore, one.markAfter, one.fullMarkAfter)}
                {one.passedBefore !== one.passedAfter && ` · ${one.passedAfter ? t.passes : t.fails}`}
              </p>
              <p>{one.ground}</p>
              <Sub>{longInstant(one.at, locale)}</Sub>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

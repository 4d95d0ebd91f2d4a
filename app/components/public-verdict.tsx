import { type ReactNode, useId } from "react";
import { type Fact, Facts } from "./facts";
import { Icon, type IconName } from "./icon";
import { Photo } from "./photo";

/** Neutral ends (cancelled, expired, replaced) are `off`, lost is `warn`; red is for what forbids enforcing. */
export type VerdictTone = "ok" | "warn" | "stop" | "off";

/**
 * The answer to a member of the public, in a fixed order: status word with its own icon → when it was checked → what
 * happened → who → every other printed field. Sections about rights and offline use come as `aside`.
 */
export function PublicVerdict({
  tone,
  icon,
  word,
  sentence,
  checkedAt,
  checkedNote,
  happened = [],
  holder,
  facts,
  factsLabel,
  hint,
  aside,
}: {
  tone: VerdictTone;
  icon: IconName;
  word: ReactNode;
  sentence: ReactNode;
  checkedAt: ReactNode;
  checkedNote?: ReactNode;
  happened?: readonly Fact[];
  holder: { photo?: string; photoLabel: string; name: string; unit: string };
  facts: readonly Fact[];
  factsLabel: string;
  hint?: ReactNode;
  aside?: ReactNode;
}) {
  const heading = useId();
  return (
    <div className={`verify v-${tone}`}>
      <div className="v-main">
        <section className="verdict" aria-labelledby={heading}>
          <Icon name={icon} />
          <div>
            <h1 id={heading}>{word}</h1>
            <p>{sentence}</p>
          </div>
        </section>
        <p className="checked">
          <Icon name="wait" />
          {checkedAt}
          {checkedNote && <span>{checkedNote}</span>}
        </p>
        {happened.length > 0 && (
          <div className="v-why">
            <Facts items={happened} layout="ruled" />
          </div>
        )}
        <section className="v-card" aria-label={factsLabel}>
          <div className="v-person">
            <Photo src={holder.photo} label={holder.photoLabel} />
            <div>
              <p className="v-name">{holder.name}</p>
              <p className="v-unit">{holder.unit}</p>
            </div>
          </div>
          <Facts items={facts} layout="ruled" />
          {hint && <p className="hint">{hint}</p>}
        </section>
      </div>
      {aside && <div className="v-side">{aside}</div>}
    </div>
  );
}

/** One section of the side column. */
export function VerdictAside({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="v-sec">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

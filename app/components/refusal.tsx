import { type ReactNode, useId } from "react";
import { common } from "~/text/common";
import { useText } from "~/text/text";
import { type Fact, Facts } from "./facts";
import { Icon } from "./icon";
import { Status } from "./status";

export type Reason = {
  /** The rule's code, such as K05; empty where the refusal comes from no numbered rule. */
  code: string;
  /** The rule in one line. */
  rule: ReactNode;
  /** Law and article, rule pack and key. */
  source?: ReactNode;
  facts?: readonly Fact[];
  /** What would cure it, a paragraph each. */
  cure?: readonly ReactNode[];
  /** `advises` does not block by itself. */
  weight?: "blocks" | "advises";
};

/** A refusal: the verdict as a sentence, then every reason with its rule, source, facts and cure. No override. */
export function Refusal({
  verdict,
  lede,
  reasons,
  level = 1,
}: {
  verdict: ReactNode;
  lede?: ReactNode;
  reasons: readonly Reason[];
  /** 1 where the refusal is the page, 2 where it stands inside one. */
  level?: 1 | 2;
}) {
  const heading = useId();
  const Title = level === 1 ? "h1" : "h2";
  return (
    <section className="refusal" aria-labelledby={heading}>
      <header className="refusal-head">
        <Title id={heading}>
          <Icon name="stopfill" />
          <span>{verdict}</span>
        </Title>
        {lede && <p>{lede}</p>}
      </header>
      {reasons.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: neither reordered nor kept; a code may come twice or be empty
        <ReasonBlock key={index} {...reason} />
      ))}
    </section>
  );
}

function ReasonBlock({ code, rule, source, facts = [], cure = [], weight = "blocks" }: Reason) {
  const t = useText(common).refusal;
  const blocks = weight === "blocks";
  return (
    <article className="reason" id={code || undefined}>
      <div className="no">
        {code && <b>{code}</b>}
        <Status tone={blocks ? "stop" : "warn"}>{blocks ? t.blocks : t.advises}</Status>
      </div>
      <div>
        <h3>{rule}</h3>
        {source && <p className="source">{source}</p>}
        {(facts.length > 0 || cure.length > 0) && (
          <div className="reason-body">
            {facts.length > 0 && (
              <div>
                <h4>{t.facts}</h4>
                <Facts items={facts} layout="rows" />
              </div>
            )}
            {cure.length > 0 && (
              <div className="cure">
                <h4>{blocks ? t.cure : t.effect}</h4>
                {cure.map((step, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: neither reordered nor kept
                  <p key={index}>{step}</p>
                ))}
              </div>
            )}
          </div>
        )}
      </div>
    </article>
  );
}

/**
 * The one shared abstraction: a rule answers yes, or no with every reason.
 * A refusal is a code plus facts plus its source; `app/text` turns it into a sentence in each language.
 */

/** Where a rule comes from, in the words of the document (Chinese titles are quoted, never translated). */
export type Source = {
  /** Title of the instrument, e.g. 行政处罚法. */
  title: string;
  /** Article or item as the instrument counts it, e.g. 第四十二条. */
  article?: string;
  /** The blocking rule it stands behind, e.g. K05. */
  rule?: string;
};

/** Literals only (dates as ISO strings); never an identity number or any other personal value. */
export type Facts = Record<string, string | number | boolean | null>;

export type Refusal = { code: string; facts: Facts; source: Source | null };

export type Verdict<R = Refusal> = { ok: true } | { ok: false; refusals: R[] };

export const allow: { readonly ok: true } = { ok: true };

export function refuse<R = Refusal>(...refusals: [R, ...R[]]): Verdict<R> {
  return { ok: false, refusals };
}

export function refusal(code: string, facts: Facts = {}, source: Source | null = null): Refusal {
  return { code, facts, source };
}

/** No refusals means yes. Rules collect reasons in a list and end with this. */
export function verdictOf<R = Refusal>(refusals: readonly R[]): Verdict<R> {
  return refusals.length === 0 ? allow : { ok: false, refusals: [...refusals] };
}

/** Yes only if all say yes; otherwise every refusal of every verdict, in the order given. */
export function combine<R = Refusal>(...verdicts: readonly Verdict<R>[]): Verdict<R> {
  return verdictOf(verdicts.flatMap(refusalsOf));
}

export function refusalsOf<R>(verdict: Verdict<R>): R[] {
  return verdict.ok ? [] : verdict.refusals;
}

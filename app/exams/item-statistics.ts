/**
 * 试题分析: what the answers of released exams say about a question.
 * In: tallies, one for each question version and exam. Out: figures, null where they cannot be computed.
 * Tallies hold counts and sums only, so they add: over exams, and over the versions of a question.
 */

/** Raised whenever a figure, a flag or what counts is defined otherwise: exams computed by older rules are done again. */
export const STATISTICS_RULES = 2;

/** Candidates of one exam by their total mark: best, middle, weakest third. */
export const THIRDS = ["best", "middle", "weakest"] as const;
export type ByThird = [best: number, middle: number, weakest: number];

export type Tally = {
  /** Papers with the question; a person's first in each exam. */
  attempts: number;
  /** Sum of mark ÷ marks over them. */
  shares: number;
  /**
   * Sums of squares and products about the means of the exam: of the question's mark share (x), of the share reached in
   * the rest of the paper (r). `paired`: papers that have a rest.
   */
  paired: number;
  sxx: number;
  srr: number;
  sxr: number;
  papers: ByThird;
  unanswered: ByThird;
  /** How often each option, as written in the bank, was chosen. */
  options: Record<string, ByThird>;
  /** The 27 % with the highest and with the lowest totals of the exam: papers, and sum of mark shares. */
  upper: { attempts: number; shares: number };
  lower: { attempts: number; shares: number };
  /** Papers by the whole seconds spent on the question. */
  seconds: Record<string, number>;
  /** Sum over the papers of the mark share that blind guessing would be expected to give. */
  guesses: number;
};

const NOTHING: Tally = {
  attempts: 0,
  shares: 0,
  paired: 0,
  sxx: 0,
  srr: 0,
  sxr: 0,
  papers: [0, 0, 0],
  unanswered: [0, 0, 0],
  options: {},
  upper: { attempts: 0, shares: 0 },
  lower: { attempts: 0, shares: 0 },
  seconds: {},
  guesses: 0,
};

export function added(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (a, b) => ({
      attempts: a.attempts + b.attempts,
      shares: a.shares + b.shares,
      paired: a.paired + b.paired,
      sxx: a.sxx + b.sxx,
      srr: a.srr + b.srr,
      sxr: a.sxr + b.sxr,
      papers: addedThirds(a.papers, b.papers),
      unanswered: addedThirds(a.unanswered, b.unanswered),
      options: joined(a.options, b.options, addedThirds),
      upper: { attempts: a.upper.attempts + b.upper.attempts, shares: a.upper.shares + b.upper.shares },
      lower: { attempts: a.lower.attempts + b.lower.attempts, shares: a.lower.shares + b.lower.shares },
      seconds: joined(a.seconds, b.seconds, (m, n) => m + n),
      guesses: a.guesses + b.guesses,
    }),
    NOTHING,
  );
}

export type Figures = {
  attempts: number;
  /** 难度 P: mean share of the marks. */
  facility: number | null;
  /**
   * 区分度: r = Σ(x−x̄)(r−r̄) ÷ √(Σ(x−x̄)² · Σ(r−r̄)²), x the share of this question's marks, r the share reached in the
   * rest of the paper, means within each exam. For questions all right or all wrong, the point-biserial without the question.
   */
  discrimination: number | null;
  upper: number | null;
  lower: number | null;
  guess: number | null;
  seconds: { mean: number; median: number; papers: number } | null;
  papers: ByThird;
  unanswered: ByThird;
  options: Record<string, ByThird>;
};

/** Least mean square deviation told apart from none: rounding alone never reaches it. */
const LEAST_VARIANCE = 1e-12;

export function figuresOf(tally: Tally): Figures {
  const { attempts, papers, unanswered, options, upper, lower } = tally;
  return {
    attempts,
    facility: ratio(tally.shares, attempts),
    discrimination: correlation(tally),
    upper: ratio(upper.shares, upper.attempts),
    lower: ratio(lower.shares, lower.attempts),
    guess: ratio(tally.guesses, attempts),
    seconds: secondsOf(tally.seconds),
    papers,
    unanswered,
    options,
  };
}

/** Fewer than two papers, or all alike: there is nothing to correlate. */
function correlation({ paired, sxx, srr, sxr }: Tally): number | null {
  if (paired < 2 || sxx / paired < LEAST_VARIANCE || srr / paired < LEAST_VARIANCE) return null;
  return Math.max(-1, Math.min(1, sxr / Math.sqrt(sxx * srr)));
}

function secondsOf(counts: Tally["seconds"]): Figures["seconds"] {
  const sorted = Object.entries(counts)
    .map(([seconds, papers]) => ({ seconds: Number(seconds), papers }))
    .sort((a, b) => a.seconds - b.seconds);
  const papers = sorted.reduce((sum, one) => sum + one.papers, 0);
  if (papers === 0) return null;
  const at = (place: number) => {
    let left = place;
    for (const one of sorted) {
      left -= one.papers;
      if (left < 0) return one.seconds;
    }
    return 0;
  };
  const mean = sorted.reduce((sum, one) => sum + one.seconds * one.papers, 0) / papers;
  return { mean, median: (at(Math.floor((papers - 1) / 2)) + at(Math.floor(papers / 2))) / 2, papers };
}

/**
 * The share of the marks that choosing blindly is expected to give: one option of those there are; of a multiple choice,
 * any non-empty set of options, with what an incomplete one gets by the exam's rule.
 */
export function guessShare(
  question: { type: string; options: number; key: number },
  { marks, policy }: { marks: number; policy: string },
): number {
  if (question.type !== "multiple-choice") return 1 / question.options;
  const incomplete = policy === "half-when-incomplete" ? (2 ** question.key - 2) * Math.floor(marks / 2) : 0;
  return (marks + incomplete) / marks / (2 ** question.options - 1);
}

/** `sum` of what is at most 1 each, over so many; null of none. */
export function ratio(sum: number, count: number): number | null {
  return count === 0 ? null : Math.max(0, Math.min(1, sum / count));
}

function addedThirds(a: ByThird, b: ByThird): ByThird {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function joined<V>(a: Record<string, V>, b: Record<string, V>, add: (x: V, y: V) => V): Record<string, V> {
  const result = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const other = result[name];
    result[name] = other === undefined ? value : add(other, value);
  }
  return result;
}

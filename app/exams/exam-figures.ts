/**
 * 考试总体分析: how far an exam's marks can be trusted.
 * In: sums over its marked papers. Out: mean, spread, reliability and the standard error of a mark; null where unknown.
 */

/** Steps of a tenth of the full mark: narrow enough to see the pass mark, wide enough for a telephone. */
export const BARS = 10;

export type PaperSums = {
  attempts: number;
  fullMark: number;
  mean: number | null;
  median: number | null;
  /** Of the total marks, with n − 1. */
  variance: number | null;
  /** Papers by share of the full mark, in `BARS` equal steps; the full mark itself is in the last. */
  histogram: number[];
  /** Where every paper holds the same questions: how many, and the sum of their variances. */
  same: { questions: number; variances: number } | null;
  /**
   * Where papers are drawn: the mean over papers of Σ kₛ·vₛ, kₛ questions of equal worth on the paper, vₛ the variance of
   * their marks on it; null where a question is the only one of its worth.
   */
  drawn: number | null;
};

export type ExamFigures = Omit<PaperSums, "variance" | "same" | "drawn"> & {
  deviation: number | null;
  /**
   * `alpha`: Cronbach's α = k/(k−1) · (1 − Σ v_i ÷ v), which is KR-20 where every question is right or wrong.
   * `drawn`: 1 − drawn ÷ v. Nobody sits the same questions, so how hard one's own happened to be counts as error too;
   * with questions of equal worth, right or wrong, it is KR-21.
   */
  reliability: { kind: "alpha" | "drawn"; value: number } | null;
  /** √(v · (1 − reliability)), in marks. */
  standardError: number | null;
};

export function examFiguresOf({ variance, same, drawn, ...sums }: PaperSums): ExamFigures {
  const reliability = reliabilityOf({ variance, same, drawn });
  return {
    ...sums,
    deviation: variance === null ? null : Math.sqrt(variance),
    reliability,
    // A coefficient below zero is one of zero with bad luck.
    standardError:
      reliability && variance !== null ? Math.sqrt(variance * (1 - Math.max(0, reliability.value))) : null,
  };
}

function reliabilityOf({
  variance,
  same,
  drawn,
}: Pick<PaperSums, "variance" | "same" | "drawn">): ExamFigures["reliability"] {
  if (variance === null || variance === 0) return null;
  if (same) {
    const { questions: k, variances } = same;
    return k < 2 ? null : { kind: "alpha", value: (k / (k - 1)) * (1 - variances / variance) };
  }
  return drawn === null ? null : { kind: "drawn", value: 1 - drawn / variance };
}

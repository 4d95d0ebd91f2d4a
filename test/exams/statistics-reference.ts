import type { MarkingPolicy } from "~/exams/marking";
import type { MadeQuestion, Sat } from "./marked-papers";

/** The figures once more, read off the papers one by one, as slowly and plainly as they are defined. */

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) =>
  values.length < 2
    ? null
    : values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1);
const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
};

function markOf(question: MadeQuestion, chosen: readonly string[], policy: MarkingPolicy): number {
  const wrong = chosen.filter((id) => !question.key.includes(id)).length;
  if (chosen.length === 0 || wrong > 0) return 0;
  if (chosen.length === question.key.length) return question.marks;
  return policy === "half-when-incomplete" ? Math.floor(question.marks / 2) : 0;
}

/** Tries every set of options that a blind hand could choose. */
function guessOf(question: MadeQuestion, policy: MarkingPolicy): number {
  const { optionIds, type, marks } = question;
  const sets =
    type === "multiple-choice"
      ? Array.from({ length: 2 ** optionIds.length - 1 }, (_, bits) =>
          optionIds.filter((_, at) => ((bits + 1) >> at) & 1),
        )
      : optionIds.map((id) => [id]);
  return mean(sets.map((set) => markOf(question, set, policy) / marks));
}

function secondsOn({ steps }: Sat, slot: number): number | null {
  let milliseconds = 0;
  let isTouched = false;
  let sinceLast = 0;
  for (const step of steps) {
    sinceLast += step.afterMs;
    if (step.kind === "late") continue;
    if (step.slot === slot) {
      milliseconds += Math.min(sinceLast, 300_000);
      isTouched = true;
    }
    sinceLast = 0;
  }
  return isTouched ? Math.floor((milliseconds + 500) / 1000) : null;
}

export function expectedOf(all: readonly Sat[], marks: readonly number[], policy: MarkingPolicy) {
  const firstOf = new Map<string, { paper: Sat; total: number }>();
  for (const [index, paper] of all.entries()) {
    const known = firstOf.get(paper.personId);
    if (!known || paper.startedMs < known.paper.startedMs)
      firstOf.set(paper.personId, { paper, total: marks[index]! });
  }
  const ranked = [...firstOf.values()].sort(
    (a, b) => b.total - a.total || a.paper.startedMs - b.paper.startedMs,
  );
  const n = ranked.length;
  const edge = Math.floor((27 * n + 50) / 100);
  const seen = ranked.flatMap(({ paper, total }, place) => {
    const full = paper.answers.reduce((sum, { question }) => sum + question.marks, 0);
    return paper.answers.map(({ question, chosen }, index) => {
      const mark = markOf(question, chosen, policy);
      return {
        question,
        chosen,
        mark,
        person: place,
        share: mark / question.marks,
        rest: full > question.marks ? (total - mark) / (full - question.marks) : null,
        third: Math.floor((place * 3) / n),
        isUpper: place < edge,
        isLower: place >= n - edge,
        seconds: secondsOn(paper, index + 1),
      };
    });
  });
  const ids = [...new Set(seen.map(({ question }) => question.versionId))];
  const items = new Map(
    ids.map((id) => {
      const mine = seen.filter(({ question }) => question.versionId === id);
      const question = mine[0]!.question;
      const shares = (of: typeof mine) => (of.length === 0 ? null : mean(of.map(({ share }) => share)));
      const byThird = (of: typeof mine) =>
        [0, 1, 2].map((third) => of.filter((one) => one.third === third).length);
      const times = mine.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
      const options = Object.fromEntries(
        question.optionIds.flatMap((option) => {
          const chosen = byThird(mine.filter((one) => one.chosen.includes(option)));
          return chosen.some((count) => count > 0) ? [[option, chosen]] : [];
        }),
      );
      const figures = {
        attempts: mine.length,
        facility: shares(mine),
        discrimination: correlation(mine),
        upper: shares(mine.filter(({ isUpper }) => isUpper)),
        lower: shares(mine.filter(({ isLower }) => isLower)),
        guess: guessOf(question, policy),
        seconds:
          times.length === 0 ? null : { mean: mean(times), median: median(times), papers: times.length },
        papers: byThird(mine),
        unanswered: byThird(mine.filter(({ chosen }) => chosen.length === 0)),
        options,
      };
      return [id, figures];
    }),
  );

  const totals = ranked.map(({ total }) => total);
  const fulls = ranked.map(({ paper }) =>
    paper.answers.reduce((sum, { question }) => sum + question.marks, 0),
  );
  const spread = variance(totals);
  const isSame =
    n > 0 && ids.every((id) => seen.filter(({ question }) => question.versionId === id).length === n);
  const reliability = (() => {
    if (!spread) return null;
    if (isSame) {
      const k = ids.length;
      const inner = ids.map(
        (id) => variance(seen.filter(({ question }) => question.versionId === id).map(({ mark }) => mark))!,
      );
      if (k < 2) return null;
      return { kind: "alpha", value: (k / (k - 1)) * (1 - inner.reduce((a, b) => a + b, 0) / spread) };
    }
    const errors = ranked.map((_, person) => {
      const mine = seen.filter((one) => one.person === person);
      const worths = [...new Set(mine.map(({ question }) => question.marks))];
      const parts = worths.map((worth) => {
        const of = mine.filter(({ question }) => question.marks === worth).map(({ mark }) => mark);
        const v = variance(of);
        return v === null ? null : of.length * v;
      });
      return parts.includes(null) ? null : (parts as number[]).reduce((a, b) => a + b, 0);
    });
    return errors.includes(null) ? null : { kind: "drawn", value: 1 - mean(errors as number[]) / spread };
  })();
  const whole = {
    attempts: n,
    mean: n === 0 ? null : mean(totals),
    median: n === 0 ? null : median(totals),
    histogram: Array.from(
      { length: 10 },
      (_, step) =>
        totals.filter((total, at) => Math.min(9, Math.floor((total * 10) / fulls[at]!)) === step).length,
    ),
    deviation: spread === null ? null : Math.sqrt(spread),
    reliability,
    standardError:
      reliability && spread !== null ? Math.sqrt(spread * (1 - Math.max(0, reliability.value))) : null,
  };
  return { items, whole };
}

function correlation(points: readonly { share: number; rest: number | null }[]): number | null {
  const pairs = points.flatMap(({ share, rest }) => (rest === null ? [] : [{ x: share, r: rest }]));
  const alike = (values: number[]) => values.every((value) => Math.abs(value - values[0]!) < 1e-9);
  const xs = pairs.map(({ x }) => x);
  const rs = pairs.map(({ r }) => r);
  if (pairs.length < 2 || alike(xs) || alike(rs)) return null;
  const [mx, mr] = [mean(xs), mean(rs)];
  const sum = (of: (pair: { x: number; r: number }) => number) =>
    pairs.reduce((total, pair) => total + of(pair), 0);
  return (
    sum(({ x, r }) => (x - mx) * (r - mr)) /
    Math.sqrt(sum(({ x }) => (x - mx) ** 2) * sum(({ r }) => (r - mr) ** 2))
  );
}

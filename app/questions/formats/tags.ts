/**
 * What the formats have no field for, written as tags: topic=…, difficulty=3, cite=law@2021-01-22:9.1.2, enemy=code,
 * marks=2, case-group=code (this text opens a case), case=code (this question belongs to it).
 * In: a question, or tags. Out: the other; a tag of somebody else is told apart, never taken for ours.
 */
import type { ExchangedCitation, ExchangedPart } from "./exchanged-question";

export type Tagged = Pick<ExchangedPart, "topic" | "difficulty" | "citations" | "marks"> & {
  enemies: string[];
  /** The case it belongs to. */
  caseOf: string | null;
  /** The case it opens. */
  opens: string | null;
  /** Tags that are none of ours. */
  others: string[];
};

type Written = Partial<Omit<Tagged, "others">>;

export function tagsOf(question: Written): string[] {
  const { topic, difficulty, citations = [], enemies = [], marks, caseOf, opens } = question;
  return [
    ...(opens ? [`case-group=${opens}`] : []),
    ...(caseOf ? [`case=${caseOf}`] : []),
    ...(topic ? [`topic=${topic}`] : []),
    ...(difficulty ? [`difficulty=${difficulty}`] : []),
    ...(marks ? [`marks=${Number(marks.toFixed(5))}`] : []),
    ...citations.map((citation) => `cite=${citationWire(citation)}`),
    ...enemies.map((code) => `enemy=${code}`),
  ];
}

export function readTags(tags: readonly string[]): Tagged {
  const read: Tagged = {
    topic: null,
    difficulty: null,
    citations: [],
    marks: null,
    enemies: [],
    caseOf: null,
    opens: null,
    others: [],
  };
  for (const tag of tags) if (!take(read, tag)) read.others.push(tag);
  return read;
}

function take(read: Tagged, tag: string): boolean {
  const at = tag.indexOf("=");
  const value = tag.slice(at + 1).trim();
  if (at < 0 || !value) return false;
  switch (tag.slice(0, at).trim()) {
    case "topic":
      read.topic = value;
      return true;
    case "difficulty":
      if (!/^\d$/.test(value)) return false;
      read.difficulty = Number(value);
      return true;
    case "marks":
      if (!/^\d{1,4}(\.\d{1,5})?$/.test(value)) return false;
      read.marks = Number(value);
      return true;
    case "enemy":
      read.enemies.push(value);
      return true;
    case "case":
      read.caseOf = value;
      return true;
    case "case-group":
      read.opens = value;
      return true;
    case "cite": {
      const citation = citationFromWire(value);
      if (citation) read.citations.push(citation);
      return citation !== null;
    }
    default:
      return false;
  }
}

/** Law, version, article, paragraph, item; a paragraph nobody named is 0. */
function citationWire({ law, version, article, paragraph, item }: ExchangedCitation): string {
  const place = item ? [article, paragraph ?? 0, item] : paragraph ? [article, paragraph] : [article];
  return `${law}@${version ?? ""}:${place.join(".")}`;
}

function citationFromWire(wire: string): ExchangedCitation | null {
  const found = /^(.+)@(\d{4}-\d\d-\d\d)?:(\d{1,4})(?:\.(\d{1,3}))?(?:\.(\d{1,3}))?$/.exec(wire);
  if (!found) return null;
  const [, law, version, article, paragraph, item] = found;
  return {
    law: law as string,
    version: version ?? null,
    article: Number(article),
    paragraph: Number(paragraph ?? 0) || null,
    item: Number(item ?? 0) || null,
  };
}

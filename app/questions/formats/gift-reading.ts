/**
 * Reads GIFT. In: the text of a file. Out: questions with problems at their line and column.
 * Taken: choice questions with one or several right answers, true/false, and cases as this platform writes them.
 */
import { type Loose, layWithCases, RefusedCases } from "./case-joining";
import { categoryFrom } from "./category-path";
import {
  type ExchangedOption,
  type ExchangedQuestion,
  optionId,
  type Place,
  type Problem,
  problem,
  type Reading,
  tidy,
  truthOptions,
  Unreadable,
} from "./exchanged-question";
import { fractionFrom, rightOnes, type Weighted } from "./fractions";
import {
  type Block,
  blocksOf,
  find,
  LONGEST_BLOCK,
  type Piece,
  startsWith,
  textOf,
  trimmed,
} from "./gift-pieces";
import { cleanedHtml } from "./markup";
import { MOST_OPTIONS } from "./question-check";
import { readTags } from "./tags";
import { readingOf } from "./taking";
import { placesIn } from "./text-place";

type Format = "html" | "plain" | "markdown" | "moodle";

export function readGift(text: string): Promise<Reading> {
  return readingOf(async (tray) => {
    const placeOf = placesIn(text);
    const loose: Loose[] = [];
    const cases = new RefusedCases(tray);
    let category: string[] = [];
    let count = 0;
    for (const block of blocksOf(text)) {
      count += 1;
      if (count % 500 === 0) await new Promise(setImmediate);
      if (block.category !== null) {
        category = categoryFrom(block.category);
        continue;
      }
      const read = cases.read(
        () => new GiftBlock(block, category, placeOf).read(),
        () => caseNamedIn(block.tags),
      );
      if (read) loose.push(read);
    }
    layWithCases(loose, cases.names, tray);
  });
}

function caseNamedIn(tags: readonly string[]): string | null {
  const { opens, caseOf } = readTags(tags);
  return opens ?? caseOf;
}

class GiftBlock {
  readonly #notes: Problem[] = [];
  #format: Format = "moodle";

  constructor(
    readonly block: Block,
    readonly category: string[],
    readonly placeOf: (offset: number) => Place,
  ) {}

  read(): Loose {
    const { block } = this;
    const place = this.placeOf(block.offset);
    if (block.isTooLong) throw new Unreadable(problem("format.too-long", place, { most: LONGEST_BLOCK }));
    const tags = readTags(block.tags);
    for (const tag of tags.others) this.#note("format.left-out-tag", place, { tag: tag.slice(0, 50) });
    const { title, rest } = this.#titleOf(trimmed(block.characters));
    const open = find(rest, "{");
    const shared = {
      code: block.id ?? (tidy(title) || null),
      topic: tags.topic,
      difficulty: tags.difficulty,
      enemies: tags.enemies,
      category: this.category,
    };
    const loose = { place, notes: this.#notes, caseOf: tags.caseOf, opens: tags.opens };
    if (open < 0) {
      if (find(rest, "}") >= 0) throw this.#wrong("format.stray-brace", rest, find(rest, "}"));
      if (!tags.opens) throw this.#wrong("format.kind", rest, 0, { kind: "description" });
      const stem = this.#text(rest, true);
      return { ...loose, question: { ...shared, type: "case-group", stem, questions: [] } };
    }
    const close = find(rest, "}", open);
    if (close < 0) throw this.#wrong("format.no-closing-brace", rest, open);
    if (find(rest, "{", open + 1) >= 0)
      throw this.#wrong("format.stray-brace", rest, find(rest, "{", open + 1));
    const after = trimmed(rest.slice(close + 1));
    // Text after the answers: the answer belongs in the gap.
    const asked =
      after.length > 0 ? [...rest.slice(0, open), ...gap, ...rest.slice(close + 1)] : rest.slice(0, open);
    const stem = this.#text(asked, true);
    const answers = this.#answers(trimmed(rest.slice(open + 1, close)));
    const question: ExchangedQuestion = {
      ...shared,
      ...answers,
      stem,
      citations: tags.citations,
      marks: tags.marks,
    };
    return { ...loose, question };
  }

  #titleOf(piece: Piece): { title: string; rest: Piece } {
    if (!startsWith(piece, "::")) return { title: "", rest: piece };
    const end = find(piece, "::", 2);
    if (end < 0) throw this.#wrong("format.no-closing-title", piece, 0);
    return { title: textOf(piece.slice(2, end)), rest: piece.slice(end + 2) };
  }

  #answers(inside: Piece) {
    const general = find(inside, "####");
    const explanation = general < 0 ? "" : this.#text(inside.slice(general + 4));
    const answers = trimmed(general < 0 ? inside : inside.slice(0, general));
    const kind = (named: string) => this.#wrong("format.kind", inside, 0, { kind: named });
    if (answers.length === 0) throw kind("essay");
    if (startsWith(answers, "#")) throw kind("numerical");
    const truth = /^(T|F|TRUE|FALSE)$/i.exec(textOf(trimmed(partsAt(answers, "#")[0] as Piece)));
    if (truth) return { ...this.#truth(answers, truth[0].toUpperCase().startsWith("T")), explanation };
    if (find(answers, "~") < 0) throw kind(find(answers, "->") < 0 ? "shortanswer" : "matching");
    const choices = choicesIn(answers);
    if (choices.length > MOST_OPTIONS)
      throw this.#wrong("format.too-many-options", answers, 0, { most: MOST_OPTIONS });
    const weighted = choices.map((piece) => this.#choice(piece));
    if (weighted.length === 0) throw kind("shortanswer");
    const isMultiple = weighted.every(({ right }) => !right) && weighted.some(({ fraction }) => fraction > 0);
    const place = this.placeOf(answers[0]?.offset ?? this.block.offset);
    const { key, notes } = rightOnes(weighted, isMultiple, place);
    this.#notes.push(...notes);
    const options: ExchangedOption[] = weighted.map(({ id, text, feedback }) => ({ id, text, feedback }));
    for (const [at, option] of options.entries()) option.id = optionId(at);
    return {
      type: isMultiple ? ("multiple-choice" as const) : ("single-choice" as const),
      options,
      key: key.map(optionId),
      explanation,
    };
  }

  /** The first comment is for the wrong answer, the second for the right one. */
  #truth(answers: Piece, isTrue: boolean) {
    const [, wrong = [], right = []] = partsAt(answers, "#").map((piece) => this.#text(piece));
    const [T, F] = isTrue ? [right, wrong] : [wrong, right];
    return {
      type: "true-false" as const,
      options: truthOptions({ T: String(T), F: String(F) }),
      key: [isTrue ? "T" : "F"],
    };
  }

  #choice(piece: Piece): Weighted & ExchangedOption & { right: boolean } {
    const right = startsWith(piece, "=");
    let rest = trimmed(piece.slice(1));
    let fraction = right ? 100 : 0;
    if (startsWith(rest, "%")) {
      const end = find(rest, "%", 1);
      const written = end < 0 ? "" : textOf(rest.slice(1, end)).trim();
      fraction = fractionFrom(written, this.placeOf(rest[0]?.offset ?? this.block.offset));
      rest = rest.slice(end + 1);
    }
    const hash = find(rest, "#");
    const text = this.#text(hash < 0 ? rest : rest.slice(0, hash));
    const feedback = hash < 0 ? "" : this.#text(rest.slice(hash + 1));
    return { id: "", text, feedback, fraction, right };
  }

  /** Plain text of a piece. The format named before the stem holds for the answers too, until one names its own. */
  #text(piece: Piece, isStem = false): string {
    const bare = trimmed(piece);
    const marker = /^\[(html|plain|markdown|moodle)\]/.exec(textOf(bare.slice(0, 10)));
    const isMarked = marker !== null && startsWith(bare, marker[0]);
    const format = isMarked ? (marker[1] as Format) : this.#format;
    if (isStem) this.#format = format;
    const body = isMarked ? bare.slice(marker[0].length) : bare;
    const place = () => this.placeOf(body[0]?.offset ?? this.block.offset);
    if (format === "markdown" && isStem) this.#note("format.markdown", place());
    // In HTML the line ends of the file are blanks.
    const isBlank = ({ sign, escaped }: Piece[number]) => format === "html" && sign === "\n" && !escaped;
    const text = body.map((character) => (isBlank(character) ? " " : character.sign)).join("");
    if (format === "plain" || format === "markdown") return tidy(text);
    const found = cleanedHtml(text.replaceAll("\n", "<br>"));
    if (found.refused)
      throw new Unreadable(problem(found.refused.code, place(), { named: found.refused.named }));
    if (found.lostLink) this.#note("format.left-out-link", place());
    return found.text;
  }

  #note(code: string, place: Place, facts = {}) {
    this.#notes.push(problem(code, place, facts));
  }

  #wrong(code: string, piece: Piece, at: number, facts = {}) {
    return new Unreadable(problem(code, this.placeOf(piece[at]?.offset ?? this.block.offset), facts));
  }
}

const gap: Piece = [..." _____ "].map((sign) => ({ sign, escaped: true, offset: 0 }));

/** Cut at each sign that no backslash protects. */
function partsAt(piece: Piece, sign: string): Piece[] {
  const parts: Piece[] = [];
  let from = 0;
  for (let at = find(piece, sign); at >= 0; at = find(piece, sign, at + 1)) {
    parts.push(piece.slice(from, at));
    from = at + 1;
  }
  return [...parts, piece.slice(from)];
}

/** Each answer with the sign it begins with. */
function choicesIn(piece: Piece): Piece[] {
  const starts = piece.flatMap(({ sign, escaped }, at) =>
    !escaped && (sign === "=" || sign === "~") ? [at] : [],
  );
  return starts.map((start, index) => piece.slice(start, starts[index + 1] ?? piece.length));
}

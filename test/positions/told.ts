import { addDays, type DateOn, startOfDay } from "~/calendar";

// 可执法判定 once more, as a few lines of arithmetic that know nothing of the program's rules (行政处罚法 第四十二条 and 第七十六条,
// K01, K03, K05–K07, K10–K14, K22): a person may enforce while a collected card stands, here, in a fitting employment, on a post
// with powers, under nothing that bars. Everything is told with two times: of which instants, and when.

/** That it is so from one instant until another; said once, it covers what was said of them before. */
export type Told<T> = { recordedAt: Date; from: Date; until: Date; value: T };
export type Track<T> = Told<T>[];

export const ALWAYS = new Date(-8.64e15);
export const FOR_EVER = new Date(8.64e15);

export function tell<T>(track: Track<T>, value: T, recordedAt: Date, from = recordedAt, until = FOR_EVER) {
  track.push({ recordedAt, from, until, value });
}
/** By days: the last is the first that is otherwise again. */
export function tellOfDays<T>(track: Track<T>, value: T, recordedAt: Date, fromOn: DateOn, toOn?: DateOn) {
  tell(track, value, recordedAt, startOfDay(fromOn), toOn ? startOfDay(toOn) : FOR_EVER);
}

/** What was known at `knownAt` of an instant: the last that was told of it by then. */
export function valueAt<T>(track: Track<T>, at: Date, knownAt: Date): T | undefined {
  return track.findLast((one) => one.recordedAt <= knownAt && one.from <= at && at < one.until)?.value;
}

export type Card = Record<"collected" | "suspended" | "lost" | "ended", Track<boolean>>;
export const newCard = (at: Date, validToOn: DateOn): Card => ({
  collected: [{ recordedAt: at, from: at, until: startOfDay(addDays(validToOn, 1)), value: true }],
  ...{ suspended: [], lost: [], ended: [] },
});

export type Model = {
  cards: Card[];
  unit: Track<"here" | "elsewhere">;
  identity: Track<"civil-servant" | "public-institution" | "contract">;
  status: Track<"in-post" | "suspended">;
  /** One track for each fact: of two sanctions one may end and the other stand. */
  posts: Map<string, Track<boolean>>;
  duties: Map<string, Track<boolean>>;
  bans: Map<string, Track<boolean>>;
  sanctions: Map<string, Track<boolean>>;
  failed: Track<boolean>;
  powers: Map<string, Track<boolean>>;
  body: Track<boolean>;
  civilServantsOnly: Track<boolean>;
  /** The rules that bar who is sanctioned or failed a year from enforcing, too. */
  strict: Track<boolean>;
};

export const newModel = (): Model => ({
  ...{
    cards: [],
    unit: [],
    identity: [],
    status: [],
    failed: [],
    body: [],
    civilServantsOnly: [],
    strict: [],
  },
  ...{ posts: new Map(), duties: new Map(), bans: new Map(), sanctions: new Map(), powers: new Map() },
});

export function mayIn(model: Model, at: Date, knownAt: Date, seated = false): boolean {
  const is = (track: Track<boolean>) => valueAt(track, at, knownAt) === true;
  const any = (facts: Map<string, Track<boolean>>) => [...facts.values()].some(is);
  const stands = (card: Card) =>
    is(card.collected) && !is(card.suspended) && !is(card.lost) && !is(card.ended);
  const identity = valueAt(model.identity, at, knownAt);
  return (
    model.cards.some(stands) &&
    valueAt(model.unit, at, knownAt) === "here" &&
    valueAt(model.status, at, knownAt) === "in-post" &&
    (identity === "civil-servant" || (identity === "public-institution" && !is(model.civilServantsOnly))) &&
    (seated || any(model.posts)) &&
    any(model.powers) &&
    is(model.body) &&
    !any(model.duties) &&
    !any(model.bans) &&
    !(is(model.strict) && (any(model.sanctions) || is(model.failed)))
  );
}

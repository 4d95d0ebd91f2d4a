/**
 * 标志、胸徽、臂章、制服和实体证件: what may be handed to whom, and how it comes back (S2-2#15; 综合行政执法制式服装和标志管理办法).
 * In: what a form names, what is out already, the pack, today in China. Out: verdicts with every reason.
 */
import type { DateOn } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

/** A card goes out by collecting its certificate and is never handed out here. */
export const HANDED_KINDS = [
  "insignia", // 执法标志
  "chest-badge", // 胸徽
  "arm-badge", // 臂章
  "uniform", // 制式服装
  "other", // 其他
] as const;
export type HandedKind = (typeof HANDED_KINDS)[number];

/** What can be out without a certificate of this register: a card from before it was taken into use is entered, never handed out. */
export const LEDGER_KINDS = [
  ...HANDED_KINDS,
  "former-card", // 接管前核发的证件
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

export const ITEM_KINDS = ["card", ...LEDGER_KINDS] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const ITEM_OUTCOMES = [
  "returned", // 交回
  "destroyed", // 交回并销毁
  "lost", // 声明遗失
  "written-off", // 核销
  "mistaken", // 登记有误
] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** What is physically in the unit's hands again. */
export const isBack = (outcome: ItemOutcome): boolean => outcome === "returned" || outcome === "destroyed";

export const MOST_PIECES = 99;
/** As many things as one form hands out at once. */
export const HANDING_ROWS = 4;

export type NewItem = { kind: HandedKind; number: string | null; quantity: number };
export type StillOut = {
  /** Of a card its certificate's. */
  id: string;
  kind: ItemKind;
  number: string | null;
  quantity: number;
  unitId: string;
  /** Where nobody knows when, the day on which it was counted. */
  handedOn: DateOn;
  dateKnown?: boolean;
  /** Of an opening balance, the day on which it was counted: nobody is asked for anything before it. */
  countedOn?: DateOn | null;
  /** The last day that a former card states. */
  validToOn?: DateOn | null;
};

/** As it is compared and kept: full-width figures, blanks and lower case are the same number. Null where there is none. */
export function serialFrom(typed: string): string | null {
  const serial = typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  return serial === "" ? null : serial;
}

/**
 * May these be handed to somebody? `certified`: holds a certificate of the unit in force, or a filed ministry card; `taken`:
 * numbered things that are out with anybody. Refusals: item.none, item.ahead { on }, item.no-certificate,
 * item.number-twice { kind, number }, item.number-out { kind, number }, item.one-per-number { number }.
 */
export function mayHandOut(
  {
    items,
    handedOn,
    certified,
    taken,
  }: {
    items: readonly NewItem[];
    handedOn: DateOn;
    certified: boolean;
    taken: readonly Pick<NewItem, "kind" | "number">[];
  },
  { items: rules }: Pick<RulePack, "items">,
  today: DateOn,
): Verdict {
  const numbered = items.filter(({ number }) => number !== null);
  const isSame = (a: Pick<NewItem, "kind" | "number">) => (b: Pick<NewItem, "kind" | "number">) =>
    a.kind === b.kind && a.number === b.number;
  return verdictOf([
    ...(items.length === 0 ? [refusal("item.none")] : []),
    ...(handedOn > today ? [refusal("item.ahead", { on: handedOn })] : []),
    ...(rules.needCertificate.value && !certified
      ? [refusal("item.no-certificate", { cure: "collect" }, rules.needCertificate.source)]
      : []),
    ...numbered.flatMap((item, index) => {
      const { kind, number } = item;
      const refusals: Refusal[] = [];
      if (numbered.findIndex(isSame(item)) < index)
        refusals.push(refusal("item.number-twice", { kind, number }));
      if (taken.some(isSame(item))) refusals.push(refusal("item.number-out", { kind, number }));
      if (item.quantity !== 1) refusals.push(refusal("item.one-per-number", { number }));
      return refusals;
    }),
  ]);
}

export type ComingBack = {
  /** Of each thing how many. */
  things: readonly { id: string; quantity: number }[];
  outcome: ItemOutcome;
  backOn: DateOn;
  note: string;
};

/**
 * May these come back so? `out`: what the holder has; `cardsInUse`: of those the cards that carry somebody still. Refusals:
 * item.none, item.ahead { on }, item.note-missing { outcome }, item.not-out, item.too-many { kind, out }, item.before-out
 * { handedOn }, item.card-in-use { number }, item.card-mistaken { number }.
 */
export function mayComeBack(
  { things, outcome, backOn, note }: ComingBack,
  { out, cardsInUse }: { out: readonly StillOut[]; cardsInUse: readonly string[] },
  today: DateOn,
): Verdict {
  return verdictOf([
    ...(things.length === 0 ? [refusal("item.none")] : []),
    ...(backOn > today ? [refusal("item.ahead", { on: backOn })] : []),
    ...(!isBack(outcome) && note.trim() === "" ? [refusal("item.note-missing", { outcome })] : []),
    ...things.flatMap(({ id, quantity }): Refusal[] => {
      const found = out.find((one) => one.id === id);
      if (!found) return [refusal("item.not-out")];
      const { kind, number, handedOn } = found;
      return [
        ...(quantity > found.quantity || quantity < 1
          ? [refusal("item.too-many", { kind, out: found.quantity })]
          : []),
        ...(backOn < handedOn ? [refusal("item.before-out", { handedOn })] : []),
        ...(cardsInUse.includes(id) ? [refusal("item.card-in-use", { number })] : []),
        ...(kind === "card" && outcome === "mistaken" ? [refusal("item.card-mistaken", { number })] : []),
      ];
    }),
  ]);
}

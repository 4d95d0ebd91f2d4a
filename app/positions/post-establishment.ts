/**
 * 岗位职数: how many may be on posts of a kind, beside how many are.
 * In: what the unit was allowed and who is in post. Out: what is free, and by how many there are too many: a warning, for no
 * regulation takes the right to enforce from whoever came last.
 */
import type { PositionFamily } from "./position";

export const MOST_POSTS = 100_000;

/** `allowed`: null where no number is set. */
export type KindOfPost = { family: PositionFamily; allowed: number | null; inPost: number };

export const freeOf = ({ allowed, inPost }: KindOfPost): number | null =>
  allowed === null ? null : Math.max(0, allowed - inPost);

export const overOf = ({ allowed, inPost }: KindOfPost): number =>
  allowed === null ? 0 : Math.max(0, inPost - allowed);

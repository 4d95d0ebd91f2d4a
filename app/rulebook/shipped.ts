/** The packs that come with the product. In: an id. Out: the pack; a jurisdiction's own packs live in the database. */
import { hunanPack } from "~/rulebook/packs/hunan";
import { jilinPack } from "~/rulebook/packs/jilin";
import { nationalPack } from "~/rulebook/packs/national";
import { shandongPack } from "~/rulebook/packs/shandong";
import type { RulePack } from "~/rulebook/schema";

export const shippedPacks: readonly RulePack[] = [nationalPack, hunanPack, jilinPack, shandongPack];

export function findShippedPack(id: string): RulePack | null {
  return shippedPacks.find((pack) => pack.id === id) ?? null;
}

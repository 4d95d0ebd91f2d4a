/**
 * What of a year's credit counts towards one quota: self-study (H7) and online study (H9) only up to their share of it,
 * the earlier first. In: credits in their turn, what the quota asks in minutes, the pack, the year. Out: sums, and what was over.
 */
import { contains, yearRange } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { Credit } from "~/study/crediting";

export type OverShare = { entryId: string; rule: "H7" | "H9"; minutes: number };
export type Counted = {
  minutes: number;
  /** Of the shares, what is still free; null where there is no limit. */
  selfStudyRoom: number | null;
  onlineRoom: number | null;
  overSelfStudy: number;
  overOnline: number;
  over: OverShare[];
  concentrated: number;
  byCategory: ReadonlyMap<string, number>;
};

/** `carried`: minutes brought over from the year before (H17). */
export function counted(
  credited: readonly Credit[],
  required: number,
  pack: RulePack,
  year: number,
  carried = 0,
): Counted {
  const range = yearRange(year);
  const room = {
    "self-study": shareOf(required, pack.study.selfStudyShare.value),
    online: shareOf(required, pack.study.onlineShare.value),
  };
  const byCategory = new Map<string, number>();
  const over: OverShare[] = [];
  let minutes = carried;
  let concentrated = 0;
  for (const { entry, byDay } of credited) {
    const ofYear = byDay.reduce((sum, part) => sum + (contains(range, part.on) ? part.minutes : 0), 0);
    if (ofYear === 0) continue;
    let counts = ofYear;
    if (entry.mode === "self-study" || entry.mode === "online") {
      counts = Math.min(ofYear, room[entry.mode]);
      room[entry.mode] -= counts;
      const rule = entry.mode === "online" ? "H9" : "H7";
      if (counts < ofYear) over.push({ entryId: entry.id, rule, minutes: ofYear - counts });
    }
    minutes += counts;
    byCategory.set(entry.category, (byCategory.get(entry.category) ?? 0) + counts);
    if (entry.mode === "concentrated") concentrated += 1;
  }
  const overOf = (rule: string) => over.reduce((sum, one) => sum + (one.rule === rule ? one.minutes : 0), 0);
  return {
    minutes,
    selfStudyRoom: Number.isFinite(room["self-study"]) ? room["self-study"] : null,
    onlineRoom: Number.isFinite(room.online) ? room.online : null,
    overSelfStudy: overOf("H7"),
    overOnline: overOf("H9"),
    over,
    concentrated,
    byCategory,
  };
}

/** In whole minutes: a third of a quota does not always come out even. */
function shareOf(minutes: number, share: { parts: number; of: number } | null): number {
  return share === null ? Number.POSITIVE_INFINITY : Math.floor((minutes * share.parts) / share.of);
}

/** H19: the minutes of a year by the unit in which they were studied. */
export function minutesByUnit(credited: readonly Credit[], year: number): Map<string, number> {
  const range = yearRange(year);
  const units = new Map<string, number>();
  for (const { entry, byDay } of credited) {
    const minutes = byDay.reduce((sum, part) => sum + (contains(range, part.on) ? part.minutes : 0), 0);
    if (minutes > 0 && entry.unitId) units.set(entry.unitId, (units.get(entry.unitId) ?? 0) + minutes);
  }
  return units;
}

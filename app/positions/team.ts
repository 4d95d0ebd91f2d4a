/**
 * 组队: whether the people sent out may act together.
 * In: who would go, and whether each may enforce there and then. Out: yes, or how many more it takes.
 */
import { refusal, type Source, type Verdict, verdictOf } from "~/verdict";

export const TEAM_ACTS = ["penalty", "coercion"] as const;
export type TeamAct = (typeof TEAM_ACTS)[number];

/** National law leaves no province a lower number. */
const OFFICERS_REQUIRED = 2;

const SOURCES: Record<TeamAct, Source> = {
  penalty: { title: "中华人民共和国行政处罚法", article: "第四十二条", rule: "K19" },
  coercion: { title: "中华人民共和国行政强制法", article: "第十八条", rule: "K19" },
};

/** Assistants, the suspended and the unknown come as not eligible; somebody named twice is one person. */
export function mayActAsTeam(
  members: readonly { personId: string | null; eligible: boolean }[],
  act: TeamAct,
): Verdict {
  const eligible = new Set(
    members.flatMap(({ personId, eligible }) => (eligible && personId !== null ? [personId] : [])),
  ).size;
  return verdictOf(
    eligible >= OFFICERS_REQUIRED
      ? []
      : [refusal("team.short", { eligible, required: OFFICERS_REQUIRED, cure: "add-officer" }, SOURCES[act])],
  );
}

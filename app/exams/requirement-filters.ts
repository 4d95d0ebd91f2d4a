/** What the list of requirements can be filtered by. In: an address. Out: filters; what makes no sense is left out. */
import { EXAM_KINDS, type ExamKind } from "./exam";
import { REQUIREMENT_STANDINGS, type RequirementStanding } from "./requirement";

export type RequirementTyped = {
  q: string;
  unit: string;
  kind: ExamKind | null;
  standing: RequirementStanding | null;
};

/** `unit` is checked against the units of the reader by whoever reads them. */
export function requirementTypedFrom(search: URLSearchParams): RequirementTyped {
  const at = (name: string) => (search.get(name) ?? "").replaceAll("\u0000", "").trim();
  return {
    q: at("q").slice(0, 40),
    unit: at("unit"),
    kind: EXAM_KINDS.find((kind) => kind === at("kind")) ?? null,
    standing: REQUIREMENT_STANDINGS.find((standing) => standing === at("state")) ?? null,
  };
}

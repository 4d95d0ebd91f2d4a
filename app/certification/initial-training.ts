/**
 * 初任培训 (公务员法 第六十七条, K18): a new civil servant passes the compulsory subject of law before the probation ends.
 * In: the employments known, whether it is passed, the day, the pack. Out: refusals at the end of the probation, warnings before.
 */
import type { DateOn } from "~/calendar";
import { type EmploymentIdentity, type EmploymentStatus, hasLeft } from "~/personnel/identity";
import type { EmploymentFact } from "~/personnel/standing";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal } from "~/verdict";
import { sourceOf } from "./training";

export type NewcomerFacts = {
  employments: readonly EmploymentFact[];
  /** A released pass of the exam for new entrants, or a certificate of initial training that stands. */
  isTrained: boolean;
};
/** "ending": the probation ends, or a post with a level is given; "meanwhile": anything else on probation. */
export type NewcomerStep = "ending" | "meanwhile";

const SERVING: readonly EmploymentStatus[] = ["in-post", "temporary-post"];
const CIVIL_SERVANTS: readonly EmploymentIdentity[] = ["civil-servant", "civil-servant-equivalent"];

/** Whoever is given one of these has ended the probation: 定级、任职. Leave and loans do not. */
export const endsProbation = (status: EmploymentStatus): boolean => SERVING.includes(status);

/** On probation on that day; leave, a loan or a standing down since does not end one. */
export function isOnProbation(employments: readonly EmploymentFact[], on: DateOn): boolean {
  const latest = employments
    .filter(({ relation, fromOn }) => relation === "home" && fromOn <= on)
    .sort((a, b) => (a.fromOn < b.fromOn ? 1 : -1))
    .find(({ status }) => status === "probation" || endsProbation(status) || hasLeft(status));
  return latest?.status === "probation" && CIVIL_SERVANTS.includes(latest.identity);
}

/** Refusal, or warning while it goes on and where the pack says so: training.initial-missing { on }. */
export function newcomerReasons(
  { employments, isTrained }: NewcomerFacts,
  step: NewcomerStep,
  on: DateOn,
  pack: RulePack,
): { refusals: Refusal[]; warnings: Refusal[] } {
  if (isTrained || !isOnProbation(employments, on)) return { refusals: [], warnings: [] };
  const { value, source } = pack.posts.initialTraining;
  const missing = [refusal("training.initial-missing", { on, cure: "sit-exam" }, sourceOf(source))];
  return step === "ending" && value === "block"
    ? { refusals: missing, warnings: [] }
    : { refusals: [], warnings: missing };
}

/**
 * Whom the gate need not look at one by one: officers about whom nothing is out of the ordinary. What such an officer is
 * differs by post, and the gate itself is asked about a model of one, once for each post's kind. In: a post's place, bodies,
 * pack, an instant. Out: what the register must say of somebody for the answer about the model to be theirs; null: of nobody.
 */
import { addDays, addYears, chinaDateOf, yearOf } from "~/calendar";
import type { BodyFact } from "~/certification/may-hold";
import {
  ANNUAL_GRADES,
  EMPLOYMENT_IDENTITIES,
  EMPLOYMENT_STATUSES,
  type EmploymentIdentity,
  type EmploymentStatus,
} from "~/personnel/identity";
import type { RulePack } from "~/rulebook/schema";
import type { PartWord } from "~/rulebook/words";
import { type EnforcementFacts, mayEnforce } from "./eligibility";
import { asEnforcementPosition, type Position } from "./position";

export type PostPlace = Pick<Position, "unitId" | "family"> & { field: string };
export type PlainOfficers = PostPlace & {
  /** Identities with statuses, as "civil-servant/in-post". */
  employments: string[];
  grades: string[];
  parts: PartWord[];
};

export function plainOfficers(
  place: PostPlace,
  { bodies, civilServantsOnly }: { bodies: readonly BodyFact[]; civilServantsOnly: boolean },
  at: Date,
  pack: RulePack,
): PlainOfficers | null {
  const { unitId, field } = place;
  const today = chinaDateOf(at);
  const range = { fromOn: addDays(today, -1), toOn: null };
  const parts = [...pack.exam.parts.value];
  const model = (
    identity: EmploymentIdentity,
    status: EmploymentStatus,
    grades: EnforcementFacts["grades"],
  ): EnforcementFacts => ({
    ...{ civilServantsOnly, bodies, grades, legalDuties: [], sanctions: [], bans: [] },
    employments: [{ ...range, unitId, relation: "home", identity, status }],
    qualifications: parts.map((part) => ({ ...range, part, field: part === "special" ? field : null })),
    certificates: [
      {
        ...{ type: "administrative-enforcement", unitId, field },
        ...{ validFromOn: range.fromOn, validToOn: addYears(today, 1) },
        acts: [
          { act: "issue", effectiveAt: at },
          { act: "collect", effectiveAt: at },
        ],
      },
    ],
  });
  const passes = (...about: Parameters<typeof model>) =>
    mayEnforce(model(...about), asEnforcementPosition(place), at, pack).ok;
  const pairs = EMPLOYMENT_IDENTITIES.flatMap((identity) =>
    EMPLOYMENT_STATUSES.flatMap((status) => (passes(identity, status, []) ? [{ identity, status }] : [])),
  );
  const [first] = pairs;
  if (!first) return null;
  const year = yearOf(today) - 1;
  return {
    ...place,
    employments: pairs.map(({ identity, status }) => `${identity}/${status}`),
    grades: ANNUAL_GRADES.filter((grade) => passes(first.identity, first.status, [{ year, grade }])),
    parts,
  };
}

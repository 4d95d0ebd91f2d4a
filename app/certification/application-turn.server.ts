/** Who has an application: the people who hold the role whose turn it is and may take its step, by today's tree. */
import type { Role } from "~/access/permissions";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { isReturned, isUnderReview, mayReview, ROLE_OF_REVIEWER, turnOf } from "./application";
import type { ApplicationFacts } from "./application-steps.server";

/** Of a returned application: who hands it in again. */
const UNITS_OWN: readonly Role[] = ["unit-training-officer", "unit-personnel-officer"];

export type Turn = Pick<ApplicationFacts, "id" | "personId" | "route" | "steps" | "standing"> & {
  /** Path of the unit that applies. */
  path: string;
};

/** Display names by application, in the order in which they were given the role; empty where nobody can. */
export async function holdersOf(tx: Tx, turns: readonly Turn[], on: DateOn): Promise<Map<string, string[]>> {
  const wanted = [...new Set(turns.flatMap(rolesAsked))];
  const grants =
    wanted.length === 0
      ? []
      : await tx.roleGrant.findMany({
          where: {
            role: { in: wanted },
            withdrawnAt: null,
            account: { disablings: { none: { enabledAt: null } } },
          },
          include: { account: { select: { displayName: true, personId: true } } },
          orderBy: [{ grantedAt: "asc" }, { id: "asc" }],
        });
  const units = await unitsById(tx, [...new Set(grants.map(({ unitId }) => unitId))], on);
  return new Map(
    turns.map((turn) => {
      const asked = rolesAsked(turn);
      const names = grants
        .filter(({ role, unitId, accountId, account: { personId } }) => {
          const path = units.get(unitId)?.path;
          if (!asked.includes(role as Role) || path === undefined || !turn.path.startsWith(path))
            return false;
          const reviewer = { accountId, personId, roles: [role as Role] };
          return !isUnderReview(turn.standing.state) || mayReview(turn, reviewer).ok;
        })
        .map(({ account }) => account.displayName);
      return [turn.id, [...new Set(names)]];
    }),
  );
}

function rolesAsked({ route, standing }: Turn): readonly Role[] {
  const turn = turnOf(route, standing);
  if (turn) return [ROLE_OF_REVIEWER[turn.role]];
  return isReturned(standing.state) ? UNITS_OWN : [];
}

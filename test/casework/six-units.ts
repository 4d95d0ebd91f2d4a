import { createAccount, grantRole } from "~/access/accounts.server";
import type { Actor, Role } from "~/access/permissions";
import { addDays, chinaDateOf, toDbDate } from "~/calendar";
import type { ChangeAsked } from "~/casework/unit-change-asked";
import { approveUnitChange, proposeUnitChange } from "~/casework/unit-changes.server";
import type { RegisterEntry } from "~/certification/register-entry";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { createUnit, recordEnforcementBody } from "~/organisation/organisation.server";
import { endEmployment } from "~/personnel/employment.server";
import { apply, codesOf, FIELD, issued, officer, type Scene, setScene } from "../certification/scene";

/** Six bureaus that are to become one, with people, certificates in every state, and open applications. */
export type SixUnits = Scene & { units: string[]; first: string; proposer: Actor; approver: Actor };

export const ORDER = "临编〔2026〕12号";
export const PDF = Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

const actorOf = async (accountId: string, role: Role, unitId: string): Promise<Actor> => ({
  ...{ accountId, personId: null, displayName: "-" },
  grants: [{ role, unitId, path: "/linhu/" }],
});

export async function sixUnits(now: Date): Promise<SixUnits> {
  const scene = await setScene();
  const more = await inTransaction(async (tx) => {
    const ids: string[] = [];
    for (const n of [2, 3, 4, 5, 6]) {
      const name = `临湖区第${n}执法大队`;
      const unit = { code: `team-${n}`, parentId: scene.district, name, shortName: name } as const;
      const fromOn = "2014-01-01" as const;
      const unitId = await createUnit(tx, { ...unit, kind: "enforcement-bureau", fromOn }, null, now);
      const body = { unitId, basis: "statutory" as const, fields: [FIELD], document: "临政发〔2014〕1号" };
      await recordEnforcementBody(tx, { ...body, publishedOn: "2014-03-01", fromOn }, null, now);
      ids.push(unitId);
    }
    return ids;
  });
  const proposerId = await inTransaction(async (tx) => {
    const account = { loginName: "merger", displayName: "merger", personId: null, passwordHash: "-" };
    const id = await createAccount(tx, account, null, now);
    await grantRole(tx, { accountId: id, role: "legal-affairs", unitId: scene.district }, null, now);
    return id;
  });
  const units = [scene.urban, ...more];
  return {
    ...{ ...scene, units, first: scene.urban },
    proposer: await actorOf(proposerId, "legal-affairs", scene.district),
    approver: await actorOf(scene.secondIssuer, "personnel-department", scene.district),
  };
}

export type Fixed = "active" | "suspended" | "gone" | "expired" | "revoked" | "to-collect" | "lost";

/** One certificate goes the whole way; the others are written like it, so that two hundred are there in seconds. */
export async function holders(scene: SixUnits, states: readonly Fixed[], now: Date): Promise<string[]> {
  const pattern = await issued(scene, await officer(scene.first), now);
  const row = await prisma.certificate.findUniqueOrThrow({ where: { id: pattern.certificateId } });
  const people: string[] = [];
  for (const [n] of states.entries())
    people.push(await officer(scene.units[n % scene.units.length]!, { name: "顾长青" }));
  const [{ prefix, next }] = (await prisma.certificateNumberSeries.findMany()) as [
    { prefix: string; next: bigint },
  ];
  const issuedAt = new Date("2024-01-02T02:00:00Z");
  const entry = row.registerEntry as RegisterEntry;
  const rows = states.map((state, n) => {
    const number = `${row.number.slice(0, -7)}${String(Number(next) + n).padStart(7, "0")}`;
    const id = newId();
    const today = chinaDateOf(now);
    const validToOn = toDbDate(state === "expired" ? addDays(today, -3) : addDays(today, 700));
    return {
      ...{ ...row, id, number, personId: people[n]!, unitId: scene.units[n % scene.units.length]! },
      ...{ applicationId: null, publicToken: `token-${id}`, validFromOn: toDbDate("2024-01-02"), validToOn },
      ...{ registerEntry: { ...entry, certificateId: id, number }, issuedAt, statusIndex: undefined },
    };
  });
  await prisma.certificate.createMany({ data: rows });
  await prisma.certificateNumberSeries.update({
    where: { prefix },
    data: { next: { increment: rows.length } },
  });
  const act = (certificateId: string, name: string, day: string) => ({
    ...{ id: newId(), certificateId, act: name, effectiveAt: new Date(`${day}T02:00:00Z`) },
    ...{ decisionNumber: "临人社证〔2024〕1号", recordedAt: issuedAt },
    ...{ proposedById: scene.issuer, approvedById: scene.secondIssuer },
  });
  await prisma.certificateAct.createMany({
    data: rows.flatMap(({ id }, n) => {
      const state = states[n]!;
      return [
        act(id, "issue", "2024-01-02"),
        ...(state === "to-collect" ? [] : [act(id, "collect", "2024-01-03")]),
        ...(state === "suspended" ? [act(id, "suspend", "2026-06-01")] : []),
        ...(state === "revoked" ? [act(id, "revoke", "2026-06-01")] : []),
        ...(state === "lost" ? [act(id, "lose", "2026-06-01")] : []),
      ];
    }),
  });
  for (const [n, state] of states.entries())
    if (state === "gone")
      await inTransaction((tx) =>
        endEmployment(
          tx,
          { personId: people[n]!, relation: "home", toOn: "2026-11-01", status: "retired" },
          null,
          now,
        ),
      );
  // The pattern itself is one of the district's certificates, and waits to be collected.
  return people;
}

/** Newcomers who have applied and are on their way through the reviews. */
export async function applicants(scene: SixUnits, count: number, now: Date): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await apply(scene, await officer(scene.first), now));
  return ids;
}

export const intoNewUnit = (scene: SixUnits, now: Date, more: Partial<ChangeAsked> = {}): ChangeAsked => ({
  kind: "merge",
  units: scene.units.map((unitId) => ({ unitId, posts: "move", roles: "move" })),
  targetId: null,
  newUnit: {
    ...{ code: "combined", name: "临湖区综合行政执法局", shortName: "综合执法局" },
    ...{ kind: "enforcement-bureau", parentId: scene.district },
  },
  switchOn: chinaDateOf(now),
  orderNumber: ORDER,
  announcedOn: chinaDateOf(now),
  ...more,
});

export const proposed = (scene: SixUnits, asked: ChangeAsked, now: Date, by = scene.proposer) =>
  inTransaction((tx) => proposeUnitChange(tx, asked, { name: "编制文件.pdf", bytes: PDF }, by, now));

export async function approved(scene: SixUnits, asked: ChangeAsked, now: Date): Promise<string> {
  const answer = await proposed(scene, asked, now);
  if (!answer.ok) throw new Error(codesOf(answer).join(", "));
  const { changeId } = answer;
  const verdict = await inTransaction((tx) => approveUnitChange(tx, { changeId }, scene.approver, now));
  if (!verdict.ok) throw new Error(codesOf(verdict).join(", "));
  return changeId;
}

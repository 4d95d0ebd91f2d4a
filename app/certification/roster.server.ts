/** 公示: who may be met as an enforcement officer. Certificates in their holders' hands, not ended, not run out. */
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { actFact } from "./certificates.server";
import type { RegisterEntry } from "./register-entry";
import { type CertificateStatus, isFinal, statusAt } from "./status";

export type RosterRow = {
  token: string;
  number: string;
  holderName: string;
  unitName: string;
  field: string;
  validToOn: DateOn;
  status: CertificateStatus;
};

export type Roster = { rows: RosterRow[]; units: { unitId: string; name: string }[] };

/** By unit and number. `q` is a whole name or a number: nobody lists people by part of a name. */
export async function publicRoster(
  tx: Tx,
  { unitId, q }: { unitId?: string; q?: string },
  now: Date,
): Promise<Roster> {
  const certificates = await tx.certificate.findMany({
    where: {
      certificateType: "administrative-enforcement",
      validToOn: { gte: toDbDate(chinaDateOf(now)) },
      acts: { some: { act: "collect", supersededAt: null } },
    },
    include: { acts: { where: { supersededAt: null } } },
    orderBy: { number: "asc" },
  });
  const units = await unitsById(
    tx,
    certificates.map((row) => row.unitId),
    chinaDateOf(now),
  );
  const named = (entry: RegisterEntry) => !q || entry.holderName === q || entry.number === q;
  const rows = certificates
    .filter((row) => (!unitId || row.unitId === unitId) && named(row.registerEntry as RegisterEntry))
    .map((row): RosterRow & { path: string } => {
      const entry = row.registerEntry as RegisterEntry;
      return {
        token: row.publicToken,
        number: entry.number,
        holderName: entry.holderName,
        unitName: units.get(row.unitId)?.name ?? entry.unitName,
        field: entry.field,
        validToOn: entry.validToOn,
        status: statusAt(entry, row.acts.map(actFact), now),
        path: units.get(row.unitId)?.path ?? "",
      };
    })
    .filter(({ status }) => !isFinal(status))
    .sort((a, b) => (a.path === b.path ? 0 : a.path < b.path ? -1 : 1))
    .map(({ path: _, ...row }) => row);
  const bodies = [...units.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { rows, units: bodies.map(({ unitId: id, name }) => ({ unitId: id, name })) };
}

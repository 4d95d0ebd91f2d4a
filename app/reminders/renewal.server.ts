/** Telling holders that their certificate runs out, and their units' personnel officers that some do. */
import { addDays, type DateOn } from "~/calendar";
import { endsSoon } from "~/certification/status-sql.server";
import { rowsOf, type Tx } from "~/db.server";
import type { NewNotice } from "~/notices/notice";
import { holdersAt, notify } from "~/notices/notices.server";
import { Prisma } from "../../prisma/generated/client";
import { REMIND_DAYS, type RemindDays, reminderOn } from "./renewal";

type Ending = { certificateId: string; personId: string; unitId: string; validToOn: DateOn };

/**
 * Reminds of every certificate in use that ends soon, unless its renewal is under way or its holder has died; and tells
 * each unit's officers once for a month in which certificates of theirs end, as its first comes within 90 days and again
 * within 30. Calling it again, or in several processes at once, tells nobody anything twice.
 */
export async function remindOfRenewals(tx: Tx, today: DateOn, now: Date): Promise<void> {
  const ending = await endingCertificates(tx, now);
  await notify(
    tx,
    ending.flatMap((one) => {
      const days = reminderOn(one.validToOn, today);
      return days ? [toHolder(one, days)] : [];
    }),
    now,
  );
  await tellUnits(tx, ending, today, now);
}

function endingCertificates(tx: Tx, now: Date): Promise<Ending[]> {
  return rowsOf<Ending>(
    tx,
    Prisma.sql`
    SELECT c.id::text AS "certificateId", c.person_id::text AS "personId", c.unit_id::text AS "unitId",
      c.valid_to_on::text AS "validToOn"
    FROM certificate c
    WHERE c.certificate_type = 'administrative-enforcement' AND ${endsSoon(REMIND_DAYS[0], now)}
      AND NOT EXISTS (SELECT 1 FROM application a WHERE a.person_id = c.person_id AND a.kind = 'renewal' AND a.closed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM employment e WHERE e.person_id = c.person_id AND e.superseded_at IS NULL
        AND e.status = 'deceased')
    ORDER BY c.valid_to_on`,
  );
}

const toHolder = ({ certificateId, personId, validToOn }: Ending, days: RemindDays): NewNotice => ({
  ...{ personId, code: "certificate.ends", happening: `${certificateId}/${days}` },
  facts: { certificateId, lastOn: validToOn },
});

const UNIT_DAYS = [90, 30] as const satisfies RemindDays[];

async function tellUnits(tx: Tx, ending: readonly Ending[], today: DateOn, now: Date): Promise<void> {
  for (const unitId of new Set(ending.map((one) => one.unitId))) {
    const certificates = ending.filter((one) => one.unitId === unitId);
    const officers = await holdersAt(tx, { unitId, role: "unit-personnel-officer" }, now);
    const told = UNIT_DAYS.flatMap((days) => {
      const near = certificates.filter(({ validToOn }) => validToOn <= addDays(today, days));
      const months = [...new Set(near.map(({ validToOn }) => validToOn.slice(0, 7)))];
      return months.map((month) => ({
        ...{ code: "certificate.unit-ends" as const, happening: `${unitId}/${month}/${days}` },
        facts: { month, days, count: near.filter(({ validToOn }) => validToOn.startsWith(month)).length },
      }));
    });
    await notify(
      tx,
      officers.flatMap((personId) => told.map((one) => ({ ...one, personId }))),
      now,
    );
  }
}

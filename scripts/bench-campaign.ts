import { machineLine } from "./bench/machine.ts";
import { postedRegister } from "./bench/posted-register.ts";
import { atEachSize } from "./bench/sizes.ts";

// npm run bench:campaign [-- sizes]: what the page of a campaign costs, of renewals and of a yearly review, in registers of
// several sizes where every certificate is in the campaign; a third of them have applied or been proposed. Sizes default to 400
// and 5000.

type Measured = Record<"renewal" | "review", { ms: number; certificates: number; units: number }>;
const ASKED = 7;

await atEachSize("campaign", [400, 5_000], benchSize, (size, measured) => {
  console.log(`${machineLine()}\n${size}: ${JSON.stringify(measured)}`);
});

async function benchSize(data: string, size: number): Promise<Measured> {
  const register = await postedRegister(data, size, { units: 20 });
  try {
    const { prisma } = await import("../app/db.server.ts");
    const { campaignProgress } = await import("../app/certification/campaign-progress.server.ts");
    const { addMonths, chinaDateOf, yearOf } = await import("../app/calendar.ts");
    const now = new Date();
    const today = chinaDateOf(now);
    const year = yearOf(today);
    await register.load(loading(register.rootId, { today, year }));
    const campaign = {
      ...{ id: register.rootId, unitId: register.rootId, name: "", state: "open" as const, openedAt: now },
      ...{
        fromOn: today,
        toOn: addMonths(today, 8),
        dueOn: today,
        withdrawnAt: null,
        withdrawalReason: null,
      },
    };
    const measured = {} as Measured;
    for (const kind of ["renewal", "review"] as const) {
      const asked = { ...campaign, kind, reviewYear: kind === "review" ? year : null };
      const times: number[] = [];
      let found: Awaited<ReturnType<typeof campaignProgress>> = [];
      for (let n = 0; n < ASKED; n += 1) {
        const began = performance.now();
        found = await campaignProgress(prisma, asked, null, now);
        times.push(performance.now() - began);
      }
      const ms = Math.round(times.sort((a, b) => a - b)[Math.floor(ASKED / 2)]!);
      const certificates = found.reduce((sum, { total }) => sum + total, 0);
      measured[kind] = { ms, certificates, units: found.length };
    }
    return measured;
  } finally {
    await register.close();
  }
}

/** Last days within the campaign, a review of the year that the pack asks for, applications and proposals of every third. */
function loading(rootId: string, { today, year }: { today: string; year: number }): string[] {
  const third = "substr(c.number, 2)::int % 3 = 0";
  return [
    `UPDATE certificate SET valid_to_on = '${today}'::date + (substr(number, 2)::int % 200)`,
    `UPDATE rule_pack_version SET values = jsonb_set(values, '{certificate,review,value}', '"annual"')`,
    `INSERT INTO certificate_campaign (id, kind, unit_id, name, from_on, to_on, due_on, review_year, opened_by_id, opened_at)
      VALUES (gen_random_uuid(), 'review', '${rootId}', 'review', '${year}-01-01', '${year}-12-31', '${year}-12-31', ${year}, gen_random_uuid(), now())`,
    `INSERT INTO certificate_review (id, certificate_id, review_year, outcome, proposed_by_id, proposed_at, decision, decided_by_id, decided_at)
      SELECT gen_random_uuid(), c.id, ${year}, 'pass', gen_random_uuid(), now(), 'approved', gen_random_uuid(), now() FROM certificate c WHERE ${third}`,
    `INSERT INTO application (id, kind, person_id, unit_id, certificate_type, field, reviews, created_at, pack_version_id, created_by_id)
      SELECT gen_random_uuid(), 'renewal', c.person_id, c.unit_id, c.certificate_type, c.field,
        '{"reviews":[{"role":"legal-affairs","approvals":1}],"issuer":{"role":"personnel-department"}}', now(), gen_random_uuid(), gen_random_uuid()
      FROM certificate c WHERE ${third}`,
    `INSERT INTO application_step (application_id, step, round, by_id, at)
      SELECT a.id, 'submitted', 1, gen_random_uuid(), now() FROM application a`,
    "VACUUM ANALYZE",
  ];
}

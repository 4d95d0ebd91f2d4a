import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { chinaDateOf, fromDbDate, toDbDate } from "~/calendar";
import type { CertificateAct } from "~/certification/act";
import { certificatePage } from "~/certification/certificate-list.server";
import { STATUS_PURPOSES } from "~/certification/credential";
import { CERTIFICATE_STATUSES, type CertificateStatus, statusAt } from "~/certification/status";
import { LISTED, statusBits } from "~/certification/status-list.server";
import { endsWithin, holdsCertificate } from "~/certification/status-sql.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { listPeople, scopeOf } from "~/personnel/people.server";
import { smallDistrict, someoneIn } from "../personnel/district";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const now = new Date("2026-11-02T02:00:00Z");
const today = chinaDateOf(now);
const day = (offset: number) => fromDbDate(new Date(toDbDate(today).getTime() + offset * 86_400_000));
const FIELDS = ["urban-management", "transport"];
const ACTS: CertificateAct[] = [
  "collect",
  "suspend",
  "restore",
  "lose",
  "find",
  "cancel",
  "revoke",
  "annul",
  "replace",
  "void",
];

type Made = {
  id: string;
  personId: string;
  name: string;
  unitId: string;
  field: string;
  number: string;
  validToOn: string;
  status: CertificateStatus;
};
const made: Made[] = [];

// A history of any acts at any times, sensible or not: the list must say what the rule says.
const history = fc.record({
  from: fc.integer({ min: -900, max: 30 }),
  days: fc.integer({ min: 0, max: 1_000 }),
  field: fc.constantFrom(...FIELDS),
  inUrban: fc.boolean(),
  acts: fc.uniqueArray(
    fc.record({
      act: fc.constantFrom(...ACTS.slice(0, 5), ...ACTS.slice(0, 5), ...ACTS),
      at: fc.integer({ min: -800, max: 60 }),
      gone: fc.integer({ min: 0, max: 9 }),
    }),
    { selector: ({ at }) => at, maxLength: 5 },
  ),
});

beforeAll(async () => {
  const district = await smallDistrict();
  const { id: packVersionId } = await prisma.rulePackVersion.findFirstOrThrow();
  const histories = fc.sample(history, { numRuns: 140, seed: 20261102 });
  for (const [n, one] of histories.entries()) {
    const name = ["王伟", "李娜", "张小伟"][n % 3]!;
    const personId = await inTransaction((tx) => someoneIn(tx, name));
    const id = newId();
    const [validFromOn, validToOn] = [day(one.from), day(one.from + one.days)];
    const unitId = one.inUrban ? district.urban : district.market;
    const number = `N${String((n * 9) % 140).padStart(4, "0")}`;
    const entry = { holderName: name, unitName: "", number, field: one.field, validFromOn, validToOn };
    await prisma.certificate.create({
      data: {
        id,
        personId,
        unitId,
        certificateType: "administrative-enforcement",
        field: one.field,
        number,
        validFromOn: toDbDate(validFromOn),
        validToOn: toDbDate(validToOn),
        publicToken: `t${n}`,
        registerEntry: entry,
        templateId: "test",
        templateVersion: 1,
        packVersionId,
        issuedAt: now,
      },
    });
    const acts = one.acts.map(({ act, at, gone }) => ({
      act,
      effectiveAt: new Date(now.getTime() + at * 3_600_000 * 24),
      supersededAt: gone === 0 ? now : null,
    }));
    for (const { act, effectiveAt, supersededAt } of acts)
      await database.ownerQuery(
        `INSERT INTO certificate_act (id, certificate_id, act, effective_at, recorded_at, superseded_at, decision_number, proposed_by_id, approved_by_id)
         VALUES ($1, $2, $3, $4, $5, $6, 'x', $1, $2)`,
        [newId(), id, act, effectiveAt, effectiveAt, supersededAt],
      );
    made.push({
      id,
      personId,
      name,
      unitId,
      field: one.field,
      number,
      validToOn,
      status: statusAt({ validFromOn, validToOn }, acts, now),
    });
  }
  made.sort((a, b) => (a.number < b.number ? -1 : 1));
});

async function everyPage(filters: Parameters<typeof certificatePage>[1]) {
  const rows: { id: string; status: string }[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await certificatePage(prisma, filters, { after }, now);
    rows.push(...page.rows.map(({ id, status }) => ({ id, status })));
    expect(page.total).toBeGreaterThanOrEqual(rows.length);
    more = page.hasNext;
    after = page.rows.at(-1)?.id;
  }
  return rows;
}
const shown = (rows: Made[]) => rows.map(({ id, status }) => ({ id, status }));

describe("certificates filtered by the database", () => {
  it("have the status the rule gives them, whatever happened to them", async () => {
    expect(await everyPage({ unitIds: null })).toEqual(shown(made));
    expect(new Set(made.map(({ status }) => status)).size).toBeGreaterThan(7);
  });

  it("are those a look at each one would keep", async () => {
    const choice = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
    const filters = fc.record({
      status: choice(CERTIFICATE_STATUSES),
      field: choice(FIELDS),
      q: choice(["伟", "小伟", "李娜", "N0007"]),
      within: choice([30, 90, 400]),
      unit: choice([...new Set(made.map(({ unitId }) => unitId))]),
    });
    await fc.assert(
      fc.asyncProperty(filters, async ({ status, field, q, within, unit }) => {
        const kept = made.filter(
          (one) =>
            (!status || one.status === status) &&
            (!field || one.field === field) &&
            (!q || one.number === q || one.name.includes(q)) &&
            (!unit || one.unitId === unit) &&
            (!within || (one.status === "active" && one.validToOn >= today && one.validToOn <= day(within))),
        );
        const found = await everyPage({ unitIds: unit ? [unit] : null, status, field, q, within });
        expect(found).toEqual(shown(kept));
      }),
      { numRuns: 40 },
    );
  });

  it("turn back to where they came from", async () => {
    const first = await certificatePage(prisma, { unitIds: null }, {}, now);
    const second = await certificatePage(prisma, { unitIds: null }, { after: first.rows.at(-1)?.id }, now);
    const back = await certificatePage(prisma, { unitIds: null }, { before: second.rows[0]?.id }, now);
    expect(back.rows).toEqual(first.rows);
    expect(back).toMatchObject({ hasPrevious: false, hasNext: true });
  });
});

describe("people filtered by their certificate", () => {
  const list = async (also: Parameters<typeof listPeople>[2]["also"]) => {
    const scope = await scopeOf(prisma, ["/linhu/"], today);
    const ids: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await listPeople(prisma, scope, { also }, { after }, today);
      ids.push(...page.people.map(({ personId }) => personId));
      more = page.hasNext;
      after = page.people.at(-1)?.personId;
    }
    return ids.sort();
  };

  it.each(["active", "suspended", "expired", "lost", "revoked"] as const)("%s", async (status) => {
    const expected = made.filter((one) => one.status === status).map(({ personId }) => personId);
    expect(await list([holdsCertificate(status, now)])).toEqual(expected.sort());
  });

  it("without one, and with one that ends soon", async () => {
    const personId = await inTransaction((tx) => someoneIn(tx, "无证"));
    expect(await list([holdsCertificate("none", now)])).toEqual([personId]);
    const soon = made.filter((one) => one.status === "active" && one.validToOn <= day(180));
    expect(await list([endsWithin(180, now)])).toEqual(soon.map((one) => one.personId).sort());
  });
});

describe("the published lists", () => {
  it.each(STATUS_PURPOSES)(
    "%s has the places of those certificates to which the rule gives one of its words",
    async (purpose) => {
      const bits = await statusBits(prisma, purpose, now);
      const places = await prisma.certificate.findMany();
      const jobs = await prisma.employment.findMany({ where: { supersededAt: null, toOn: null } });
      const serves = ({ personId, unitId }: { personId: string; unitId: string }) =>
        jobs.some((job) => job.personId === personId && job.unitId === unitId);
      const wordOf = new Map(made.map(({ id, status }) => [id, status]));
      const words: readonly CertificateStatus[] = LISTED[purpose];
      const expected = places
        .filter(
          (one) =>
            words.includes(wordOf.get(one.id)!) ||
            // In use by somebody of another unit.
            (purpose === "suspension" && wordOf.get(one.id) === "active" && !serves(one)),
        )
        .map(({ statusIndex }) => statusIndex);
      const listed = [...bits].flatMap((byte, at) =>
        [...byte.toString(2).padStart(8, "0")].flatMap((bit, n) => (bit === "1" ? [at * 8 + n] : [])),
      );
      expect(bits).toHaveLength(131_072 / 8);
      expect(listed).toEqual(expected.sort((a, b) => a - b));
      expect(
        new Set(places.map(({ id }) => wordOf.get(id)).filter((word) => word && words.includes(word))).size,
      ).toBeGreaterThan(1);
    },
  );

  it("grows by whole blocks when the places run out", async () => {
    await database.ownerQuery("SELECT setval(pg_get_serial_sequence('certificate', 'status_index'), 131071)");
    const { id: _, statusIndex: __, ...row } = await prisma.certificate.findFirstOrThrow();
    const { statusIndex } = await prisma.certificate.create({
      data: {
        ...row,
        id: newId(),
        applicationId: null,
        number: "LAST",
        publicToken: "last",
        registerEntry: row.registerEntry!,
      },
    });
    expect(statusIndex).toBe(131_072);
    expect(await statusBits(prisma, "revocation", now)).toHaveLength((2 * 131_072) / 8);
    const held = await statusBits(prisma, "suspension", now);
    expect(held).toHaveLength((2 * 131_072) / 8);
  });
});

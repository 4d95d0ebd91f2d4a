/** Everybody a filter finds, in the order of the list, for giving out as a file. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import type { LegalDutyKind } from "./duty";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { maskIdentityNumber } from "./identity-number";
import { openIdentityNumber } from "./identity-vault.server";
import { conditionsOf, type PeopleFilters, type PeopleScope, sourcesOf } from "./people-search.server";

const AT_ONCE = 1_000;

export type PersonExported = {
  name: string;
  /** Masked, or whole if asked for: whoever asks records why. */
  identityNumber: string;
  job: {
    unitName: string;
    identity: EmploymentIdentity;
    status: EmploymentStatus;
    title: string | null;
    fromOn: DateOn;
  } | null;
  category: string | null;
  duty: { kind: LegalDutyKind; fullTime: boolean } | null;
};
type Row = Omit<PersonExported, "identityNumber"> & {
  personId: string;
  cipher: Uint8Array | null;
  cipherKeyId: string | null;
};

/** A thousand at a time, so that memory does not grow with the register. */
export async function* peopleMatching(
  tx: Tx,
  { scope, filters, whole }: { scope: PeopleScope; filters: PeopleFilters; whole: boolean },
  today: DateOn,
): AsyncGenerator<PersonExported> {
  let after: { name: string; personId: string } | null = null;
  for (;;) {
    const rows: Row[] = await page(tx, scope, filters, after, today);
    for (const { personId: _, cipher, cipherKeyId, ...person } of rows) {
      const number = cipher && cipherKeyId ? openIdentityNumber({ cipher, cipherKeyId }) : "";
      yield { ...person, identityNumber: whole || number === "" ? number : maskIdentityNumber(number) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = { name: last.name, personId: last.personId };
  }
}

function page(
  tx: Tx,
  scope: PeopleScope,
  filters: PeopleFilters,
  after: { name: string; personId: string } | null,
  today: DateOn,
): Promise<Row[]> {
  const where = conditionsOf(scope, filters, today);
  const place = after
    ? Prisma.sql`AND (n.name, n.person_id) > (${after.name}::text, ${after.personId}::uuid)`
    : Prisma.empty;
  const order = Prisma.sql`ORDER BY n.name, n.person_id LIMIT ${AT_ONCE}`;
  const parts = sourcesOf(filters.name ?? "").map(
    (source) => Prisma.sql`(SELECT n.person_id, n.name FROM person_name n
      WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${source} AND ${where} ${place} ${order})`,
  );
  return tx.$queryRaw<Row[]>`
    SELECT n.person_id::text AS "personId", n.name, i.cipher, i.cipher_key_id AS "cipherKeyId",
      (SELECT jsonb_build_object('unitName', (SELECT u.name FROM unit_version u WHERE u.unit_id = e.unit_id
            AND u.superseded_at IS NULL AND daterange(u.from_on, u.to_on) @> ${today}::date),
          'identity', e.identity, 'status', e.status, 'title', e.title, 'fromOn', e.from_on)
        FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL AND e.relation = 'home'
          AND daterange(e.from_on, e.to_on) @> ${today}::date) AS job,
      (SELECT c.category FROM study_category c WHERE c.person_id = n.person_id AND c.superseded_at IS NULL
        AND daterange(c.from_on, c.to_on) @> ${today}::date) AS category,
      (SELECT jsonb_build_object('kind', d.kind, 'fullTime', d.full_time) FROM legal_duty d WHERE d.person_id = n.person_id
        AND d.superseded_at IS NULL AND daterange(d.from_on, d.to_on) @> ${today}::date
        ORDER BY d.full_time DESC, d.kind LIMIT 1) AS duty
    FROM (SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) n ${order}) n
    LEFT JOIN identity_number i ON i.person_id = n.person_id AND i.superseded_at IS NULL
    ORDER BY n.name, n.person_id`;
}

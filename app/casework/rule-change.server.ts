/** What a draft of the rules would change, over the people whom those rules bind today. Reads only. */
import { chinaDateOf, type DateOn, yearOf } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { holdingFactsOf } from "~/certification/holding-facts.server";
import { isFinal } from "~/certification/status";
import type { Tx } from "~/db.server";
import { qualificationParts } from "~/exams/qualification.server";
import { unitsUnder } from "~/organisation/units.server";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { packsFor } from "~/rulebook/packs.server";
import { studyFacts } from "~/study/standing.server";
import {
  CHANGE_KINDS,
  type ChangeKind,
  changesFor,
  type RuleChange,
  type Rules,
  reachOfChange,
} from "./rule-change";
import { foremost, type HeldCertificate } from "./standing-of-people.server";

/** More people than this are not judged one by one for a page: a sample of this many is, the same at every look. */
export const PREVIEWED_AT_MOST = 1_000;
const BATCH = 500;

export type PersonChanged = {
  personId: string;
  name: string;
  unitName: string;
  changes: RuleChange[];
};
export type RulePreview = {
  /** People whom the rules bind, in scope. */
  people: number;
  /** How many of them were judged; fewer than `people` is a sample. */
  judged: number;
  counts: Record<ChangeKind, number>;
  /** Everyone for whom something changes. */
  changed: PersonChanged[];
};

/**
 * The rules drafted against the rules in force, as if both bound today's facts: for everyone at home in a unit under
 * `paths` that follows the pack `code` today. A fixed number of queries for each batch of people; writes nothing.
 */
export async function previewRules(
  tx: Tx,
  { code, rules, paths }: { code: string; rules: Rules; paths: readonly string[] },
  now: Date,
  most = PREVIEWED_AT_MOST,
): Promise<RulePreview> {
  const today = chinaDateOf(now);
  const units = await unitsUnder(tx, paths, today);
  const packs = await packsFor(
    tx,
    units.map(({ unitId }) => unitId),
    today,
  );
  const bound = units.filter(({ unitId }) => packs.get(unitId)?.pack.id === code);
  const unitNames = new Map(bound.map(({ unitId, shortName }) => [unitId, shortName]));
  const { people, total } = await peopleIn(tx, [...unitNames.keys()], today, most);
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
  const changed: PersonChanged[] = [];
  for (let from = 0; from < people.length; from += BATCH) {
    for (const one of await judged(tx, people.slice(from, from + BATCH), rules, today, now)) {
      for (const { kind } of one.changes) counts[kind] += 1;
      const { personId, name, unitId, changes } = one;
      changed.push({ personId, name, unitName: unitNames.get(unitId) ?? "", changes });
    }
  }
  return { people: total, judged: people.length, counts, changed };
}

type Someone = { personId: string; unitId: string; name: string };

/** A sample by a digest of the id: who is looked at neither depends on the order of entry nor changes between pages. */
async function peopleIn(
  tx: Tx,
  unitIds: string[],
  on: DateOn,
  most: number,
): Promise<{ people: Someone[]; total: number }> {
  const rows = await tx.$queryRaw<(Someone & { total: number })[]>`
    WITH at_home AS (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.unit_id FROM employment e
      WHERE e.unit_id = ANY(${unitIds}::uuid[]) AND e.relation = 'home' AND e.superseded_at IS NULL
        AND daterange(e.from_on, e.to_on) @> ${on}::date AND e.status <> ALL(${EMPLOYMENT_STATUSES.filter(hasLeft)}::text[])
    ), looked_at AS (
      SELECT person_id, unit_id, count(*) OVER ()::int AS total FROM at_home
      ORDER BY md5(person_id::text) LIMIT ${most}
    )
    SELECT l.person_id::text AS "personId", l.unit_id::text AS "unitId", coalesce(n.name, '') AS name, l.total
    FROM looked_at l
    LEFT JOIN person_name n ON n.person_id = l.person_id AND n.superseded_at IS NULL AND n.to_on IS NULL
    ORDER BY n.name COLLATE "zh-x-icu", l.person_id`;
  return { people: rows, total: rows[0]?.total ?? 0 };
}

async function judged(tx: Tx, people: readonly Someone[], rules: Rules, today: DateOn, now: Date) {
  const ids = people.map(({ personId }) => personId);
  const year = yearOf(today);
  const reach = reachOfChange(rules);
  const held = await heldBy(tx, ids, now);
  const parts = await qualificationParts(tx, ids, { trueOn: today });
  const questions = people.map(({ personId, unitId }) => {
    const certificate = held.get(personId);
    const special = parts.get(personId)?.find(({ part, field }) => part === "special" && field !== null);
    return {
      personId,
      unitId: certificate?.unitId ?? unitId,
      field: certificate?.field ?? special?.field ?? null,
    };
  });
  const facts = reach.holding ? await holdingFactsOf(tx, questions, { trueOn: today }) : [];
  const study = reach.study ? await studyFacts(tx, ids, year, today) : null;
  return people.flatMap((person, index) => {
    const { personId } = person;
    const before = {
      holding: facts[index] ?? null,
      heldUntilOn: held.get(personId)?.validToOn ?? null,
      study: study?.get(personId) ?? null,
    };
    const changes = changesFor(before, rules, year, today);
    return changes.length > 0 ? [{ ...person, changes }] : [];
  });
}

/** Certificates that have not ended, by holder. */
async function heldBy(tx: Tx, personIds: string[], now: Date): Promise<Map<string, HeldCertificate>> {
  const certificates = await certificatesOf(tx, personIds);
  return new Map(
    [...certificates].flatMap(([personId, own]): [string, HeldCertificate][] => {
      const certificate = foremost(own, now);
      return certificate && !isFinal(certificate.state) && certificate.state !== "expired"
        ? [[personId, certificate]]
        : [];
    }),
  );
}

/**
 * Whether somebody works in a unit's own establishment (K22), not stood down (K14) and not as somebody who may never enforce
 * (K05), as SQL: what the register of certificates asks before it tells anybody that a holder may be met. The gate has the
 * reasons, by the pack; here are the statuses and identities that no pack lets through left out.
 */
import type { DateOn } from "~/calendar";
import { Prisma } from "../../prisma/generated/client";
import { EMPLOYMENT_IDENTITIES, EMPLOYMENT_STATUSES, isEstablished, isServing } from "./identity";

const SERVING = EMPLOYMENT_STATUSES.filter((status) => isServing(status, true));
const ESTABLISHED = EMPLOYMENT_IDENTITIES.filter(isEstablished);

const serving = (personId: Prisma.Sql, unitId: Prisma.Sql) => Prisma.sql`employment e
  WHERE e.person_id = ${personId} AND e.unit_id = ${unitId} AND e.superseded_at IS NULL AND e.relation = 'home'
    AND e.status = ANY(${SERVING}::text[]) AND e.identity = ANY(${ESTABLISHED}::text[])`;

/** On a calendar date. */
export const servesIn = (personId: Prisma.Sql, unitId: Prisma.Sql, on: DateOn): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM ${serving(personId, unitId)} AND e.from_on <= ${on}::date AND (e.to_on IS NULL OR e.to_on > ${on}::date))`;

/** The first day since when not, for somebody who does not on that date; null for who never did. */
export const servedUntil = (personId: Prisma.Sql, unitId: Prisma.Sql, on: DateOn): Prisma.Sql =>
  Prisma.sql`(SELECT max(e.to_on) FROM ${serving(personId, unitId)} AND e.to_on <= ${on}::date)`;

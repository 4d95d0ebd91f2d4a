/** Facts with two times as conditions of SQL, for lists that read many histories: `t` names the table in the statement. */
import type { DateOn } from "~/calendar";
import { Prisma } from "../../prisma/generated/client";

/** The versions believed at `knownAt` (an instant); without it, those believed now. One text for both, so that a statement stays prepared. */
export function believed(t: string, knownAt?: Date): Prisma.Sql {
  const table = Prisma.raw(t);
  const at = Prisma.sql`coalesce(${knownAt ?? null}::timestamptz, 'infinity')`;
  return Prisma.sql`${table}.recorded_at <= ${at} AND (${table}.superseded_at IS NULL OR ${table}.superseded_at > ${at})`;
}

/** The versions that hold on a day. */
export function holding(t: string, on: DateOn): Prisma.Sql {
  const table = Prisma.raw(t);
  return Prisma.sql`${table}.from_on <= ${on}::date AND (${table}.to_on IS NULL OR ${table}.to_on > ${on}::date)`;
}

/** The two columns of a range, as dates in words. */
export const rangeColumns = (t: string) =>
  Prisma.raw(`${t}.from_on::text AS "fromOn", ${t}.to_on::text AS "toOn"`);

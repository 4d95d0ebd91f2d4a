/** The units of a day in statements of other rooms. */
import type { DateOn } from "~/calendar";
import { Prisma } from "../prisma/generated/client";

/** To be joined by its `unit_id`: every unit as it stands on a calendar date, with all columns of its version. */
export const unitsOn = (on: DateOn): Prisma.Sql =>
  Prisma.sql`(SELECT * FROM unit_version WHERE superseded_at IS NULL AND daterange(from_on, to_on) @> ${on}::date)`;

/** The units of a day in statements of other rooms. */
import type { DateOn } from "~/calendar";
import { Prisma } from "../prisma/generated/client";

/**
 * To be joined by its `unit_id`: every unit as it stands on a calendar date, with all columns of its version. Days are
 * compared plainly: of a range the planner guesses that two units hold the day, and looks each of them up alone.
 */
export const unitsOn = (on: DateOn): Prisma.Sql =>
  Prisma.sql`(SELECT * FROM unit_version WHERE superseded_at IS NULL AND from_on <= ${on}::date AND (to_on IS NULL OR to_on > ${on}::date))`;

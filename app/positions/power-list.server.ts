/** A list of powers taken into a unit's register: all of it or nothing. */
import { z } from "zod";
import { type DateOn, dateOnFrom, overlaps } from "~/calendar";
import { lockUnitToChange, type Tx } from "~/db.server";
import { knownBy, rangeOf } from "~/organisation/history";
import { readWorkbook } from "~/personnel/workbook.server";
import { type Refusal, refusal } from "~/verdict";
import { POWER_KINDS } from "./power";
import {
  inOrder,
  type ListedPower,
  LONGEST,
  MOST_POWERS,
  type PowerListRead,
  type PowerWords,
  powersIn,
  sameness,
} from "./power-list";
import { addPower } from "./powers.server";

/** Read and looked at beside the register; nothing is written. Refusals: workbook.*, those of `powersIn`, power-list.known. */
export async function readPowerList(
  tx: Tx,
  { unitId, bytes, words }: { unitId: string; bytes: Buffer; words: PowerWords },
): Promise<PowerListRead> {
  const workbook = await readWorkbook(bytes);
  if (!workbook.ok) return workbook;
  const read = powersIn(workbook.sheet.rows, words);
  if (!read.ok) return read;
  const known = await knownRefusals(tx, unitId, read.powers);
  return known.length > 0 ? { ok: false, refusals: known } : read;
}

/** Takes the list in. Refusals: power-list.known, where somebody registered one meanwhile; nothing is written then. */
export async function addPowers(
  tx: Tx,
  { unitId, powers }: { unitId: string; powers: readonly ListedPower[] },
  actorId: string,
  now: Date,
): Promise<{ ok: true; added: number } | { ok: false; refusals: Refusal[] }> {
  await lockUnitToChange(tx, unitId);
  const known = await knownRefusals(tx, unitId, powers);
  if (known.length > 0) return { ok: false, refusals: known };
  for (const { row: _, ...power } of powers) await addPower(tx, { unitId, ...power }, actorId, now);
  return { ok: true, added: powers.length };
}

async function knownRefusals(tx: Tx, unitId: string, powers: readonly ListedPower[]): Promise<Refusal[]> {
  const rows = await tx.powerVersion.findMany({ where: { power: { unitId }, ...knownBy() } });
  const days = new Map<string, ReturnType<typeof rangeOf>[]>();
  for (const row of rows) days.set(sameness(row), [...(days.get(sameness(row)) ?? []), rangeOf(row)]);
  return inOrder(
    powers.flatMap((power) =>
      (days.get(sameness(power)) ?? []).some((range) => overlaps(range, power))
        ? [refusal("power-list.known", { row: power.row })]
        : [],
    ),
  );
}

const day = z.string().transform((raw, context): DateOn => {
  const on = dateOnFrom(raw);
  if (!on) context.addIssue({ code: "custom" });
  return on ?? "1992-01-01";
});
const listed = z
  .array(
    z.strictObject({
      row: z.int().min(1),
      name: z
        .string()
        .trim()
        .min(1)
        .max(LONGEST.name * 2),
      kind: z.enum(POWER_KINDS),
      field: z.string().max(60).nullable(),
      basis: z
        .string()
        .trim()
        .min(1)
        .max(LONGEST.basis * 2),
      fromOn: day,
      toOn: day.nullable(),
    }),
  )
  .min(1)
  .max(MOST_POWERS);

/** What a form carries from the look at a list to its acceptance; null: it is none. `fields`: those there are. */
export function listedFrom(raw: unknown, fields: readonly string[]): ListedPower[] | null {
  if (typeof raw !== "string") return null;
  try {
    const { data } = listed.safeParse(JSON.parse(raw));
    const isRight = data?.every(
      ({ field, fromOn, toOn }) =>
        (field === null || fields.includes(field)) && (toOn === null || toOn > fromOn),
    );
    return data && isRight ? data : null;
  } catch {
    return null;
  }
}

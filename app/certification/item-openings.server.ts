/** Entering, from a table, what people had in hand before this register was taken into use; and taking a wrong table back. */
import { record, recordAll } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { plainFileName, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { unitsNamed } from "~/personnel/roster-check.server";
import { refusalsOfShape } from "~/personnel/roster-sheet";
import { headerRowOf } from "~/personnel/sheet-columns";
import { readWorkbook } from "~/personnel/workbook.server";
import { XLSX } from "~/spreadsheet.server";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { takenNumbers } from "./item-acts.server";
import { numberFaults, type OpeningFault, type OpeningThing, openingLine } from "./item-opening";
import { type OpeningWords, refusalsOfOpeningHeader, tellsOpening } from "./item-opening-columns";
import { holdersOf } from "./item-opening-holders.server";

/** One transaction writes them all, and each number waits for its own lock. */
export const MOST_LINES = 2_000;

export type Opening = {
  unitId: string;
  /** The day on which somebody counted what is out. */
  countedOn: DateOn;
  fileName: string;
  bytes: Buffer;
  words: OpeningWords;
};
export type Opened =
  | { ok: true; openingId: string; things: number; holders: number }
  | { ok: false; refusals: Refusal[]; faults: OpeningFault[] };

/**
 * All of a table or nothing of it. Whoever is named holds these things whether or not a certificate says they may: what has to
 * come back of it follows from that. Refusals of the whole: workbook.*, item-opening.empty, .no-header, .too-many-lines
 * { rows, most }, item.ahead { on }, those of the header and of its shape. Faults of lines: those of `openingLine`,
 * `holdersOf` and `numberFaults`.
 */
export async function recordOpening(tx: Tx, opening: Opening, actorId: string, now: Date): Promise<Opened> {
  const { unitId, countedOn, words } = opening;
  const today = chinaDateOf(now);
  const refused = (...refusals: Refusal[]): Opened => ({ ok: false, refusals, faults: [] });
  const workbook = await readWorkbook(opening.bytes);
  if (!workbook.ok) return refused(...workbook.refusals);
  const { sheet } = workbook;
  const mapping = headerRowOf(sheet.rows, words.headers, tellsOpening);
  if (!mapping)
    return refused(refusal(sheet.rows.length === 0 ? "item-opening.empty" : "item-opening.no-header"));
  const rows = sheet.rows.filter(({ row }) => row > mapping.headerRow);
  const refusals = [
    ...refusalsOfOpeningHeader(mapping.columns),
    ...(rows.length === 0 ? [refusal("item-opening.empty")] : []),
    ...(rows.length > MOST_LINES
      ? [refusal("item-opening.too-many-lines", { rows: rows.length, most: MOST_LINES })]
      : []),
    ...(countedOn > today ? [refusal("item.ahead", { on: countedOn })] : []),
    ...refusalsOfShape(sheet, mapping.headerRow),
  ];
  if (refusals.length > 0) return refused(...refusals);

  const lines = rows.map((row) => openingLine(row, mapping, words, { countedOn, today }));
  const { holders, faults: unknown } = await holdersOf(tx, lines, await unitsNamed(tx, unitId, now));
  const things = lines.flatMap(({ thing }) => thing ?? []);
  const taken = await takenNumbers(tx, things);
  const certificates = await tx.certificate.findMany({
    where: {
      number: {
        in: things.flatMap(({ kind, number }) => (kind === "former-card" && number ? [number] : [])),
      },
    },
    select: { number: true },
  });
  const known = { taken, certificates: certificates.map(({ number }) => number) };
  const faults = [...lines.flatMap((line) => line.faults), ...unknown, ...numberFaults(lines, known)];
  if (faults.length > 0) return { ok: false, refusals: [], faults: faults.sort((a, b) => a.row - b.row) };

  const openingId = await keep(tx, opening, actorId, now);
  const items = lines.map(({ thing }, index) =>
    itemRow(thing!, holders[index]!, { countedOn, openingId, actorId, now }),
  );
  await tx.issuedItem.createMany({ data: items });
  await recordAll(
    tx,
    items.map(({ id, personId, unitId: of, kind, quantity }) => ({
      ...{ type: "item.found-out" as const, at: now, actorId, personId, unitId: of, subjectId: id },
      data: { itemId: id, openingId, kind, quantity },
    })),
  );
  const people = new Set(items.map(({ personId }) => personId)).size;
  await record(tx, {
    ...{ type: "item-opening.recorded", at: now, actorId, unitId, subjectId: openingId },
    data: { openingId, things: items.length, holders: people },
  });
  return { ok: true, openingId, things: items.length, holders: people };
}

async function keep(
  tx: Tx,
  { unitId, countedOn, bytes, fileName }: Opening,
  actorId: string,
  now: Date,
): Promise<string> {
  const mediaType = bytes.subarray(0, 2).toString("latin1") === "PK" ? XLSX : "text/csv";
  const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
  const id = newId();
  await tx.itemOpening.create({
    data: {
      ...{ id, unitId, countedOn: toDbDate(countedOn), fileHash },
      ...{ fileName: plainFileName(fileName, "items.xlsx"), recordedById: actorId, recordedAt: now },
    },
  });
  return id;
}

function itemRow(
  { kind, number, quantity, handedOn, validToOn, note }: OpeningThing,
  holder: { personId: string; unitId: string },
  {
    countedOn,
    openingId,
    actorId,
    now,
  }: { countedOn: DateOn; openingId: string; actorId: string; now: Date },
) {
  return {
    ...{ id: newId(), ...holder, kind, number, quantity, note, openingId },
    ...{ handedOn: toDbDate(handedOn ?? countedOn), dateKnown: handedOn !== null },
    ...{ validToOn: validToOn && toDbDate(validToOn), handedById: actorId, recordedAt: now },
  };
}

/**
 * Everything of a table that is still out was entered by mistake; what came back meanwhile stays as it is. Refusals:
 * item-opening.undone, item-opening.reason-missing.
 */
export async function undoOpening(
  tx: Tx,
  { openingId, reason }: { openingId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`item-opening ${openingId}`}, 0))::text`;
  const opening = await tx.itemOpening.findUniqueOrThrow({ where: { id: openingId } });
  const note = reason.trim();
  const verdict = verdictOf([
    ...(opening.undoneAt ? [refusal("item-opening.undone")] : []),
    ...(note === "" ? [refusal("item-opening.reason-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  const open = await tx.issuedItem.findMany({
    where: { openingId, closedAt: null },
    include: { returns: { select: { quantity: true } } },
  });
  const today = chinaDateOf(now);
  const back = open.map(({ quantity, returns, ...item }) => ({
    item,
    left: quantity - returns.reduce((sum, one) => sum + one.quantity, 0),
    returnId: newId(),
  }));
  await tx.itemReturn.createMany({
    data: back.map(({ item, left, returnId }) => ({
      ...{
        id: returnId,
        itemId: item.id,
        outcome: "mistaken",
        quantity: left,
        backOn: toDbDate(today),
        note,
      },
      ...{ recordedById: actorId, recordedAt: now },
    })),
  });
  await tx.itemOpening.update({
    where: { id: openingId },
    data: { undoneById: actorId, undoneAt: now, undoReason: note },
  });
  await recordAll(
    tx,
    back.map(({ item: { id, personId, unitId, kind }, left, returnId }) => ({
      ...{ type: "item.came-back" as const, at: now, actorId, personId, unitId, subjectId: id },
      data: { itemId: id, returnId, kind, quantity: left, outcome: "mistaken" },
    })),
  );
  await record(tx, {
    ...{ type: "item-opening.undone", at: now, actorId, unitId: opening.unitId, subjectId: openingId },
    data: { openingId, things: back.length },
  });
  return { ok: true };
}

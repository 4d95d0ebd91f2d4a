/** 试抽: a blueprint tried against the banks, amended laws and papers of a day, before anybody is examined with it. */
import { chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import type { Tx } from "~/db.server";
import type { Blueprint } from "~/questions/blueprint";
import { type Drawing, drawFrom } from "~/questions/blueprints.server";
import type { Supply } from "~/questions/shortage";
import type { Totals } from "~/questions/totals";
import type { Refusal } from "~/verdict";
import { seenBefore } from "./exposure.server";

/** The draw as it would be on a day, by the papers before that day: the same seed gives the same all day long. */
export async function drawOn(
  tx: Tx,
  blueprint: Blueprint,
  seed: string,
  on: DateOn,
  now: Date,
): Promise<Drawing> {
  const seen = await seenBefore(tx, startOfDay(on), blueprint.exposureDays, now);
  return drawFrom(tx, blueprint, seen, seed, on);
}

export type Trial = {
  on: DateOn;
  fullMark: number;
  totals: Totals;
  supplies: Supply[];
  /** Of each cell, how many it would lack today. */
  missing: number[];
  refusals: Refusal[];
};

export async function trialOf(tx: Tx, blueprint: Blueprint, now: Date): Promise<Trial> {
  const on = chinaDateOf(now);
  const drawing = await drawOn(tx, blueprint, "trial", on, now);
  const refusals = drawing.ok ? [] : drawing.refusals;
  const { fullMark, totals } = drawing;
  const missing = blueprint.cells.map((_, index) =>
    Number(refusals.find(({ facts }) => facts.cell === index + 1)?.facts.missing ?? 0),
  );
  return { on, fullMark, totals, supplies: drawing.supplies, missing, refusals };
}

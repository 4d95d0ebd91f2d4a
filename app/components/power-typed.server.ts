import { POWER_KINDS } from "~/positions/power";
import { fieldCodes } from "~/text/fields";
import { powersText } from "~/text/powers";
import type { Locale } from "~/text/text";
import type { FormReader } from "./typed-form.server";

/** A power as it was typed; null: something is wrong with it, and `read` has every problem. */
export function powerTyped(read: FormReader, locale: Locale) {
  const t = powersText[locale];
  const name = read.text("name", t.name, 200);
  const kind = read.choice("kind", t.kind, POWER_KINDS);
  const field = read.optionalChoice("field", fieldCodes) ?? null;
  const basis = read.text("basis", t.basis, 500);
  const fromOn = read.date("fromOn", t.fromOn);
  const toOn = read.dayAfterLast("toOn", t.lastOn, fromOn) ?? null;
  if (!name || !kind || !basis || !fromOn || read.problems.length > 0) return null;
  return { name, kind, field, basis, fromOn, toOn };
}

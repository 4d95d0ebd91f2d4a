/** The public roster as a workbook: officers in the order of their numbers, and the bodies. */

import type { Tx } from "~/db.server";
import { env } from "~/env.server";
import { type Sheet, writeXlsx } from "~/spreadsheet.server";
import { longInstant } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { rosterText } from "~/text/roster";
import type { Locale } from "~/text/text";
import { type RosterAsked, type RosterBody, wholeRoster } from "./roster.server";

export type SheetAsked = { asked: RosterAsked; bodies: readonly RosterBody[]; locale: Locale };

/** Written as it is read, so that no more of it is in memory than its packed bytes. */
export function rosterWorkbook(tx: Tx, { asked, bodies, locale }: SheetAsked, now: Date): Promise<Buffer> {
  const t = rosterText[locale];
  const { columns, sheet } = t;
  async function* officers() {
    yield [
      ...[columns.name, columns.unit, sheet.code, columns.number, columns.field],
      ...[sheet.validFrom, columns.validTo, sheet.verify],
    ];
    for await (const row of wholeRoster(tx, asked, now))
      yield [
        ...[row.holderName, row.unitName, row.unitCode, row.number, fieldName(locale, row.field)],
        ...[row.validFromOn, row.validToOn, `${env().publicUrl}/v/${row.token}`],
      ];
  }
  function* published() {
    yield [t.body, sheet.code, t.about.basis, t.about.fields, t.about.publishedOn];
    for (const { name, code, basis, fields, publishedOn } of bodies)
      yield [
        name,
        code,
        t.basis[basis],
        fields.map((field) => fieldName(locale, field)).join("; "),
        publishedOn,
      ];
    yield [];
    yield [sheet.asOf, longInstant(now, locale)];
  }
  const sheets: Sheet[] = [
    { name: sheet.officers, rows: officers(), widths: [12, 28, 12, 16, 16, 12, 12, 48] },
    { name: sheet.bodies, rows: published(), widths: [28, 12, 16, 32, 12] },
  ];
  return writeXlsx(sheets);
}

/** What an export of the people list holds, in the reader's language: the filters of the address, columns and rows. */
import { chinaDateOf } from "~/calendar";
import { lacksSomething } from "~/casework/incomplete-files.server";
import type { ListExport } from "~/casework/list-export.server";
import { CERTIFICATE_STATUSES } from "~/certification/status";
import { endsWithin, holdsCertificate } from "~/certification/status-sql.server";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { scopeOf } from "~/personnel/people.server";
import { type PersonExported, peopleMatching } from "~/personnel/people-export.server";
import { filtersFrom, type PeopleTyped } from "~/personnel/people-filters";
import type { UnmaskReason } from "~/personnel/person";
import { ROSTER_COLUMNS } from "~/personnel/roster-columns";
import { certificationText } from "~/text/certification";
import { shortInstant } from "~/text/dates";
import { exportsText } from "~/text/exports";
import { identityNames, statusNames } from "~/text/identity-names";
import { listsText } from "~/text/lists";
import { personnelText } from "~/text/personnel";
import type { Locale } from "~/text/text";

type Asked = { search: URLSearchParams; paths: readonly string[]; locale: Locale };

/** The filters in force as words; of what was typed nothing is kept elsewhere. */
export async function filterOf(tx: Tx, { search, paths, locale }: Asked, now: Date) {
  const today = chinaDateOf(now);
  const units = await unitsUnder(tx, paths, today);
  const { filters: own, typed, certificate, within, incomplete } = filtersFrom(search, units);
  const status = (["none", ...CERTIFICATE_STATUSES] as const).find((one) => one === certificate);
  const also = [
    ...(status ? [holdsCertificate(status, now)] : []),
    ...(within ? [endsWithin(within, now)] : []),
    ...(incomplete ? [await lacksSomething(tx, today, now)] : []),
  ];
  const t = personnelText[locale];
  const unitName = units.find(({ unitId }) => unitId === typed.unit)?.name ?? "";
  const categories: Record<string, string> = t.categories;
  const identities: Record<string, string> = identityNames[locale];
  const statuses: Record<string, string> = { ...certificationText[locale].status, none: t.noCertificate };
  const words = (
    [
      [t.find, typed.q],
      [t.unit, unitName],
      [t.identity, identities[typed.identity] ?? ""],
      [t.category, categories[typed.category] ?? ""],
      [t.certificate, status ? (statuses[status] ?? status) : ""],
      [listsText[locale].within, within ? listsText[locale].days(within) : ""],
      [listsText[locale].file, incomplete ? listsText[locale].incomplete : ""],
      [t.state, { ...statusNames[locale], ...t.states }[own.state ?? "current"]],
    ] as const
  ).filter(([, value]) => value !== "");
  return { scope: await scopeOf(tx, paths, today), filters: { ...own, also }, words, codes: codesOf(typed) };
}

/** A name somebody typed is personal: only that there was one. */
const codesOf = (typed: PeopleTyped) =>
  Object.entries(typed).flatMap(([name, value]) =>
    value === "" ? [] : [name === "q" || !/^[\w-]+$/.test(value) ? name : `${name}:${value}`],
  );

export async function peopleExport(
  tx: Tx,
  asked: Asked & { reason: UnmaskReason | null },
  now: Date,
): Promise<Omit<ListExport, "format">> {
  const { locale, reason } = asked;
  const { scope, filters, words, codes } = await filterOf(tx, asked, now);
  const t = exportsText[locale];
  const names = personnelText[locale];
  const people = peopleMatching(tx, { scope, filters, whole: reason !== null }, chinaDateOf(now));
  async function* rows() {
    for await (const person of people) yield rowOf(person, locale);
  }
  return {
    list: "people",
    sheet: t.fileNames.people,
    about: {
      sheet: t.aboutSheet,
      rows: t.rows,
      lines: [
        [t.filter, words.map(([name, value]) => t.pair(name, value)).join(t.join)],
        [t.at, shortInstant(now)],
        [t.numbers, reason ? t.numbersWhole : t.numbersMasked],
      ],
    },
    columns: ROSTER_COLUMNS.map((column) => names.columns[column]),
    rows: rows(),
    filters: codes,
    numbers: reason ? "whole" : "masked",
    reason,
  };
}

/** In the order and the words of a roster, so that what was given out can be corrected and taken in again. */
function rowOf({ name, identityNumber, job, category, duty }: PersonExported, locale: Locale): string[] {
  const t = personnelText[locale];
  const categories: Record<string, string> = t.categories;
  const dutyWord = duty
    ? `${duty.fullTime ? t.fullTime.yes : t.fullTime.no}${locale === "en" ? " " : ""}${t.duties[duty.kind]}`
    : "";
  return [
    name,
    identityNumber,
    job?.unitName ?? "",
    job ? identityNames[locale][job.identity] : "",
    job?.fromOn ?? "",
    job?.title ?? "",
    job ? statusNames[locale][job.status] : "",
    category ? (categories[category] ?? "") : "",
    dutyWord,
  ];
}

/** The forms of a plan's items: who and what can be chosen, what was typed, and the item when all can be read. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { chinaDateOf, startOfDay, yearRange } from "~/calendar";
import { type FormReader, readerOf, typedFrom } from "~/components/typed-form.server";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { type NamedPerson, namedStaff } from "~/personnel/named-staff.server";
import { namesOn } from "~/personnel/person.server";
import { plansText } from "~/text/plans";
import { type Locale, localeFrom } from "~/text/text";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import { ITEM_CATEGORIES, type PlanAudience } from "./plan";
import type { ItemPlanned } from "./plan-drafting.server";
import type { CarriedOut } from "./plan-items.server";
import { requirePlanItem } from "./plan-page.server";
import type { PlanFacts, PlanItemFacts } from "./plans.server";

const LONGEST_LAW = 80;
const LONGEST_MATERIALS = 1_000;
const LONGEST_PLACE = 60;
const LONGEST_MINUTES = 1_440;

export type Choices = {
  audience: PlanAudience;
  year: number;
  /** Of the unit today, and whoever the item names already. */
  people: NamedPerson[];
  exams: { value: string; text: string }[];
};

/** What an item of this plan can name. Exams of the year that the unit or one above it holds. */
export async function choicesFor(
  tx: Tx,
  { unitId, audience, year, items }: PlanFacts,
  path: string,
  now: Date,
): Promise<Choices> {
  const today = chinaDateOf(now);
  const staff = await namedStaff(tx, unitId, today);
  const known = new Set(staff.map(({ personId }) => personId));
  const others = [...new Set(items.flatMap((item) => [...item.personIds, item.ownerPersonId ?? ""]))].filter(
    (personId) => personId !== "" && !known.has(personId),
  );
  const names = await namesOn(tx, others, today);
  const { fromOn, toOn } = yearRange(year);
  const exams = await rowsOf<{ value: string; text: string }>(
    tx,
    Prisma.sql`/* prepared as exams-of-year */
      SELECT e.id::text AS value, e.title AS text FROM exam e JOIN ${unitsOn(today)} u ON u.unit_id = e.unit_id
      WHERE e.opens_at >= ${startOfDay(fromOn)} AND e.opens_at < ${startOfDay(toOn)}
        AND e.kind IN ('monthly-law', 'annual', 'spot-check') AND starts_with(${path}, u.path)
      ORDER BY e.opens_at, e.id LIMIT 200`,
  );
  const also = others.map((personId) => ({ personId, name: names.get(personId) ?? "" }));
  return { audience, year, people: [...staff, ...also], exams };
}

/** Reads what a draft's item says; null where a field cannot be read. */
export function plannedItemFrom(
  read: FormReader,
  { audience, people, exams }: Choices,
  locale: Locale,
): ItemPlanned | null {
  const t = plansText[locale].form;
  const ids = people.map(({ personId }) => personId);
  const month = read.choice("month", t.month, MONTHS);
  const law = read.text("law", t.law, LONGEST_LAW);
  const category =
    audience === "enforcement-staff" ? read.choice("category", t.category, ITEM_CATEGORIES) : null;
  const how = howFrom(read, exams, locale);
  const ownerPersonId = read.optionalChoice("ownerPersonId", ids) ?? null;
  const personIds = read.several("personId", ids);
  if (month === null || law === null || how === null || read.problems.length > 0) return null;
  return { month: Number(month), category, law, ...how, ownerPersonId, personIds };
}

/** Reads how an item was carried out; null where a field cannot be read. */
export function howFrom(read: FormReader, exams: Choices["exams"], locale: Locale): CarriedOut | null {
  const t = plansText[locale].form;
  const materials = read.optionalText("materials", t.materials, LONGEST_MATERIALS);
  const heldOn = read.optionalDate("heldOn", t.heldOn);
  const minutes = read.count("minutes", t.minutes, LONGEST_MINUTES);
  const place = read.optionalText("place", t.place, LONGEST_PLACE);
  const examId =
    read.optionalChoice(
      "examId",
      exams.map(({ value }) => value),
    ) ?? null;
  if (read.problems.length > 0) return null;
  const lines = (materials ?? "").split("\n").map((line) => line.trim());
  return { materials: lines.filter((line) => line !== ""), heldOn, minutes, place, examId };
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1));

/** An item as its form shows it before anything is changed. */
export function typedOf(item: PlanItemFacts): Record<string, string> {
  const { month, category, law, materials, heldOn, minutes, place, examId, ownerPersonId, personIds } = item;
  return {
    month: String(month),
    category: category ?? "",
    law,
    materials: materials.join("\n"),
    heldOn: heldOn ?? "",
    minutes: minutes === null ? "" : String(minutes),
    place: place ?? "",
    examId: examId ?? "",
    ownerPersonId: ownerPersonId ?? "",
    personId: personIds.join(","),
  };
}

/** What was sent about an item that is there: the item, who sent it, what was typed, and a reader of it. */
export async function itemFormFrom({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, plan, unit, item } = await requirePlanItem(request, params, now);
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  return {
    ...{ actorId: actor.accountId, now, locale, typed, read: readerOf(typed, locale) },
    named: { planId: plan.planId, itemId: item.itemId },
    choices: await choicesFor(prisma, plan, unit.path, now),
  };
}

/** What was typed into the form of an opening balance: the table with its unit and day, or what is missing. */
import type { Actor } from "~/access/permissions";
import { chinaDateOf, dateOnFrom } from "~/calendar";
import type { FieldProblem } from "~/components/error-summary";
import { problemsFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { unitInScope } from "~/personnel/person-scope.server";
import { MOST_BYTES } from "~/personnel/workbook.server";
import { openingWords as words } from "~/text/item-opening-words";
import { itemOpeningsText } from "~/text/item-openings";
import { personnelText } from "~/text/personnel";
import { localeFrom } from "~/text/text";
import { refusal } from "~/verdict";
import type { Opening } from "./item-openings.server";

type Typed = { unitId: string; countedOn: string };
export type OpeningTyped = { typed: Typed; problems: FieldProblem[]; opening: Opening | null };

export async function openingTyped(request: Request, actor: Actor, now: Date): Promise<OpeningTyped> {
  const locale = localeFrom(request);
  const t = itemOpeningsText[locale];
  const upload = await uploadFrom(request, MOST_BYTES);
  const said = (name: string) => String(upload?.form.get(name) ?? "");
  const typed = { unitId: said("unitId"), countedOn: said("countedOn") };
  if (!upload) return { typed, problems: problemsFrom(locale, [tooLarge], () => "file"), opening: null };
  const unit = await unitInScope(actor, "item:record", typed.unitId, chinaDateOf(now));
  const countedOn = dateOnFrom(typed.countedOn);
  const problems = [
    ...(unit ? [] : [{ field: "unitId", message: t.chooseUnit }]),
    ...(countedOn ? [] : [{ field: "countedOn", message: personnelText[locale].form.date(t.countedOn) }]),
  ];
  if (!unit || !countedOn) return { typed, problems, opening: null };
  const { bytes, fileName } = upload;
  return { typed, problems, opening: { unitId: unit.unitId, countedOn, fileName, bytes, words } };
}

const tooLarge = refusal("workbook.too-large", { megabytes: MOST_BYTES / 1024 / 1024 });

import type { Actor } from "~/access/permissions";
import type { DateOn, DateRange } from "~/calendar";
import type { Typed } from "~/components/typed-form";
import type { FormReader } from "~/components/typed-form.server";
import type { CorrectedSubject, RightFact } from "~/personnel/correction";
import {
  ANNUAL_GRADES,
  EMPLOYMENT_IDENTITIES,
  EMPLOYMENT_STATUSES,
  SANCTION_KINDS,
} from "~/personnel/identity";
import { unitInScope } from "~/personnel/person-scope.server";
import { STUDY_GROUP_WORDS } from "~/rulebook/words";
import { personnelText } from "~/text/personnel";
import { type Locale, textFor } from "~/text/text";

/** What the form says it should have been; null after any problem, which `read` keeps. */
export async function rightFactFrom(
  subject: CorrectedSubject,
  typed: Typed,
  read: FormReader,
  { actor, locale, today }: { actor: Actor; locale: Locale; today: DateOn },
): Promise<RightFact | null> {
  const t = textFor(personnelText, locale).form;
  const right = await byField();
  return read.problems.length > 0 ? null : right;

  async function byField(): Promise<RightFact | null> {
    switch (subject) {
      case "name": {
        const name = read.text("name", t.name, 60);
        return name === null ? null : { subject, name };
      }
      case "employment": {
        const unit = await unitInScope(actor, "person:write", typed.unitId ?? "", today);
        if (!unit) read.against("unitId", t.chosen(t.unit));
        const identity = read.choice("identity", t.identity, EMPLOYMENT_IDENTITIES);
        const status = read.choice("status", t.status, EMPLOYMENT_STATUSES);
        const title = read.optionalText("title", t.title, 60);
        const days = range();
        return unit && identity && status && days
          ? { subject, unitId: unit.unitId, identity, status, title, ...days }
          : null;
      }
      case "legal-duty": {
        const fullTime = read.choice("fullTime", t.fullTime, ["yes", "no"]);
        const days = range();
        return fullTime && days ? { subject, fullTime: fullTime === "yes", ...days } : null;
      }
      case "sanction": {
        const kind = read.choice("kind", t.sanction, SANCTION_KINDS);
        const authority = read.text("authority", t.authority, 60);
        const decisionNumber = read.text("decisionNumber", t.decisionNumber, 60);
        const days = range();
        return kind && authority && decisionNumber && days
          ? { subject, kind, authority, decisionNumber, ...days }
          : null;
      }
      case "annual-grade": {
        const grade = read.choice("grade", t.grade, ANNUAL_GRADES);
        return grade && { subject, grade };
      }
      case "study-category": {
        const category = read.choice("category", t.category, STUDY_GROUP_WORDS);
        const days = range();
        return category && days ? { subject, category, ...days } : null;
      }
    }
  }

  function range(): DateRange | null {
    const fromOn = read.date("fromOn", t.fromOn);
    const toOn = read.dayAfterLast("lastOn", t.lastOn, fromOn) ?? null;
    return fromOn && { fromOn, toOn };
  }
}

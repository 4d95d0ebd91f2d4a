import type { PersonnelFile } from "~/casework/personnel-file.server";
import type { PersonnelFacts } from "~/personnel/facts.server";
import { lastDayBefore, longDate } from "~/text/dates";
import { gradeNames, sanctionNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { Facts } from "../facts";
import { Photo } from "../photo";

/** Who this is: masked number, names, unit, sanctions, grade, duties, as of the day asked about. */
export function FileFacts({
  personId,
  facts,
  file,
  mayUnmask,
}: {
  personId: string;
  facts: PersonnelFacts;
  file: PersonnelFile;
  mayUnmask: boolean;
}) {
  const { personFile: t, categories } = useText(personnelText);
  const locale = useLocale();
  const grades = useText(gradeNames);
  const [home] = facts.employments;
  const [grade] = facts.grades;
  const former = file.formerNames.map(({ name }) => name);
  return (
    <section aria-label={t.basic} className="who">
      <Photo label={t.photo} />
      <Facts
        items={[
          {
            term: t.identityNumber,
            value: (
              <>
                <span className="num">{file.maskedNumber}</span>
                {mayUnmask && (
                  <a className="small" href={`/people/${personId}/identity-number-views`}>
                    {t.unmask}
                  </a>
                )}
              </>
            ),
          },
          { term: t.formerNames, value: former.length > 0 ? former.join(" ") : t.none },
          { term: t.inUnitSince, value: home ? longDate(sinceInUnit(facts), locale) : t.none },
          { term: t.study, value: facts.studyCategory ? categories[facts.studyCategory] : t.none },
          { term: t.sanctions, value: <Sanctions facts={facts} /> },
          { term: t.grade, value: grade ? t.gradeOf(grades[grade.grade], grade.year) : t.none },
          { term: t.duties, value: <Duties facts={facts} unitNames={file.unitNames} /> },
        ]}
      />
    </section>
  );
}

/** The first day of the unbroken time at the unit where the person is now. */
function sinceInUnit({ employments, employmentHistory }: PersonnelFacts): string {
  const [home] = employments;
  let since = home?.fromOn ?? "";
  for (const job of [...employmentHistory].reverse())
    if (home && job.relation === home.relation && job.unitId === home.unitId && job.toOn === since)
      since = job.fromOn;
  return since;
}

function Sanctions({ facts }: { facts: PersonnelFacts }) {
  const { personFile: t } = useText(personnelText);
  const sanctions = useText(sanctionNames);
  const locale = useLocale();
  if (facts.sanctions.length === 0) return t.none;
  return facts.sanctions.map(({ kind, fromOn, toOn, decisionNumber }) => (
    <span className="block" key={decisionNumber + kind}>
      {sanctions[kind]}{" "}
      {toOn ? t.until(longDate(lastDayBefore(toOn), locale)) : t.since(longDate(fromOn, locale))}
    </span>
  ));
}

function Duties({ facts, unitNames }: { facts: PersonnelFacts; unitNames: Record<string, string> }) {
  const { personFile: t, duties, fullTime } = useText(personnelText);
  const locale = useLocale();
  if (facts.legalDuties.length === 0) return t.none;
  return facts.legalDuties.map(({ unitId, kind, fullTime: isFull, fromOn, toOn }) => (
    <span className="block" key={unitId + kind + fromOn}>
      {duties[kind]} {isFull ? fullTime.yes : fullTime.no} {unitNames[unitId] ?? ""}{" "}
      <span className="quiet">
        {toOn
          ? t.fromTo(longDate(fromOn, locale), longDate(lastDayBefore(toOn), locale))
          : t.since(longDate(fromOn, locale))}
      </span>
    </span>
  ));
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { type Correctable, correctableFacts } from "~/personnel/correctable.server";
import { CORRECTED_SUBJECTS } from "~/personnel/correction";
import { ALWAYS } from "~/personnel/person";
import { requirePersonInScope } from "~/personnel/person-scope.server";
import { correctionsText } from "~/text/corrections";
import { lastDayBefore, shortDate } from "~/text/dates";
import { gradeNames, identityNames, sanctionNames, statusNames } from "~/text/identity-names";
import { personnelText } from "~/text/personnel";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(correctionsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await requirePersonInScope(request, params.personId, "person:write", new Date());
  const { actor: _, today, ...person } = page;
  const facts = await correctableFacts(prisma, person.personId);
  const unitIds = facts.flatMap((fact) => ("unitId" in fact ? [fact.unitId] : []));
  const units = await unitsById(prisma, unitIds, today);
  return {
    person,
    facts,
    unitNames: Object.fromEntries([...units].map(([unitId, unit]) => [unitId, unit.name])),
  };
}

export default function Corrections() {
  const { person, facts, unitNames } = useLoaderData<typeof loader>();
  const t = useText(correctionsText);
  const text = useText(personnelText);
  const file = `/people/${person.personId}`;
  const says = useSaying(unitNames);
  const when = (fact: Correctable) => {
    if (!("fromOn" in fact)) return t.yearOf(fact.year);
    if (fact.toOn)
      return fact.fromOn === ALWAYS
        ? text.personFile.until(shortDate(lastDayBefore(fact.toOn)))
        : text.personFile.fromTo(shortDate(fact.fromOn), shortDate(lastDayBefore(fact.toOn)));
    return fact.fromOn === ALWAYS ? t.always : text.personFile.since(shortDate(fact.fromOn));
  };
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${person.name} ${person.maskedNumber}`}
        crumbs={[{ text: text.title, href: "/people" }, { text: person.name, href: file }, { text: t.title }]}
      />
      <p className="lead">{t.lede}</p>
      <div className="stack-lg">
        {CORRECTED_SUBJECTS.map((subject) => {
          const rows = facts.filter((fact) => fact.subject === subject);
          if (rows.length === 0) return null;
          return (
            <Section key={subject} title={t.subjects[subject]}>
              <Table
                label={t.subjects[subject]}
                compact
                rows={rows}
                keyOf={({ versionId }) => versionId}
                columns={[
                  { key: "fact", head: t.recorded, heads: true, cell: says },
                  { key: "when", head: t.when, cell: (row) => <span className="num">{when(row)}</span> },
                  {
                    key: "act",
                    head: <span className="vh">{t.correct}</span>,
                    acts: true,
                    cell: (row) => (
                      <a
                        href={`${file}/corrections/${subject}/${row.versionId}`}
                        aria-label={`${t.correct} ${says(row)}`}
                      >
                        {t.correct}
                      </a>
                    ),
                  },
                ]}
              />
            </Section>
          );
        })}
      </div>
    </>
  );
}

/** A fact in a few words. */
function useSaying(unitNames: Record<string, string>): (fact: Correctable) => string {
  const { categories, duties, fullTime } = useText(personnelText);
  const identities = useText(identityNames);
  const statuses = useText(statusNames);
  const sanctions = useText(sanctionNames);
  const grades = useText(gradeNames);
  const { join } = useText(personnelText);
  return (fact) => {
    switch (fact.subject) {
      case "name":
        return fact.name;
      case "employment":
        return [unitNames[fact.unitId], identities[fact.identity], statuses[fact.status], fact.title]
          .filter(Boolean)
          .join(join);
      case "legal-duty":
        return [unitNames[fact.unitId], duties[fact.kind], fact.fullTime ? fullTime.yes : fullTime.no].join(
          join,
        );
      case "sanction":
        return [sanctions[fact.kind], fact.authority, fact.decisionNumber].join(join);
      case "annual-grade":
        return grades[fact.grade];
      case "study-category":
        return categories[fact.category];
    }
  };
}

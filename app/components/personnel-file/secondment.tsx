import type { ReactNode } from "react";
import type { PersonnelFile } from "~/casework/personnel-file.server";
import type { EmploymentFacts, PersonnelFacts } from "~/personnel/facts.server";
import { lastDayBefore, longDate } from "~/text/dates";
import { identityNames, statusNames } from "~/text/identity-names";
import { leaveAndLoanText } from "~/text/leave-and-loan";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { Facts } from "../facts";
import { reasonsFrom } from "../reasons";
import { Section } from "../section";
import { Status } from "../status";

/** 借调: home and host side by side, when the person returns, and what the host may not do. Nothing for who is not on loan. */
export function FileSecondment({
  personId,
  facts,
  file,
  mayChange,
}: {
  personId: string;
  facts: PersonnelFacts;
  file: PersonnelFile;
  mayChange: boolean;
}) {
  const { loan: t } = useText(leaveAndLoanText);
  const locale = useLocale();
  const host = facts.employments.find(
    ({ relation, status }) => relation === "host" && status === "seconded-in",
  );
  const home = facts.employments.find(({ relation }) => relation === "home");
  if (!host) return null;
  const reasons = reasonsFrom(locale, file.hostRefusals, []);
  return (
    <Section
      title={t.title}
      meta={t.meta}
      end={mayChange && <a href={`/people/${personId}/secondment-ends`}>{t.change}</a>}
    >
      <div className="two-sides">
        {home && (
          <Side title={t.home} job={home} unitName={file.unitNames[home.unitId] ?? ""}>
            <p className="small quiet">{t.mayBe}</p>
          </Side>
        )}
        <Side title={t.host} job={host} unitName={file.unitNames[host.unitId] ?? ""}>
          <p>
            <b>{host.toOn ? t.returnsOn(longDate(host.toOn, locale)) : t.noEnd}</b>
          </p>
          {reasons.length > 0 && (
            <p className="small">
              {t.mayNot}
              {reasons.map(({ code, rule }) => (
                <span className="block" key={`${code} ${String(rule)}`}>
                  {code && <b>{code}</b>} {rule}
                </span>
              ))}
            </p>
          )}
        </Side>
      </div>
    </Section>
  );
}

function Side({
  title,
  job,
  unitName,
  children,
}: {
  title: string;
  job: EmploymentFacts;
  unitName: string;
  children: ReactNode;
}) {
  const { loan: t } = useText(leaveAndLoanText);
  const { personFile } = useText(personnelText);
  const identities = useText(identityNames);
  const statuses = useText(statusNames);
  const locale = useLocale();
  const { fromOn, toOn } = job;
  const day = (on: string) => longDate(on, locale);
  return (
    <div>
      <h3>{title}</h3>
      <Status tone={job.relation === "home" ? "ok" : "warn"}>{statuses[job.status]}</Status>
      <Facts
        layout="rows"
        items={[
          { term: t.unit, value: [unitName, job.title].filter(Boolean).join(" ") },
          { term: t.identity, value: identities[job.identity] },
          {
            term: t.since,
            value: toOn
              ? personFile.fromTo(day(fromOn), day(lastDayBefore(toOn)))
              : personFile.since(day(fromOn)),
          },
        ]}
      />
      {children}
    </div>
  );
}

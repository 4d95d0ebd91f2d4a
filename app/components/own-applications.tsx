import type { OwnApplication } from "~/certification/own.server";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { ApplicationStatusMark } from "./application-status";
import { Holders } from "./holders";
import { Section } from "./section";
import { Status } from "./status";
import { TaskList } from "./task-list";

/** Where one's own applications are, who has them, and for how long yet. */
export function OwnApplications({ applications }: { applications: readonly OwnApplication[] }) {
  const all = useText(certificationText);
  return (
    <Section title={all.my.applications}>
      <TaskList
        items={applications.map((application) => ({
          key: application.id,
          title: all.kinds[application.kind],
          status: <ApplicationStatusMark state={application.state} />,
          detail: <Where application={application} />,
          defect: application.defects.length > 0 ? <ToMend defects={application.defects} /> : undefined,
        }))}
      />
    </Section>
  );
}

function Where({ application }: { application: OwnApplication }) {
  const all = useText(certificationText);
  const { holders: t } = useText(applicationsText);
  const locale = useLocale();
  const { state, turn, sinceAt, unitName, holders, limit } = application;
  const since = longDate(dateOfInstant(sinceAt), locale);
  return (
    <>
      <span className="block">{unitName}</span>
      {state === "returned" ? all.my.returned : turn ? all.my.waiting(all.reviewers[turn], since) : since}
      {(turn || state === "returned") && (
        <span className="block">
          {holders.length > 0 && t.who} <Holders names={holders} />
        </span>
      )}
      {limit && (
        <span className="block">
          {limit.overdue ? (
            <Status tone="stop">{all.applications.overdueBy(limit.used - limit.workingDays)}</Status>
          ) : (
            t.left(limit.left)
          )}
        </span>
      )}
    </>
  );
}

/** What the last return named, and what of it the unit has mended. */
function ToMend({ defects }: Pick<OwnApplication, "defects">) {
  const words = useText(applicationsText);
  const locale = useLocale();
  return defects.map(({ id, code, says, mendedAt }) => (
    <span className="block" key={id}>
      {code === "other" ? says : words.defectCodes[code]} {code !== "other" && says}{" "}
      {mendedAt ? (
        <Status tone="ok">{words.mending.mended(longDate(dateOfInstant(mendedAt), locale))}</Status>
      ) : (
        <Status tone="warn">{words.mending.open}</Status>
      )}
    </span>
  ));
}

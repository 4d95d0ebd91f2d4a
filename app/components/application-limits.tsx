import type { ApplicationFile } from "~/certification/application-page.server";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { Section } from "./section";
import { Status } from "./status";
import { type Task, TaskList } from "./task-list";
import { WorkingDays } from "./working-days";

/** How long each review may have the application, and how far the one whose turn it is has come. */
export function ApplicationLimits({ file }: { file: ApplicationFile }) {
  const all = useText(certificationText);
  const locale = useLocale();
  const day = (at: Date) => longDate(dateOfInstant(at), locale);
  const t = all.application.limits;
  const { standing, limit } = file;
  const items = [...file.reviews, file.issuer].map((review, position): Task => {
    const done = position < standing.position || standing.state === "issued";
    const here = position === standing.position;
    const paused = here && standing.state === "returned";
    const running = here && (standing.state === "in-review" || standing.state === "approved");
    const overdue = running && limit?.overdue;
    return {
      key: String(position),
      title: all.reviewers[review.role],
      status: (
        <Status
          tone={done ? "ok" : overdue ? "stop" : paused ? "warn" : running ? "info" : "off"}
          icon={done ? "ok" : overdue ? "stop" : paused ? "pause" : running ? "wait" : "draft"}
        >
          {done
            ? t.done
            : overdue
              ? t.overdue(limit.used - limit.workingDays)
              : paused
                ? t.paused
                : running
                  ? t.running
                  : t.ahead}
        </Status>
      ),
      detail: (
        <>
          {review.workingDays === null ? t.none : t.limit(review.workingDays)}
          {running && limit && (
            <>
              <span className="block">
                {t.clock(day(standing.reachedAt), longDate(limit.dueOn, locale), limit.used)}
              </span>
              <WorkingDays limit={limit.workingDays} used={limit.used} running />
            </>
          )}
        </>
      ),
    };
  });
  return (
    <Section title={t.title} meta={t.meta}>
      <TaskList items={items} className="log" />
    </Section>
  );
}

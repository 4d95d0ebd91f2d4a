import type { ApplicationFile } from "~/certification/application-page.server";
import { certificationText } from "~/text/certification";
import { dateOfInstant, dayAndMonth, longDate, longInstant } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { Facts } from "./facts";
import { Section } from "./section";
import { Status } from "./status";
import { type Step, Steps } from "./steps";
import { type Task, TaskList } from "./task-list";

/** The pieces of an application's page: each shows one part of the file and nothing else. */
type Props = { file: ApplicationFile };

const useWords = () => {
  const locale = useLocale();
  return { all: useText(certificationText), locale, day: (at: Date) => longDate(dateOfInstant(at), locale) };
};

export function ApplicationSteps({ file }: Props) {
  const { all, locale } = useWords();
  const t = all.application.steps;
  const { standing, certificate } = file;
  const day = (at: Date) => dayAndMonth(dateOfInstant(at), locale);
  const stopped =
    standing.state === "returned" || standing.state === "refused" || standing.state === "withdrawn";
  const stateOf = (position: number): Step["state"] => {
    if (standing.state === "issued" || position < standing.position) return "done";
    if (position > standing.position) return "ahead";
    return stopped ? "back" : "now";
  };
  const detailOf = (position: number) => {
    const state = stateOf(position);
    if (state === "done") return doneOn(position);
    if (state === "back") return `${day(standing.sinceAt)} ${all.states[standing.state]}`;
    const needed = file.reviews[position]?.approvals ?? 1;
    return needed > 1 ? t.approvals(state === "now" ? standing.given : 0, needed) : undefined;
  };
  const doneOn = (position: number) => {
    const last = standing.approvals.filter((approval) => approval.position === position).at(-1);
    return last ? t.done(day(last.at)) : undefined;
  };
  const issued = file.steps.find(({ step }) => step === "issued");
  const first = file.steps[0];
  return (
    <Steps
      label={t.label}
      items={[
        { key: "submitted", title: t.submitted, detail: first && t.on(day(first.at)), state: "done" },
        ...file.reviews.map((review, position): Step => {
          const title = all.reviewers[review.role];
          return { key: `${position}`, title, detail: detailOf(position), state: stateOf(position) };
        }),
        {
          key: "issue",
          title: t.issue,
          detail: issued ? t.on(day(issued.at)) : all.reviewers[file.issuer.role],
          state: stateOf(file.reviews.length),
        },
        {
          key: "collect",
          title: t.collect,
          detail: certificate?.collectedAt ? t.on(day(certificate.collectedAt)) : t.collectHint,
          state: certificate?.collectedAt ? "done" : certificate ? "now" : "ahead",
        },
      ]}
    />
  );
}

const GROUPS = {
  identity: ["employment.", "identity.", "entry."],
  qualification: ["qualification."],
  standing: ["ban.", "sanction.", "grade."],
  unit: ["body."],
  duty: ["legal-duty."],
} as const;
type Group = keyof typeof GROUPS | "other";

function groupOf({ code }: Refusal): Group {
  const known = Object.entries(GROUPS).find(([, prefixes]) =>
    prefixes.some((prefix) => code.startsWith(prefix)),
  );
  return (known?.[0] as Group | undefined) ?? "other";
}

/** The conditions as they are now: a reviewer reads what the issue will decide on. */
export function Conditions({ file }: Props) {
  const { all, locale } = useWords();
  const t = all.application.checks;
  const { checks } = file;
  if (!checks) return null;
  const groups: Group[] = ["identity", "qualification", "standing", "unit", "duty", "other"];
  const tasks = groups.map((group): Task => {
    const against = checks.refusals.filter((refused) => groupOf(refused) === group);
    const warned = checks.warnings.filter((refused) => groupOf(refused) === group);
    const says = [...against, ...warned].map((refused) => refusalIn(locale, refused));
    return {
      key: group,
      title: t.groups[group],
      status:
        against.length > 0 ? (
          <Status tone="stop">{t.unmet}</Status>
        ) : warned.length > 0 ? (
          <Status tone="warn">{t.warned}</Status>
        ) : (
          <Status tone="ok">{t.met}</Status>
        ),
      detail: says.length === 0 ? t.allMet : undefined,
      defect:
        says.length === 0
          ? undefined
          : says.map(({ rule, sentence, source }) => (
              <span className="block" key={`${rule} ${sentence}`}>
                {rule && <b>{rule}</b>}
                {sentence} {source && <span className="quiet">{source}</span>}
              </span>
            )),
    };
  });
  return (
    <Section title={t.title} meta={t.meta(longInstant(checks.at, locale))}>
      <TaskList items={tasks} />
    </Section>
  );
}

export function ReviewOpinions({ file }: Props) {
  const { all, day } = useWords();
  const t = all.application;
  const { standing } = file;
  const items = file.reviews.map((review, position): Task => {
    const given = file.steps.filter(
      ({ step, review: at }) => at === position && (step === "approved" || step === "refused"),
    );
    const passed = position < standing.position || standing.state === "issued";
    const waiting = position === standing.position && standing.state === "in-review";
    return {
      key: String(position),
      title: all.reviewers[review.role],
      status: passed ? (
        <Status tone="ok">{t.log.approved}</Status>
      ) : (
        <Status tone={waiting ? "info" : "off"} icon={waiting ? "wait" : "draft"}>
          {waiting ? t.reviews.waiting : t.reviews.none}
        </Status>
      ),
      detail: given.map(({ by, at, opinion }) => (
        <span className="block" key={at.toISOString()}>
          {t.reviews.said(by, day(at))} {opinion ?? t.opinionNone}
        </span>
      )),
    };
  });
  return (
    <Section title={t.reviews.title}>
      <TaskList items={items} />
    </Section>
  );
}

export function ApplicationFactsAside({ file }: Props) {
  const { all, locale } = useWords();
  const t = all.application.facts;
  return (
    <Section title={t.title}>
      <Facts
        layout="rows"
        items={[
          {
            term: t.person,
            value: (
              <>
                <a href={`/people/${file.personId}`}>{file.name}</a>{" "}
                <span className="num">{file.maskedNumber}</span>
              </>
            ),
          },
          { term: t.unit, value: file.unitName },
          { term: t.kind, value: all.kinds[file.kind] },
          { term: t.field, value: fieldName(locale, file.field) },
          { term: t.submittedBy, value: file.steps[0]?.by },
          { term: t.round, value: file.standing.round },
          { term: t.pack, value: file.packTitle },
          ...(file.certificate
            ? [
                {
                  term: t.certificate,
                  value: <a href={`/certificates/${file.certificate.id}`}>{file.certificate.number}</a>,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

export function ApplicationLog({ file }: Props) {
  const { all, locale } = useWords();
  const t = all.application.log;
  const said = (entry: ApplicationFile["steps"][number]) => {
    if (entry.step === "submitted") return entry.round > 1 ? t.resubmitted : t.submitted;
    if (entry.step === "returned") return t.returned(entry.points.length);
    return t[entry.step];
  };
  const items = file.steps.toReversed().map(
    (entry, index): Task => ({
      key: String(index),
      title: said(entry),
      detail: (
        <>
          {longInstant(entry.at, locale)} {entry.by}
          {entry.opinion && <span className="block">{entry.opinion}</span>}
          {entry.step === "refused" && entry.points.map((point) => <span key={point}>{point}</span>)}
        </>
      ),
    }),
  );
  return (
    <Section title={t.title}>
      <TaskList items={items} className="log" />
    </Section>
  );
}

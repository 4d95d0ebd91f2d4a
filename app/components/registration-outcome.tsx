import { common } from "~/text/common";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { LinkButton } from "./button";
import type { Crumb } from "./crumbs";
import { PageHead } from "./page-head";
import { RefusedPeople, type RefusedPerson } from "./refused-people";
import { Section } from "./section";

type Result = {
  registered: { personId: string; name: string }[];
  refused: RefusedPerson[];
  /** Lines that name nobody, or several, in these units. */
  unresolved: { line: string; units: string[] }[];
};

/** Who is entered now, who is not and why, and which lines could not be read as one person. */
export function RegistrationOutcome({
  examId,
  outcome: { registered, refused, unresolved },
  crumbs,
}: {
  examId: string;
  outcome: Result;
  crumbs: readonly Crumb[];
}) {
  const words = useText(common);
  const t = useText(examsText).registration;
  const left = refused.length + unresolved.length;
  return (
    <>
      <PageHead
        title={left > 0 ? t.resultTitle(registered.length, left) : t.allIn(registered.length)}
        crumbs={crumbs}
        acts={
          <>
            <LinkButton href={`/exams/${examId}/registrations`}>{t.again}</LinkButton>
            <LinkButton kind="primary" href={`/exams/${examId}`}>
              {t.backToExam}
            </LinkButton>
          </>
        }
      />
      {refused.length > 0 && (
        <Section title={t.refusedTitle} meta={String(refused.length)}>
          <RefusedPeople label={t.refusedTitle} people={refused} />
          <p className="hint">{t.auxiliaryHint}</p>
        </Section>
      )}
      {unresolved.length > 0 && (
        <Section title={t.unresolvedTitle} meta={String(unresolved.length)}>
          <ul>
            {unresolved.map(({ line, units }) => (
              <li key={line}>
                <b>{line}</b> {units.length === 0 ? t.notFound : t.ambiguous(units.length, words.list(units))}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {registered.length > 0 && (
        <Section title={t.registeredTitle} meta={String(registered.length)}>
          <p>{words.list(registered.map(({ name }) => name))}</p>
        </Section>
      )}
    </>
  );
}

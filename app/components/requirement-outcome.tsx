import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { LinkButton } from "./button";
import type { Crumb } from "./crumbs";
import { Notice } from "./notice";
import { PageHead } from "./page-head";
import { RefusedPeople, type RefusedPerson } from "./refused-people";
import { Section } from "./section";

type Result = { required: number; met: number; already: number; refused: RefusedPerson[] };

/** Of whom it is required now, of whom it was, and every reason against each of the others. */
export function RequirementOutcome({
  outcome,
  crumbs,
  again,
}: {
  outcome: Result;
  crumbs: readonly Crumb[];
  /** Where more can be required. */
  again: string;
}) {
  const t = useText(requirementsText);
  const { required, met, already, refused } = outcome;
  return (
    <>
      <PageHead
        title={t.resultTitle(required)}
        crumbs={crumbs}
        acts={
          <>
            <LinkButton href={again}>{t.again}</LinkButton>
            <LinkButton kind="primary" href="/requirements">
              {t.toList}
            </LinkButton>
          </>
        }
      />
      <div className="stack-lg">
        {met > 0 && <Notice tone="ok" title={t.resultMet(met)} />}
        {already > 0 && <Notice title={t.resultAlready(already)} />}
        {refused.length > 0 && (
          <Section title={t.refusedTitle} meta={String(refused.length)}>
            <RefusedPeople label={t.refusedTitle} people={refused} />
          </Section>
        )}
      </div>
    </>
  );
}

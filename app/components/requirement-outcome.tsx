import { LinkButton } from "~/components/button";
import type { Crumb } from "~/components/crumbs";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RefusedPeople, type RefusedPerson } from "~/components/refused-people";
import { Section } from "~/components/section";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";

type Result = { required: number; met: number; already: number; refused: RefusedPerson[] };

/** Of whom it is required now, of whom it was, and every reason against each of the others. */
export function Outcome({ outcome, crumbs }: { outcome: Result; crumbs: readonly Crumb[] }) {
  const t = useText(requirementsText);
  const { required, met, already, refused } = outcome;
  return (
    <>
      <PageHead
        title={t.resultTitle(required)}
        crumbs={crumbs}
        acts={
          <>
            <LinkButton href="/requirements/new">{t.again}</LinkButton>
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

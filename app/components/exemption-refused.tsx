import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";
import type { Refusal as Reason } from "~/verdict";
import { LinkButton } from "./button";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";

/** What an act on an exemption came to when it was refused, and the way back to what it is about. */
export function ExemptionRefused({
  title,
  requirementId,
  refusals,
}: {
  title: string;
  requirementId: string;
  refusals: readonly Reason[] | undefined;
}) {
  const t = useText(requirementsText);
  const locale = useLocale();
  return (
    <>
      <PageHead title={title} crumbs={[{ text: t.exemptionsTitle, href: "/exemptions" }, { text: title }]} />
      {refusals && <Refusal level={2} verdict={t.cannotDecide} reasons={reasonsFrom(locale, refusals)} />}
      <p className="acts">
        <LinkButton kind="primary" href={`/requirements/${requirementId}`}>
          {t.back}
        </LinkButton>
      </p>
    </>
  );
}

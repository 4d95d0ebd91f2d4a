import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import type { Refusal } from "~/verdict";
import { ActRefused } from "./act-refused";

/** What an act on an exemption came to when it was refused, and the way back to what it is about. */
export function ExemptionRefused({
  requirementId,
  ...act
}: {
  title: string;
  requirementId: string;
  refusals: readonly Refusal[] | undefined;
}) {
  const t = useText(requirementsText);
  return (
    <ActRefused
      {...act}
      crumbs={[{ text: t.exemptionsTitle, href: "/exemptions" }]}
      verdict={t.cannotDecide}
      back={{ href: `/requirements/${requirementId}`, text: t.back }}
    />
  );
}

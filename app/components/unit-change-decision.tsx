import type { SerializeFrom } from "@remix-run/node";
import type { ChangeShown } from "~/casework/unit-change-results.server";
import { useText } from "~/text/text";
import { unitChangesText } from "~/text/unit-changes";
import { ActForm } from "./act-form";
import { Section } from "./section";

/** The second person approves or not; the first may take it back. */
export function UnitChangeDecision({ change, at }: { change: SerializeFrom<ChangeShown>; at: string }) {
  const t = useText(unitChangesText);
  const { own } = change.proposed;
  if (!own && !change.may.approve) return null;
  return (
    <Section title={t.decideTitle}>
      <p>{own ? t.ownLede : t.decideLede}</p>
      <div className="acts">
        {!own && (
          <ActForm action={`${at}/approval`} kind="primary">
            {t.approve}
          </ActForm>
        )}
        <ActForm action={`${at}/refusal`}>{own ? t.withdraw : t.refuse}</ActForm>
      </div>
    </Section>
  );
}

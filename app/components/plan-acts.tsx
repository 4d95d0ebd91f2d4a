import type { PlanState, PlanStep } from "~/plans/plan-state";
import { plansText } from "~/text/plans";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import { Button, LinkButton } from "./button";
import type { Tone } from "./status";

const PLACES: Record<PlanStep, string> = {
  submitted: "submission",
  confirmed: "confirmation",
  approved: "approval",
  returned: "return",
  closed: "closing",
};

export const PLAN_TONES: Record<PlanState, Tone> = {
  draft: "off",
  submitted: "warn",
  confirmed: "warn",
  "in-force": "ok",
  closed: "ok",
};

/** The steps that the reader can take now, the way forward last. */
export function PlanActs({
  planId,
  steps,
  mayAdd,
  mayCopy,
}: {
  planId: string;
  steps: readonly PlanStep[];
  mayAdd: boolean;
  mayCopy: boolean;
}) {
  const t = useText(plansText);
  const forward = steps.filter((step) => step !== "returned");
  return (
    <>
      {mayCopy && (
        <form method="post" action={`/plans/${planId}/copy`}>
          <Button>{t.copy}</Button>
        </form>
      )}
      {mayAdd && <LinkButton href={`/plans/${planId}/items/new`}>{t.addItem}</LinkButton>}
      {steps.includes("returned") && (
        <LinkButton href={`/plans/${planId}/return`}>{t.act.returned}</LinkButton>
      )}
      {forward.map((step) => (
        <form method="post" action={`/plans/${planId}/${PLACES[step]}`} key={step}>
          <Button kind="primary">{t.act[step]}</Button>
        </form>
      ))}
    </>
  );
}

/** What may be done with an item as the plan stands. */
export function PlanItemActs({
  planId,
  itemId,
  state,
}: {
  planId: string;
  itemId: string;
  state: PlanState;
}) {
  const t = useText(plansText);
  const { planLink } = useText(studySessionsText);
  const item = `/plans/${planId}/items/${itemId}`;
  if (state === "draft")
    return (
      <div className="acts">
        <LinkButton href={item}>{t.changeItem}</LinkButton>
        <form method="post" action={`${item}/removal`}>
          <Button>{t.removeItem}</Button>
        </form>
      </div>
    );
  if (state !== "in-force") return null;
  return (
    <div className="acts">
      <LinkButton href={`${item}/binding`}>{planLink.act}</LinkButton>
      <LinkButton href={`${item}/fulfilment`}>{t.carryOut}</LinkButton>
      <form method="post" action={`${item}/closing`}>
        <Button>{t.closeItem}</Button>
      </form>
    </div>
  );
}

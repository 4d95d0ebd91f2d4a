import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { AuditAct } from "~/components/audit-act";
import { IN_ORDER, LONGEST_FACTS, VerdictFields } from "~/components/audit-fields";
import { textIn } from "~/form-text";
import { isUuid } from "~/ids";
import { sampledActFrom, sampledActPage } from "~/study/audit-act-page.server";
import { FINDING_KINDS } from "~/study/audit-verdict";
import { giveVerdict } from "~/study/audit-verdicts.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(studyAuditText, (t) => t.decide);

export const loader = (args: LoaderFunctionArgs) => sampledActPage(args);

const typedFrom = (form: FormData) => {
  const result = form.get("result");
  const seen = form.get("seen");
  return {
    isInOrder: result === IN_ORDER,
    kind: FINDING_KINDS.find((known) => known === result) ?? null,
    facts: textIn(form, "facts", LONGEST_FACTS),
    seenId: isUuid(seen) ? seen : null,
  };
};

export const action = (args: ActionFunctionArgs) =>
  sampledActFrom(
    args,
    { done: "judged", read: typedFrom },
    async (tx, { isInOrder, ...given }, actor, now) =>
      isInOrder || given.kind
        ? giveVerdict(tx, given, actor, now)
        : { ok: false, refusals: [refusal("study-audit.result-missing")] },
  );

export default function GiveVerdict() {
  const place = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(studyAuditText);
  // What stands there now is what the next try replaces; what was typed is kept.
  const seen = refused ? { ...place.seen, kind: refused.typed.kind, facts: refused.typed.facts } : place.seen;
  return (
    <AuditAct place={place} act={t.give} refusals={refused?.refusals}>
      <VerdictFields seen={seen} />
    </AuditAct>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Facts } from "~/components/facts";
import { ViolationState } from "~/components/invigilation/violation-state";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Steps } from "~/components/steps";
import { SIGNATURE_ROLES, signaturesOpenTo } from "~/exams/violation";
import { requireViolation } from "~/exams/violation-page.server";
import { longInstant, shortInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(violationsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await requireViolation(request, params, "violation:read", new Date());
  const { actor, exam, violation, signer, holderPath } = found;
  const state = { isEffective: violation.effectiveAt !== null, isWithdrawn: violation.withdrawnAt !== null };
  const open = violation.withdrawal?.decision === null ? violation.withdrawal : null;
  const mayWithdraw = can(actor, "violation:withdraw", { path: holderPath }) && !state.isWithdrawn;
  return {
    exam: { id: exam.id, title: exam.title },
    violation,
    open: open && { reason: open.reason },
    maySign: signaturesOpenTo(signer, state, violation.signatures).length > 0,
    mayPropose: mayWithdraw && !open,
    mayDecide: mayWithdraw && open !== null && open.proposedById !== actor.accountId,
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

export default function ViolationPage() {
  const { exam, violation, open, maySign, mayPropose, mayDecide, done } = useLoaderData<typeof loader>();
  const { title } = useText(examsText);
  const t = useText(violationsText);
  const locale = useLocale();
  const list = `/exams/${exam.id}/violations`;
  const here = `${list}/${violation.violationId}`;
  const { kind, code } = violation;
  return (
    <>
      <PageHead
        title={violation.name}
        status={<ViolationState violation={violation} />}
        lede={violation.unit.name}
        crumbs={[
          { text: title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title, href: list },
          { text: violation.name },
        ]}
        acts={
          <>
            {mayPropose && <LinkButton href={`${here}/withdrawal`}>{t.withdraw}</LinkButton>}
            {maySign && (
              <LinkButton kind="primary" href={`${here}/signatures`}>
                {t.sign}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Facts
          items={[
            { term: t.kind, value: t.kinds[kind] },
            { term: t.code, value: t.codes[code] },
            { term: t.description, value: violation.description },
            { term: t.consequence, value: t.consequences[kind] },
            { term: t.recordedAt, value: longInstant(violation.recordedAt, locale) },
            ...(violation.decisionNumber
              ? [{ term: t.decisionNumber, value: violation.decisionNumber }]
              : []),
            ...(violation.hasEvidence
              ? [{ term: t.evidence, value: <a href={`${here}/evidence`}>{t.evidenceLink}</a> }]
              : []),
          ]}
        />
        <Section title={t.signatures}>
          <Steps
            label={t.signatures}
            items={SIGNATURE_ROLES.map((role) => {
              const signature = violation.signatures.find((one) => one.role === role);
              const detail = signature ? `${signature.by} ${shortInstant(signature.signedAt)}` : t.unsigned;
              return {
                key: role,
                title: t.roles[role],
                detail,
                state: signature ? "done" : "ahead",
              } as const;
            })}
          />
        </Section>
        {open && (
          <Section title={t.withdrawal}>
            <p>{open.reason}</p>
            {mayDecide && (
              <p className="acts">
                <ActForm action={`${here}/withdrawal-refusal`}>{t.refuse}</ActForm>
                <ActForm action={`${here}/withdrawal-approval`} kind="primary">
                  {t.approve}
                </ActForm>
              </p>
            )}
          </Section>
        )}
      </div>
    </>
  );
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { ExemptionTable } from "~/components/exemption-table";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { RequirementStatus } from "~/components/required-exam";
import { Section } from "~/components/section";
import { Timeline } from "~/components/timeline";
import { prisma } from "~/db.server";
import { exemptionsOf } from "~/exams/exemption-list.server";
import type { RequirementAct } from "~/exams/requirement";
import { requirementHistory } from "~/exams/requirement-history.server";
import { requireRequirement } from "~/exams/requirement-page.server";
import { dateOfInstant, longDate } from "~/text/dates";
import { examsText } from "~/text/exams";
import { requiredExam } from "~/text/required-exam";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(
  requirementsText,
  (t, page: { requirement: { name: string } } | undefined) => page?.requirement.name ?? t.title,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, requirement } = await requireRequirement(request, params, "requirement:read", now);
  const { requirementId, standing, hasOpenExemption } = requirement;
  const isOwed = standing === "due" || standing === "overdue";
  return {
    requirement,
    history: await requirementHistory(prisma, requirementId),
    exemptions: await exemptionsOf(prisma, requirementId, chinaDateOf(now)),
    done: new URL(request.url).searchParams.get("done") ?? "",
    mayWithdraw: isOwed && !hasOpenExemption && can(actor, "requirement:write"),
    mayAsk: isOwed && !hasOpenExemption && can(actor, "exemption:ask"),
    decides: can(actor, "exemption:decide", { personId: requirement.personId }) ? actor.accountId : null,
    asks: actor.accountId,
  };
}

const tones: Record<RequirementAct, "ok" | "info" | "stop" | undefined> = {
  required: undefined,
  met: "ok",
  unmet: "stop",
  exempted: "info",
  "exemption-revoked": "stop",
  withdrawn: "stop",
};

export default function RequirementPage() {
  const { requirement, history, exemptions, done, mayWithdraw, mayAsk, decides, asks } =
    useLoaderData<typeof loader>();
  const t = useText(requirementsText);
  const exams = useText(examsText);
  const locale = useLocale();
  const { requirementId, name, latest } = requirement;
  return (
    <>
      <PageHead
        title={name}
        status={<RequirementStatus standing={requirement.standing} fill />}
        crumbs={[{ text: t.title, href: "/requirements" }, { text: name }]}
        acts={
          <>
            {mayWithdraw && (
              <LinkButton href={`/requirements/${requirementId}/withdrawal`}>{t.withdraw}</LinkButton>
            )}
            {mayAsk && (
              <LinkButton kind="primary" href={`/requirements/${requirementId}/exemptions`}>
                {t.askExemption}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Facts
          items={[
            { term: t.exam, value: requiredExam(locale, requirement) },
            ...(requirement.examTitle ? [{ term: exams.exam, value: requirement.examTitle }] : []),
            { term: t.unit, value: requirement.unit },
            { term: t.dueOn, value: longDate(requirement.dueOn, locale) },
            { term: t.source, value: t.sources[requirement.source] },
            ...(latest
              ? [
                  {
                    term: t.latest,
                    value: (
                      <>
                        <a href={`/exams/${latest.examId}`}>{latest.title}</a> {t.outcomes[latest.outcome]}
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {exemptions.length > 0 && (
          <Section title={t.exemptions}>
            <ExemptionTable rows={exemptions} decides={decides} asks={asks} withPerson={false} />
          </Section>
        )}
        <Section title={t.history}>
          <Timeline
            events={history.map(({ number, act, at, by, reason }) => ({
              key: String(number),
              on: dateOfInstant(at),
              tone: tones[act],
              text: t.steps[act],
              detail: [t.by(by ?? t.bySystem), reason].filter(Boolean).join(" · "),
            }))}
          />
        </Section>
      </div>
    </>
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, dateOnFrom } from "~/calendar";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { RequirementOutcome } from "~/components/requirement-outcome";
import { outcomeShown } from "~/components/requirement-outcome.server";
import { Section } from "~/components/section";
import { TextField } from "~/components/text-field";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { personnelFacts } from "~/personnel/facts.server";
import { positionFrom } from "~/positions/position-page.server";
import { seatsOfPosition } from "~/positions/positions.server";
import { partsOfPost, requireExamsOfPost } from "~/positions/post-exams.server";
import { examsText } from "~/text/exams";
import { positionsText } from "~/text/positions";
import { requirementsText } from "~/text/requirements";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(positionsText, (t) => t.exams.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "requirement:write");
  const now = new Date();
  const today = chinaDateOf(now);
  const { position } = await positionFrom(params, actor, "requirement:write", now);
  const parts = await partsOfPost(prisma, position, today);
  const seats = await seatsOfPosition(prisma, position.positionId, today);
  const people = await personnelFacts(
    prisma,
    seats.flatMap(({ sitting }) => sitting?.personId ?? []),
    { trueOn: today },
  );
  return { position, parts, names: [...people.values()].map(({ name }) => name) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "requirement:write");
  const now = new Date();
  const locale = localeFrom(request);
  const { position } = await positionFrom(params, actor, "requirement:write", now);
  const typed = String((await request.formData()).get("dueOn") ?? "").trim();
  const dueOn = dateOnFrom(typed);
  const no = (problems: { field: string; message: string }[]) =>
    data({ typed, problems, outcome: null }, { status: 422 });
  if (!dueOn) return no([{ field: "dueOn", message: textFor(requirementsText, locale).problem.dueOn ?? "" }]);
  const asked = { dueOn, on: chinaDateOf(now) };
  const answer = await inTransaction((tx) => requireExamsOfPost(tx, position, asked, actor.accountId, now));
  if (!answer.ok) return no(problemsFrom(locale, answer.refusals, () => "dueOn"));
  const refused = answer.refused.map(({ personId }) => personId);
  const outcome = outcomeShown(locale, answer, await personnelFacts(prisma, refused, { trueOn: asked.on }));
  return data({ typed, problems: [], outcome }, { status: answer.required.length > 0 ? 200 : 422 });
}

export default function ExamsOfPost() {
  const { position, parts, names } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(positionsText);
  const requirements = useText(requirementsText);
  const exams = useText(examsText);
  const here = `/positions/${position.positionId}`;
  const crumbs = [
    { text: t.title, href: "/positions" },
    { text: position.title, href: here },
    { text: t.exams.title },
  ];
  if (answer?.outcome)
    return <RequirementOutcome outcome={answer.outcome} crumbs={crumbs} again={`${here}/requirements`} />;
  const problems = answer?.problems ?? [];
  return (
    <>
      <PageHead title={t.exams.title} lede={t.exams.lede} crumbs={crumbs} />
      <ErrorSummary problems={problems} />
      <Section title={t.exams.asked}>
        <p className="prose">{parts.map((part) => exams.parts[part]).join(t.exams.and)}</p>
        <p className="prose">{t.exams.whom(names)}</p>
      </Section>
      <form method="post" className="form">
        <TextField
          label={requirements.dueOn}
          name="dueOn"
          hint={requirements.dueHint}
          defaultValue={answer?.typed}
          errors={problems.map(({ message }) => message)}
          figures
        />
        <div className="acts">
          <Button kind="primary">{t.exams.submit}</Button>
        </div>
      </form>
    </>
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { addDays, chinaDateOf, type DateOn, dateOnFrom } from "~/calendar";
import { AssignmentForm, type AssignmentProblem } from "~/components/assignment-form";
import { LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Facts } from "~/components/facts";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { assignPerson } from "~/positions/assignments.server";
import { regimeOf } from "~/positions/position";
import { positionFrom } from "~/positions/position-page.server";
import { longDate, longInstantToTheSecond } from "~/text/dates";
import { positionsText } from "~/text/positions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(positionsText, (t) => t.assignTitle);

/** Reached by address alone (a reload, a bookmark): the post itself is where the form is. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "assignment:write");
  const now = new Date();
  const { position, unit, staff } = await positionFrom(params, actor, "assignment:write", now);
  return { position, unitName: unit.name, staff, today: chinaDateOf(now) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "assignment:write");
  const now = new Date();
  const { position, unit, staff } = await positionFrom(params, actor, "assignment:write", now);
  const form = await request.formData();
  const typed = {
    personId: String(form.get("personId") ?? ""),
    fromOn: String(form.get("fromOn") ?? "").trim(),
    lastOn: String(form.get("lastOn") ?? "").trim(),
  };
  const person = staff.find(({ personId }) => personId === typed.personId);
  const fromOn = dateOnFrom(typed.fromOn);
  const lastOn = typed.lastOn === "" ? null : dateOnFrom(typed.lastOn);
  const wrong = problemsIn(person !== undefined, fromOn, typed.lastOn, lastOn);
  if (wrong.length > 0 || !person || !fromOn)
    return data({ kind: "unreadable" as const, typed, wrong }, { status: 422 });
  await requirePermission(request, "assignment:write", { path: unit.path, personId: person.personId });

  const { personId, name } = person;
  const asked = { personId, positionId: position.positionId, fromOn, toOn: lastOn && addDays(lastOn, 1) };
  const answer = regimeOf(position.family)
    ? { ok: false as const, refusals: [refusal("assignment.leading-post")], warnings: [] }
    : await inTransaction((tx) => assignPerson(tx, asked, actor.accountId, now));
  if (answer.ok) throw redirect(`/positions/${position.positionId}?done=assigned`, { status: 303 });
  const { refusals, warnings } = answer;
  return data(
    { kind: "refused" as const, personId, name, fromOn, refusals, warnings, decidedAt: now },
    { status: 422 },
  );
}

function problemsIn(hasPerson: boolean, fromOn: DateOn | null, lastTyped: string, lastOn: DateOn | null) {
  const wrong: AssignmentProblem[] = [];
  if (!hasPerson) wrong.push("person");
  if (!fromOn) wrong.push("fromOn");
  if (lastTyped !== "" && (!lastOn || (fromOn && lastOn < fromOn))) wrong.push("toOn");
  return wrong;
}

export default function Assignment() {
  const { position, staff, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(positionsText);
  if (answer?.kind === "refused") return <Refused answer={answer} />;
  const controls = { person: "personId", fromOn: "fromOn", toOn: "lastOn" } as const;
  return (
    <>
      <PageHead
        title={t.assignTitle}
        lede={t.assignLede}
        crumbs={[
          { text: t.title, href: "/positions" },
          { text: position.title, href: `/positions/${position.positionId}` },
        ]}
      />
      {answer && (
        <ErrorSummary
          problems={answer.wrong.map((name) => ({ field: controls[name], message: t.problem[name] }))}
        />
      )}
      <AssignmentForm
        positionId={position.positionId}
        staff={staff}
        today={today}
        typed={answer?.typed}
        wrong={answer?.wrong}
      />
    </>
  );
}

type RefusedAnswer = Extract<
  NonNullable<ReturnType<typeof useActionData<typeof action>>>,
  { kind: "refused" }
>;

function Refused({ answer }: { answer: RefusedAnswer }) {
  const { position, unitName } = useLoaderData<typeof loader>();
  const { personId, name, fromOn, refusals, warnings, decidedAt } = answer;
  const t = useText(positionsText);
  const locale = useLocale();
  return (
    <div className="cols cols-main">
      <Refusal
        verdict={t.refused.title(name, position.title)}
        lede={t.refused.lede(longDate(fromOn, locale), refusals.length, warnings.length)}
        reasons={reasonsFrom(locale, refusals, warnings)}
      />
      <aside className="stack-lg">
        <section className="stack">
          <h2>{t.refused.next}</h2>
          <LinkButton kind="primary" href={`/positions/${position.positionId}`}>
            {t.refused.another}
          </LinkButton>
          <LinkButton href={`/people/${personId}`}>{t.refused.file}</LinkButton>
        </section>
        <section>
          <h2>{t.refused.asked}</h2>
          <Facts
            layout="rows"
            items={[
              { term: t.person, value: name },
              { term: t.name, value: position.title },
              { term: t.unit, value: unitName },
              { term: t.fromOn, value: longDate(fromOn, locale) },
            ]}
          />
        </section>
        <section>
          <h2>{t.refused.decision}</h2>
          <Facts
            layout="rows"
            items={[{ term: t.refused.decidedAt, value: longInstantToTheSecond(decidedAt, locale) }]}
          />
          <p className="small quiet">{t.refused.noOverride}</p>
        </section>
      </aside>
    </div>
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { awaitsIssue } from "~/certification/application";
import { openApplications } from "~/certification/application-list.server";
import { applicationOf } from "~/certification/application-page.server";
import { allocateCertificate } from "~/certification/issuance.server";
import { Button, LinkButton } from "~/components/button";
import { ChoicesField } from "~/components/choices-field";
import { Empty } from "~/components/empty";
import { ErrorSummary, type FieldProblem } from "~/components/error-summary";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { dateOfInstant, longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { localeFrom, textFor, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import type { Refusal as Refused } from "~/verdict";

export const meta = titled(certificationText, (t) => t.issuances.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "certificate:issue"), chinaDateOf(now));
  const rows = await openApplications(prisma, { units, actor, state: "approved" }, now);
  return {
    rows: rows.filter(({ state }) => awaitsIssue(state)),
    chosen: search.getAll("application"),
    done: search.get("done") === "issued" ? Number(search.get("n")) || 1 : 0,
  };
}

/** A batch under one decision; each certificate is decided and written by itself. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const now = new Date();
  const form = await request.formData();
  const t = textFor(certificationText, localeFrom(request)).issuances;
  const typed = {
    decisionNumber: String(form.get("decisionNumber") ?? "").trim(),
    applications: form.getAll("application").map(String),
  };
  const problems: FieldProblem[] = [
    ...(typed.applications.length === 0 ? [{ field: "application", message: t.noneChosen }] : []),
    ...(typed.decisionNumber === "" ? [{ field: "decisionNumber", message: t.decisionMissing }] : []),
  ];
  if (problems.length > 0) return data({ problems, refused: [], issued: 0, typed }, { status: 422 });

  const refused: { applicationId: string; name: string; refusals: Refused[] }[] = [];
  for (const applicationId of typed.applications) {
    const { application, unit, name } = await applicationOf(
      { applicationId },
      actor,
      "certificate:issue",
      now,
    );
    const scope = { path: unit.path, personId: application.personId };
    await requirePermission(request, "certificate:issue", scope);
    const { decisionNumber } = typed;
    const answer = await inTransaction((tx) =>
      allocateCertificate(tx, { applicationId, decisionNumber }, actor.accountId, now),
    );
    if (!answer.ok) refused.push({ applicationId, name, refusals: answer.refusals });
  }
  const issued = typed.applications.length - refused.length;
  if (refused.length > 0) return data({ problems, refused, issued, typed }, { status: 422 });
  throw redirect(`/issuances?done=issued&n=${issued}`, { status: 303 });
}

export default function Issuances() {
  const { rows, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const all = useText(certificationText);
  const t = all.issuances;
  const locale = useLocale();
  const issued = answer?.issued ?? done;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.applications.title, href: "/applications" }, { text: t.title }]}
        acts={
          <>
            <LinkButton href="/certificate-templates">{all.templates.title}</LinkButton>
            <LinkButton href="/issuance-runs">{all.runs.title}</LinkButton>
          </>
        }
      />
      {issued > 0 && (
        <Notice
          tone="ok"
          live
          title={t.done(issued)}
          act={<a href="/certificates?status=to-collect">{all.certificates.title}</a>}
        />
      )}
      {answer && <ErrorSummary problems={answer.problems} />}
      {answer?.refused.map(({ applicationId, name, refusals }) => (
        <Refusal
          key={applicationId}
          level={2}
          verdict={t.refused(name)}
          reasons={reasonsFrom(locale, refusals)}
        />
      ))}
      {rows.length === 0 ? <Empty title={t.emptyTitle}>{t.empty}</Empty> : <IssueForm />}
    </>
  );
}

function IssueForm() {
  const { rows, chosen } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const all = useText(certificationText);
  const words = useText(common);
  const t = all.issuances;
  const locale = useLocale();
  const errorsOf = (field: string) =>
    answer?.problems.filter((problem) => problem.field === field).map(({ message }) => message) ?? [];
  return (
    <form method="post" action="/issuances" className="form max-w-[46rem]">
      <ChoicesField
        name="application"
        legend={t.table}
        hint={t.yourOwn}
        many
        errors={errorsOf("application")}
        chosen={answer?.typed.applications ?? chosen}
        options={rows.map((row) => ({
          value: row.id,
          text: words.list([row.name, row.unitName]),
          hint: words.list([
            all.kinds[row.kind],
            fieldName(locale, row.field),
            longDate(dateOfInstant(row.sinceAt), locale),
          ]),
          disabled: !row.mine,
        }))}
      />
      <TextField
        label={t.decision}
        name="decisionNumber"
        hint={t.decisionHint}
        errors={errorsOf("decisionNumber")}
        defaultValue={answer?.typed.decisionNumber}
      />
      <div className="acts">
        <Button kind="primary">{t.submit}</Button>
      </div>
    </form>
  );
}

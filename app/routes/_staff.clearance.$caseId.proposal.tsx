import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { ChoicesField } from "~/components/choices-field";
import { EvidenceFilesField } from "~/components/evidence-files-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { inTransaction } from "~/db.server";
import { CLEARANCE_MEASURES } from "~/positions/clearance";
import { proposeClosure } from "~/positions/clearance-closure.server";
import { CLEARANCE, caseActPage, proposalTyped, requireCase } from "~/positions/clearance-page.server";
import { clearanceText } from "~/text/clearance";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t) => t.propose);

const permission = "clearance:propose";

export const loader = (args: LoaderFunctionArgs) => caseActPage(args, permission);

/** The first of two people: nothing is closed yet. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, found } = await requireCase(request, params, permission, now);
  const { typed, problems, refusals, proposal } = await proposalTyped(request, found.caseId);
  if (!proposal) return data({ typed, problems, refusals }, { status: 422 });
  const verdict = await inTransaction((tx) => proposeClosure(tx, proposal, actor, now));
  if (verdict.ok) throw redirect(`${CLEARANCE}/${found.caseId}?done=proposed`, { status: 303 });
  return data({ typed, problems, refusals: verdict.refusals }, { status: 422 });
}

export default function ProposeClosure() {
  const { caseId, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(clearanceText);
  const typed: Record<string, string | undefined> = refused?.typed ?? {};
  const problems = refused?.problems ?? [];
  const back = `/clearance/${caseId}`;
  const field = (named: string, label: string) => ({
    ...{ name: named, label, defaultValue: typed[named] },
    errors: problems.filter((one) => one.field === named).map(({ message }) => message),
  });
  return (
    <ActPage
      title={t.propose}
      lede={t.proposeLede}
      crumbs={[
        { text: t.title, href: "/clearance" },
        { text: t.caseTitle(name), href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      problems={problems}
      submit={t.propose}
      multipart
    >
      <ChoicesField
        name="measure"
        legend={t.measure}
        hint={t.measureHint}
        errors={field("measure", "").errors}
        chosen={typed.measure ? [typed.measure] : []}
        options={CLEARANCE_MEASURES.map((value) => ({ value, text: t.measures[value] }))}
      />
      <TextField {...field("orderNumber", t.orderNumber)} maxLength={200} />
      <TextField {...field("orderOn", t.orderOn)} hint={t.dateHint} figures />
      <TextField {...field("movedOn", t.left)} hint={t.leftHint} figures optional />
      <TextAreaField {...field("statement", t.statement)} rows={4} maxLength={1000} optional />
      <EvidenceFilesField label={t.files} hint={t.filesHint} />
    </ActPage>
  );
}

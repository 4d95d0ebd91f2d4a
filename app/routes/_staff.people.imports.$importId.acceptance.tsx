import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useParams } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { requestRun, runRoster } from "~/casework/roster-runs.server";
import { LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { inTransaction, prisma } from "~/db.server";
import { findRosterImport } from "~/personnel/roster-import.server";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { rosterWords } from "~/text/roster-words";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(personnelText, (t) => t.imports.refusedNow);

/** Reached by address alone: the import's own page is where the buttons are. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "roster:import");
  if (request.method === "GET" && !request.headers.get("Content-Type"))
    throw redirect(`/people/imports/${params.importId}`);
  return null;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "roster:import");
  const importId = String(params.importId);
  const found = /^[0-9a-f-]{36}$/.test(importId)
    ? await findRosterImport(prisma, importId, pathsFor(actor, "roster:import"), now)
    : null;
  if (!found) throw new Response(null, { status: 404 });
  const form = await request.formData();
  const mode = form.get("mode") === "all" ? ("all" as const) : ("good-rows" as const);
  if (found.acceptance) throw redirect(`/people/imports/${importId}?already=1`, { status: 303 });
  const { runId, atOnce } = await inTransaction((tx) =>
    requestRun(tx, { importId, mode }, actor.accountId, now),
  );
  // A small roster is taken in while the browser waits; a large one shows its progress.
  const refusals = atOnce ? await runRoster(runId, rosterWords, () => new Date()) : [];
  if (refusals.length > 0) return data({ refusals }, { status: 422 });
  throw redirect(`/people/imports/${importId}`, { status: 303 });
}

export default function Acceptance() {
  const refused = useActionData<typeof action>();
  const { importId } = useParams();
  const text = useText(personnelText);
  const t = text.imports;
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.refusedNow}
        crumbs={[
          { text: text.title, href: "/people" },
          { text: t.title, href: "/people/imports/new" },
          { text: t.refusedNow },
        ]}
      />
      <div className="stack">
        {refused?.refusals.map((refusal) => {
          const { sentence, cure } = refusalIn(locale, refusal);
          return (
            <Notice key={refusal.code} tone="stop" title={sentence} live>
              {cure}
            </Notice>
          );
        })}
        <div className="acts">
          <LinkButton kind="primary" href={`/people/imports/${importId}`}>
            {t.backToPreview}
          </LinkButton>
        </div>
      </div>
    </>
  );
}

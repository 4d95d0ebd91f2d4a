import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { requestRun, runRoster } from "~/casework/roster-runs.server";
import { Button, LinkButton } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findRosterImport, resultCounts } from "~/personnel/roster-import.server";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { rosterText } from "~/text/roster-imports";
import { rosterWords } from "~/text/roster-words";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(rosterText, (t) => t.undoTitle);

async function accepted({ request, params }: LoaderFunctionArgs, now: Date) {
  const actor = await requirePermission(request, "roster:import");
  const importId = String(params.importId);
  const found = isUuid(importId)
    ? await findRosterImport(prisma, importId, pathsFor(actor, "roster:import"), now)
    : null;
  if (!found) throw new Response(null, { status: 404 });
  if (!found.acceptance || found.undoing) throw redirect(`/people/imports/${importId}`, { status: 303 });
  return { actor, importId, fileName: found.fileName };
}

export async function loader(args: LoaderFunctionArgs) {
  const { importId, fileName } = await accepted(args, new Date());
  return { importId, fileName, people: (await resultCounts(prisma, importId)).created };
}

export async function action(args: ActionFunctionArgs) {
  const now = new Date();
  const { actor, importId } = await accepted(args, now);
  const { runId, atOnce } = await inTransaction((tx) =>
    requestRun(tx, { importId, mode: null }, actor.accountId, now),
  );
  const refusals = atOnce ? await runRoster(runId, rosterWords, () => new Date()) : [];
  if (refusals.length > 0) return data({ refusals }, { status: 422 });
  throw redirect(`/people/imports/${importId}`, { status: 303 });
}

export default function Undoing() {
  const { importId, fileName, people } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const text = useText(personnelText);
  const t = useText(rosterText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.undoTitle}
        lede={t.undoLede(fileName, people)}
        crumbs={[
          { text: text.title, href: "/people" },
          { text: text.imports.title, href: "/people/imports/new" },
          { text: t.undoTitle },
        ]}
      />
      <div className="stack">
        {refused?.refusals.map((refusal) => {
          const { sentence, cure } = refusalIn(locale, refusal);
          return (
            <Notice key={`${refusal.code} ${refusal.facts.what ?? ""}`} tone="stop" title={sentence} live>
              {cure}
            </Notice>
          );
        })}
        {!refused && <Notice>{t.undoAllowed}</Notice>}
        <form method="post" className="acts">
          {!refused && <Button kind="stop">{t.undoConfirm}</Button>}
          <LinkButton href={`/people/imports/${importId}`}>{t.undoBack}</LinkButton>
        </form>
      </div>
    </>
  );
}

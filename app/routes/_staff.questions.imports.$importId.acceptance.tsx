import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useParams } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { requireQuestionImport } from "~/components/question-import-gate.server";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { KNOWN_CHOICES } from "~/questions/import-standing";
import { acceptQuestionImport } from "~/questions/question-import-acceptance.server";
import { exchangeText } from "~/text/question-exchange";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

/** Twenty thousand drafts, each told in the audit log. */
const LONGEST_MS = 5 * 60_000;

export const meta = titled(exchangeText, (t) => t.refusedNow);

/** Reached by address alone: the import's own page is where the button is. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  if (request.method === "GET" && !request.headers.get("Content-Type"))
    throw redirect(`/questions/imports/${params.importId}`);
  return null;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, found } = await requireQuestionImport(request, params.importId);
  const form = await request.formData();
  const known = KNOWN_CHOICES.find((choice) => choice === form.get("known")) ?? "skip";
  const { importId } = found;
  const answer = await inTransaction(
    (tx) => acceptQuestionImport(tx, { importId, known }, actor.accountId, now),
    undefined,
    LONGEST_MS,
  );
  if (!answer.ok) return data({ refusals: answer.refusals }, { status: 422 });
  throw redirect(`/questions/imports/${importId}${answer.already ? "?done=already" : ""}`, { status: 303 });
}

export default function Acceptance() {
  const refused = useActionData<typeof action>();
  const { importId } = useParams();
  const t = useText(exchangeText);
  const text = useText(questionsText);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.refusedNow}
        crumbs={[
          { text: text.banks, href: "/banks" },
          { text: t.history, href: "/questions/imports" },
          { text: t.refusedNow },
        ]}
      />
      <div className="stack">
        {refused && (
          <Refusal level={2} verdict={t.refusedNow} reasons={reasonsFrom(locale, refused.refusals)} />
        )}
        <div className="acts">
          <LinkButton kind="primary" href={`/questions/imports/${importId}`}>
            {t.backToImport}
          </LinkButton>
        </div>
      </div>
    </>
  );
}

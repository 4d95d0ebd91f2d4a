import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { statementFacts } from "~/casework/statement-facts.server";
import { ActRefused } from "~/components/act-refused";
import { inTransaction, prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { requirePosted } from "~/posted.server";
import { statementYears } from "~/study/statement-page.server";
import { findStatement, submitStatement } from "~/study/statements.server";
import { lawStatementsText } from "~/text/law-statements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const BACK = "/my/law-statement";

export const meta = titled(lawStatementsText, (t) => t.submit);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request);
  requirePosted(request, BACK);
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const { personId, accountId } = await requirePerson(request);
  const asked = textIn(await request.formData(), "year");
  const year = statementYears(chinaDateOf(now)).find((known) => String(known) === asked);
  const own = year && (await findStatement(prisma, { personId_year: { personId, year } }));
  if (!own) throw new Response(null, { status: 404 });
  const { statementId } = own;
  // Facts and step of one moment: what the ledger said when it was handed in.
  const verdict = await inTransaction(async (tx) => {
    const facts = await statementFacts(tx, { personId, year }, now);
    return submitStatement(tx, { statementId, facts }, accountId, now);
  });
  if (verdict.ok) throw redirect(`${BACK}?year=${year}&done=submitted`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function Submission() {
  const refused = useActionData<typeof action>();
  const t = useText(lawStatementsText);
  return <ActRefused verdict={t.cannot} refusals={refused?.refusals} back={{ href: BACK, text: t.back }} />;
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { ActPage } from "~/components/act-page";
import { Notice } from "~/components/notice";
import { requireQuestionImport } from "~/components/question-import-gate.server";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { LONGEST_REASON } from "~/questions/draft";
import { foreseeUndoing, undoQuestionImport } from "~/questions/question-import-undoing.server";
import { exchangeText } from "~/text/question-exchange";
import { questionsText } from "~/text/questions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

const LONGEST_MS = 5 * 60_000;
/** As many codes as somebody reads in a line. */
const MOST_CODES = 30;

export const meta = titled(exchangeText, (t) => t.undoTitle);

async function accepted({ request, params }: LoaderFunctionArgs) {
  const asked = await requireQuestionImport(request, params.importId);
  const { acceptance, undoing, importId } = asked.found;
  if (!acceptance || undoing) throw redirect(`/questions/imports/${importId}`, { status: 303 });
  return asked;
}

export async function loader(args: LoaderFunctionArgs) {
  const { found, bank } = await accepted(args);
  const { discarded, retired, staying } = await foreseeUndoing(prisma, found.importId);
  const { importId, fileName } = found;
  const codes = staying.slice(0, MOST_CODES);
  return { importId, fileName, bank, discarded, retired, codes, staying: staying.length };
}

export async function action(args: ActionFunctionArgs) {
  const now = new Date();
  const { actor, found } = await accepted(args);
  const reason = String((await args.request.formData()).get("reason") ?? "");
  const { importId } = found;
  const answer = await inTransaction(
    (tx) =>
      undoQuestionImport(
        tx,
        { importId, reason, mayRetire: can(actor, "question:review") },
        actor.accountId,
        now,
      ),
    undefined,
    LONGEST_MS,
  );
  if (!answer.ok) return data({ reason, refusals: answer.refusals }, { status: 422 });
  throw redirect(`/questions/imports/${importId}`, { status: 303 });
}

export default function Undoing() {
  const { importId, fileName, bank, discarded, retired, codes, staying } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(exchangeText);
  const text = useText(questionsText);
  const locale = useLocale();
  const named = `${codes.join(t.join)}${staying > codes.length ? t.undoStayingMore(staying) : ""}`;
  const back = `/questions/imports/${importId}`;
  return (
    <ActPage
      title={t.undoTitle}
      lede={t.undoLede(fileName)}
      crumbs={[
        { text: text.banks, href: "/banks" },
        { text: bank.title[locale], href: `/banks/${bank.bankId}` },
        { text: t.accepted, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.undoConfirm}
      stop
    >
      <Notice>{t.undoForeseen(discarded, retired)}</Notice>
      {staying > 0 && <Notice tone="warn">{t.undoStaying(named)}</Notice>}
      <TextAreaField
        label={t.reason}
        hint={t.reasonHint}
        name="reason"
        maxLength={LONGEST_REASON}
        defaultValue={refused?.reason}
      />
    </ActPage>
  );
}

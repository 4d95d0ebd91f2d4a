import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { Panel } from "~/components/panel";
import { inTransaction } from "~/db.server";
import { actPage } from "~/exams/invigilation-form.server";
import { aimFrom, requireInvigilation } from "~/exams/invigilation-page.server";
import { makeTakeOverCode } from "~/exams/take-over-codes.server";
import { clockTime } from "~/text/dates";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { type Refusal, refusal } from "~/verdict";

export const meta = titled(invigilationText, (t) => t.code.title);

export const loader = actPage;

/** The code is in this one answer and nowhere else: it is not kept, and a redirect would put it into an address. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { target } = await aimFrom(request, invigilation, now);
  const { registrationId } = target;
  const { accountId } = invigilation.actor;
  const headers = { "Cache-Control": "no-store" };
  const made = registrationId
    ? await inTransaction((tx) => makeTakeOverCode(tx, { ...target, registrationId }, accountId, now))
    : { ok: false as const, refusals: [refusal("invigilation.nobody")] };
  if (!made.ok)
    return data({ code: null, until: "", refusals: made.refusals as Refusal[] }, { status: 422, headers });
  return data({ code: made.code, until: clockTime(made.expiresAt), refusals: [] as Refusal[] }, { headers });
}

export default function TakeOverCodes() {
  const { exam, board, whom } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(invigilationText);
  const { title: exams } = useText(examsText);
  const crumbs = [
    { text: exams, href: "/exams" },
    { text: exam.title, href: `/exams/${exam.id}` },
    { text: t.title, href: board },
  ];
  if (answer?.code) {
    return (
      <>
        <PageHead
          title={t.code.title}
          lede={t.code.lede(whom)}
          crumbs={[...crumbs, { text: t.code.title }]}
        />
        <Panel title={t.code.made(answer.until)}>
          <p className="code text-2xl">{answer.code}</p>
          <p className="hint">{t.code.once}</p>
        </Panel>
        <p className="acts">
          <LinkButton kind="primary" href={board}>
            {t.open}
          </LinkButton>
        </p>
      </>
    );
  }
  return (
    <ActPage
      title={t.code.title}
      lede={t.code.lede(whom)}
      crumbs={crumbs}
      back={board}
      refusals={answer?.refusals}
      submit={t.code.submit}
    />
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { seatEverybody } from "~/exams/rooms.server";
import { invigilationText } from "~/text/invigilation";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(invigilationText, (t) => t.arrange.spread);

/** Reached by address alone: the rooms offer it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:arrange");
  if (request.headers.get("Content-Type") === null) throw redirect(`/exams/${exam.id}/rooms`);
  return { examId: exam.id };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:arrange");
  const now = new Date();
  const answer = await inTransaction((tx) => seatEverybody(tx, exam.id, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/rooms?done=spread&left=${answer.left}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Seating() {
  const { examId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { arrange: t } = useText(invigilationText);
  const locale = useLocale();
  return (
    <>
      <Refusal verdict={t.spread} reasons={reasonsFrom(locale, refused?.refusals ?? [])} />
      <p className="acts">
        <LinkButton href={`/exams/${examId}/rooms`}>{t.title}</LinkButton>
      </p>
    </>
  );
}

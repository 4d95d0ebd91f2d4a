import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { Button } from "~/components/button";
import { Notice } from "~/components/notice";
import { ObjectionMark } from "~/components/objection-mark";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { Section } from "~/components/section";
import { SelectField } from "~/components/select-field";
import { Sub } from "~/components/table";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { objectionsOf } from "~/exams/objection-list.server";
import { objectionFrom } from "~/exams/objection-page.server";
import { objectTo } from "~/exams/objections.server";
import { resultOf } from "~/exams/result.server";
import { longDate, longInstant } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { objectionsText } from "~/text/objections";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(objectionsText, (t) => t.mine.title);

/** Before release there is nothing to object to: the receipt says what happens next. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const now = new Date();
  const attemptId = attemptIdFrom(params);
  const result = await resultOf(prisma, { attemptId, personId }, now);
  if (!result) throw redirect(`/my/attempts/${attemptId}/receipt`);
  const { searchParams: search } = new URL(request.url);
  const made = await objectionsOf(prisma, attemptId, now);
  const { examTitle, questions, objectionsCloseAt, releasedAt } = result;
  return {
    ...{ attemptId, examTitle, questions },
    closeAt: objectionsCloseAt,
    isOpen: now < objectionsCloseAt,
    hasPeriod: objectionsCloseAt > releasedAt,
    slot: search.get("slot") ?? "",
    done: search.has("done"),
    // Who answered is the office's to know.
    made: made.map(({ objectionId, slot, reason, madeAt, dueOn, state, outcome, reply }) => ({
      ...{ objectionId, slot, reason, madeAt, dueOn, state, outcome, reply },
    })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { personId, accountId } = await requirePerson(request);
  const attemptId = attemptIdFrom(params);
  const asked = objectionFrom(await request.formData());
  const answer = await inTransaction((tx) => objectTo(tx, { attemptId, personId, ...asked }, accountId, now));
  if (answer.ok) throw redirect(`/my/attempts/${attemptId}/objections?done=sent`, { status: 303 });
  return data({ asked, refusals: answer.refusals }, { status: 422 });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function MyObjections() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { my } = useText(examsText);
  const room = useText(examRoomText).result;
  const t = useText(objectionsText).mine;
  const locale = useLocale();
  const { attemptId, examTitle, made, isOpen, hasPeriod } = page;
  const until = longInstant(page.closeAt, locale);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede(examTitle)}
        crumbs={[
          { text: my.title, href: "/my/exams" },
          { text: room.title, href: `/my/attempts/${attemptId}/result` },
          { text: t.title },
        ]}
      />
      <div className="stack-lg max-w-[46rem]">
        {page.done && <Notice tone="ok" live title={t.sent} />}
        {refused && <Refusal level={2} verdict={t.cannot} reasons={reasonsFrom(locale, refused.refusals)} />}
        <Notice title={!hasPeriod ? t.noPeriod : isOpen ? t.until(until) : t.closed(until)} />
        {isOpen && <Form page={page} asked={refused?.asked} />}
        {made.length > 0 && (
          <Section title={t.list}>
            <ul className="stack">
              {made.map((one) => (
                <Made key={one.objectionId} one={one} />
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  );
}

function Form({ page, asked }: { page: Page; asked?: { slot: number | null; reason: string } | undefined }) {
  const t = useText(objectionsText);
  const numbers = Array.from({ length: page.questions }, (_, index) => index + 1);
  return (
    <form method="post" className="form">
      <SelectField
        name="slot"
        label={t.mine.about}
        hint={t.mine.aboutHint}
        empty={t.whole}
        choices={numbers.map((number) => ({ value: String(number), text: t.slot(number) }))}
        defaultValue={asked ? String(asked.slot ?? "") : page.slot}
      />
      <TextAreaField
        name="reason"
        label={t.mine.reason}
        hint={t.mine.reasonHint}
        defaultValue={asked?.reason}
      />
      <div className="acts">
        <Button kind="primary">{t.mine.send}</Button>
      </div>
    </form>
  );
}

function Made({ one }: { one: Page["made"][number] }) {
  const t = useText(objectionsText);
  const locale = useLocale();
  return (
    <li>
      <p>
        <b>{one.slot === null ? t.whole : t.slot(one.slot)}</b> <ObjectionMark objection={one} />
      </p>
      <p>{one.reason}</p>
      <Sub>
        {longInstant(one.madeAt, locale)}
        {one.reply === null && ` · ${t.mine.due(longDate(one.dueOn, locale))}`}
      </Sub>
      {one.reply && (
        <p>
          <b>{t.reply}</b> {one.reply}
        </p>
      )}
    </li>
  );
}

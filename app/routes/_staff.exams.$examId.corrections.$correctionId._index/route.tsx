import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { reachOfCorrection } from "~/casework/correction-reach.server";
import { CorrectionState } from "~/components/correction-state";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { prisma } from "~/db.server";
import { linePage } from "~/exams/correction-list.server";
import { requireCorrection } from "~/exams/correction-page.server";
import { LINE_FILTERS } from "~/exams/key-correction";
import { placeFrom } from "~/paging";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { longInstant } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { Decision } from "./decision";
import { Lines } from "./lines";
import { Reach } from "./reach";

export const meta = titled(keyCorrectionsText, (t) => t.run.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, exam, correction } = await requireCorrection(request, params);
  const { searchParams: search } = new URL(request.url);
  const filter = LINE_FILTERS.find((one) => one === search.get("show")) ?? "changed";
  const { correctionId, proposedById, run } = correction;
  const shown = { correctionId, run: run.number };
  const attempt = actor.personId
    ? await prisma.attempt.count({ where: { personId: actor.personId, registration: { examId: exam.id } } })
    : 0;
  return {
    exam: { id: exam.id, title: exam.title },
    correction,
    filter,
    search: search.toString(),
    done: search.get("done") ?? "",
    isProposer: proposedById === actor.accountId,
    hasSat: attempt > 0,
    reach: await reachOfCorrection(prisma, { ...shown, examId: exam.id }, now),
    page: await linePage(prisma, { ...shown, filter }, placeFrom(search), now),
  };
}

export type CorrectionShown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function CorrectionPage() {
  const shown = useLoaderData<typeof loader>();
  const { exam, correction, done } = shown;
  const exams = useText(examsText);
  const { truth } = useText(examRoomText);
  const t = useText(keyCorrectionsText);
  const locale = useLocale();
  const { treatment, key, run } = correction;
  const what =
    treatment === "new-key" ? t.toKey(key.map((id) => truth[id] ?? id).join(" ")) : t.treatments[treatment];
  return (
    <>
      <PageHead
        title={what}
        status={<CorrectionState decision={correction.decision} fill />}
        lede={`${correction.code} · ${correction.stem}`}
        crumbs={[
          { text: exams.title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title, href: `/exams/${exam.id}/corrections` },
          { text: correction.code },
        ]}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Facts
          items={[
            { term: t.form.ground, value: correction.ground },
            {
              term: t.proposed,
              value: `${correction.proposedBy} ${longInstant(correction.proposedAt, locale)}`,
            },
            ...(correction.decidedAt
              ? [
                  {
                    term: t.decided,
                    value: `${correction.decidedBy} ${longInstant(correction.decidedAt, locale)}`,
                  },
                ]
              : []),
          ]}
        />
        <Section title={t.run.title} meta={t.run.at(run.number, longInstant(run.at, locale))}>
          <div className="stack-lg">
            <Stats
              items={[
                { key: "papers", label: t.run.papers, value: run.papers },
                { key: "changed", label: t.run.changed, value: run.changed },
                { key: "passing", label: t.run.passing, value: run.passing },
                { key: "failing", label: t.run.failing, value: run.failing },
              ]}
            />
            <Lines shown={shown} />
          </div>
        </Section>
        <Reach reach={shown.reach} />
        <Decision shown={shown} />
      </div>
    </>
  );
}

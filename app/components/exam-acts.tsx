import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { examPapersText } from "~/text/exam-papers";
import { examReportsText } from "~/text/exam-reports";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { itemStatisticsText } from "~/text/item-statistics";
import { lateText } from "~/text/late-answers";
import { objectionsText } from "~/text/objections";
import { useText } from "~/text/text";
import { violationsText } from "~/text/violations";
import { Button, LinkButton } from "./button";

export type MayWithExam = {
  readReport: boolean;
  readStatistics: boolean;
  arrange: boolean;
  acceptLate: boolean;
  seeViolations: boolean;
  correct: boolean;
  readObjections: boolean;
  invigilate: boolean;
  register: boolean;
  printTickets: boolean;
  publish: boolean;
  release: boolean;
};

/** What can be done with an exam now, the next thing last. */
export function ExamActs({ examId, may }: { examId: string; may: MayWithExam }) {
  const t = useText(examsText);
  const { title: report } = useText(examReportsText);
  const statistics = useText(itemStatisticsText);
  const invigilation = useText(invigilationText);
  const { title: late } = useText(lateText);
  const { title: register } = useText(violationsText);
  const { title: corrections } = useText(keyCorrectionsText);
  const { title: objections } = useText(objectionsText);
  const { ticket } = useText(examPapersText);
  const exam = `/exams/${examId}`;
  return (
    <>
      {may.readReport && <LinkButton href={`${exam}/report`}>{report}</LinkButton>}
      {may.readStatistics && <LinkButton href={`${exam}/statistics`}>{statistics.examLink}</LinkButton>}
      {may.arrange && <LinkButton href={`${exam}/rooms`}>{invigilation.rooms}</LinkButton>}
      {may.acceptLate && <LinkButton href={`${exam}/late-answers`}>{late}</LinkButton>}
      {may.seeViolations && <LinkButton href={`${exam}/violations`}>{register}</LinkButton>}
      {may.correct && <LinkButton href={`${exam}/corrections`}>{corrections}</LinkButton>}
      {may.readObjections && <LinkButton href={`/objections?exam=${examId}`}>{objections}</LinkButton>}
      {may.invigilate && <LinkButton href={`${exam}/invigilation`}>{invigilation.open}</LinkButton>}
      {may.printTickets && <LinkButton href={`${exam}/tickets`}>{ticket.all}</LinkButton>}
      {may.register && (
        <LinkButton kind="primary" href={`${exam}/registrations`}>
          {t.registerPeople}
        </LinkButton>
      )}
      {may.publish && (
        <form method="post" action={`${exam}/publication`}>
          <Button kind="primary">{t.publish}</Button>
        </form>
      )}
      {may.release && (
        <LinkButton kind="primary" href={`${exam}/release`}>
          {t.release}
        </LinkButton>
      )}
    </>
  );
}

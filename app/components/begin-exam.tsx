import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { Button } from "./button";

/** The button from which a candidate's time counts. */
export function BeginExam({ examId }: { examId: string }) {
  const t = useText(examsText).my;
  return (
    <form method="post" action={`/my/exams/${examId}/attempt`}>
      <Button kind="primary">{t.start}</Button>
    </form>
  );
}

import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { LinkButton } from "./button";
import { Notice } from "./notice";
import { LETTERS } from "./question-slot";
import { Status } from "./status";

type Slot = { number: number; type: string; stem: string; options: { label: string; text: string }[] };
type Result = {
  passed: boolean;
  right: number;
  questions: { number: number; isRight: boolean; law: string; article: number }[];
};

/** What a quiz came to, question by question: a wrong answer says where to read, not what is right. */
export function QuizOutcome({
  slots,
  answers,
  result,
  back,
  isWhole,
}: {
  slots: readonly Slot[];
  answers: Record<string, string[]>;
  result: Result;
  back: string;
  /** The quiz of the course; else a question after a lesson. */
  isWhole: boolean;
}) {
  const t = useText(onlineText).question;
  const shown = ({ type, options }: Slot, label: string) =>
    type === "true-false" ? (LETTERS[options.findIndex((one) => one.label === label)] ?? label) : label;
  return (
    <div className="stack-lg">
      {isWhole && (
        <Notice
          tone={result.passed ? "ok" : "warn"}
          title={result.passed ? t.passed(result.right, slots.length) : t.failed(result.right, slots.length)}
        />
      )}
      {slots.map((slot) => {
        const { isRight, law, article } = result.questions.find(({ number }) => number === slot.number)!;
        const given = answers[String(slot.number)] ?? [];
        return (
          <div key={slot.number}>
            <p>
              <b>{slot.number}.</b> {slot.stem}
            </p>
            <p>
              <Status tone={isRight ? "ok" : "warn"}>
                {isRight ? t.right : given.length === 0 ? t.unanswered : t.wrong}
              </Status>
              {given.length > 0 && (
                <span className="quiet">
                  　{t.given(given.map((label) => optionText(slot, label) || shown(slot, label)).join(" "))}
                </span>
              )}
            </p>
            {!isRight && <p className="hint">{t.reread(law, article)}</p>}
          </div>
        );
      })}
      <p className="acts">
        <LinkButton href={back} kind="primary">
          {t.back}
        </LinkButton>
      </p>
    </div>
  );
}

const optionText = ({ options }: Slot, label: string) => {
  const text = options.find((one) => one.label === label)?.text ?? "";
  return text === "" ? "" : `${label}. ${text}`;
};

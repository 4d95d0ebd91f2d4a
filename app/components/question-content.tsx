import type { DraftContent, DraftPart } from "~/questions/draft-content";
import { authoringText } from "~/text/question-authoring";
import { questionsText } from "~/text/questions";
import { useText } from "~/text/text";
import { Icon } from "./icon";
import { Sub } from "./table";

/** A question with its key and explanation, as its keepers read it. Its texts are shown as they are, whatever they hold. */
export function QuestionContent({ content }: { content: DraftContent }) {
  const t = useText(authoringText);
  const words = useText(questionsText);
  if (content.type !== "case-group") return <Answerable part={content} enemies={content.enemies} />;
  return (
    <div className="q-read">
      <p className="q-stem">{content.stem}</p>
      <Sub>
        {[content.topic, content.difficulty && words.difficultyOf(content.difficulty)]
          .filter(Boolean)
          .join("　")}
      </Sub>
      {content.enemies.length > 0 && <Sub>{`${t.draft.enemies} ${content.enemies.join(" ")}`}</Sub>}
      {content.questions.map((part, index) => (
        <section key={part.code ?? index} aria-label={t.draft.part(index + 1)}>
          <h3>
            {t.draft.part(index + 1)} <span className="quiet">{part.code}</span>
          </h3>
          <Answerable part={part} enemies={[]} />
        </section>
      ))}
    </div>
  );
}

function Answerable({ part, enemies }: { part: DraftPart; enemies: readonly string[] }) {
  const t = useText(authoringText);
  const words = useText(questionsText);
  const truth: Record<string, string> = words.truth;
  const facts = [
    words.types[part.type],
    part.topic,
    part.difficulty && words.difficultyOf(part.difficulty),
    enemies.length > 0 && `${t.draft.enemies} ${enemies.join(" ")}`,
  ];
  return (
    <div className="q-read">
      <p className="q-stem">{part.stem || t.noStem}</p>
      <ul className="q-options">
        {part.options.map(({ id, text, feedback }) => (
          <li key={id} className={part.key.includes(id) ? "is-key" : undefined}>
            <b>{part.type === "true-false" ? "" : id}</b>
            <span>
              {truth[id] ?? text}
              {part.key.includes(id) && (
                <span className="status status-ok">
                  <Icon name="ok" />
                  {words.key}
                </span>
              )}
              {feedback && <Sub>{feedback}</Sub>}
            </span>
          </li>
        ))}
      </ul>
      {part.explanation && (
        <p className="q-explained">
          <b>{words.explanation}</b> {part.explanation}
        </p>
      )}
      {part.citations.map((cited, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: citations have no id and are not reordered
        <Sub key={index}>
          {`${words.cited(cited.law, cited.article, cited.paragraph ?? undefined, cited.item ?? undefined)} ${cited.version ?? ""}`}
        </Sub>
      ))}
      <Sub>{facts.filter(Boolean).join("　")}</Sub>
    </div>
  );
}

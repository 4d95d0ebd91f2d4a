import { LinkButton } from "~/components/button";
import { Panel } from "~/components/panel";
import type { ActLine } from "~/exams/board.server";
import { clockTimeToTheSecond } from "~/text/dates";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";

/** What can be done to everyone at once, and what was done. */
export function BoardAside({
  exam,
  room,
  log,
  open,
}: {
  exam: { id: string };
  room: { roomId: string; name: string } | null;
  log: readonly ActLine[];
  /** How many have not handed in. */
  open: number;
}) {
  const t = useText(invigilationText);
  const hrefOf = (noun: string) =>
    `/exams/${exam.id}/invigilation/${noun}${room ? `?room=${room.roomId}` : ""}`;
  return (
    <aside className="inv-side">
      <Panel title={t.roomPanel(room?.name ?? t.everyone)}>
        <p className="hint">{t.everyoneHint(open)}</p>
        <p className="acts">
          <LinkButton kind="primary" href={hrefOf("extra-time")}>
            {t.extraTime.title}
          </LinkButton>
          <LinkButton href={hrefOf("pauses")}>{t.pause.title}</LinkButton>
          <LinkButton href={hrefOf("resumptions")}>{t.resumption.title}</LinkButton>
        </p>
        <p className="acts inv-hard">
          <LinkButton kind="stop" href={hrefOf("collections")}>
            {t.collection.title}
          </LinkButton>
        </p>
      </Panel>
      <Panel title={t.log}>
        {log.length === 0 ? (
          <p className="hint">{t.logEmpty}</p>
        ) : (
          <ol className="inv-log">
            {log.map(({ id, at, kind, minutes, reason, by, room: where, candidate, reached }) => (
              <li key={id}>
                <time>{clockTimeToTheSecond(at)}</time>
                <span>
                  {t.logLine(
                    t.kinds[kind],
                    candidate ?? (where ? `${where} ${t.reachedMany(reached)}` : t.reachedMany(reached)),
                    minutes,
                    reason,
                    by ?? "",
                  )}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </aside>
  );
}

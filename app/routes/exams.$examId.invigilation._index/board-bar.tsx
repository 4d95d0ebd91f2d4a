import { chinaDateOf } from "~/calendar";
import { Icon } from "~/components/icon";
import { common } from "~/text/common";
import { clockTime, clockTimeToTheSecond, dayAndMonth } from "~/text/dates";
import { invigilationText } from "~/text/invigilation";
import { useLocale, useText } from "~/text/text";

/** Which room, what the server's clock says, when the exam ends, who watches. */
export function BoardBar({
  exam,
  room,
  now,
  me,
}: {
  exam: { id: string; title: string; closesAt: Date };
  room: { name: string } | null;
  now: Date;
  me: string;
}) {
  const t = useText(invigilationText);
  const { product } = useText(common);
  const locale = useLocale();
  const closesOn = chinaDateOf(exam.closesAt);
  const isToday = closesOn === chinaDateOf(now);
  return (
    <header className="inv-bar">
      <div className="inv-in">
        <a className="brand" href="/desk">
          <b>{product}</b>
        </a>
        <div className="inv-t">
          <h1>{room?.name ?? t.allRooms}</h1>
          <p>
            <a href={`/exams/${exam.id}`}>{exam.title}</a>
          </p>
        </div>
        <p className="inv-clock">
          <span>{t.serverTime}</span>
          <b>{clockTimeToTheSecond(now)}</b>
        </p>
        <p className="inv-clock">
          <span>{t.examEnds}</span>
          <b>{isToday ? clockTime(exam.closesAt) : dayAndMonth(closesOn, locale)}</b>
        </p>
        <span className="inv-me">
          <Icon name="person" />
          {t.invigilator(me)}
        </span>
      </div>
    </header>
  );
}

import { useContext, useEffect, useState } from "react";
import { ElderSwitch } from "~/components/appearance";
import { ElderContext } from "~/components/elder";
import { Icon } from "~/components/icon";
import { clockTime, clockTimeToTheSecond, countdown } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { invigilatedRoomText } from "~/text/invigilated-room";
import { useText } from "~/text/text";
import type { View } from "./answer-queue";
import { spokenMinute } from "./server-clock";

/** With less than this left the time is shown, hidden or not. */
const ALWAYS_SHOWN_MS = 5 * 60_000;

/** Always in view: who, how much time, whether it is saved, hand in. */
export function ExamBar({
  candidate,
  examTitle,
  remainingMs,
  deadline,
  view,
  handIn,
}: {
  candidate: string;
  examTitle: string;
  remainingMs: number;
  deadline: number;
  view: View;
  handIn: React.ReactNode;
}) {
  const t = useText(examRoomText);
  const [hidden, setHidden] = useState(false);
  const shown = !hidden || remainingMs <= ALWAYS_SHOWN_MS;
  return (
    <header className="exam-bar">
      <div className="exam-bar-in">
        <div className="exam-who">
          <strong>{candidate}</strong>
          <span className="exam-name">{examTitle}</span>
        </div>
        <div className="exam-tools">
          <SizeSwitch />
          <button
            className="btn btn-text btn-sm"
            type="button"
            aria-pressed={hidden}
            onClick={() => setHidden(!hidden)}
          >
            {t.hideTime}
          </button>
        </div>
        <SaveState view={view} />
        <div className="timer">
          <span className="timer-label">{t.timeLeft}</span>
          <span className="timer-value" role="timer" aria-live="off">
            {shown ? countdown(remainingMs) : t.timeHidden}
          </span>
          <span className="timer-end">{t.endsAt(clockTime(new Date(deadline)))}</span>
        </div>
        {handIn}
      </div>
      <Announcer remainingMs={remainingMs} />
    </header>
  );
}

function SaveState({ view: { connection, unsent, refused } }: { view: View }) {
  const t = useText(examRoomText).save;
  const { pausedShort } = useText(invigilatedRoomText);
  if (connection.state === "paused") {
    return (
      <p className="save is-offline" role="status">
        <Icon name="pause" />
        <span>{pausedShort}</span>
      </p>
    );
  }
  if (connection.state === "offline" || connection.state === "signed-out") {
    return (
      <p className="save is-offline" role="status">
        <Icon name="cloudoff" />
        <span>{t.offline(unsent.length)}</span>
      </p>
    );
  }
  if (refused || connection.state === "taken-over" || connection.state === "ended") {
    return (
      <p className="save text-stop" role="status">
        <Icon name="stop" />
        <span>{t.refused}</span>
      </p>
    );
  }
  const words =
    connection.state === "saving"
      ? t.saving
      : connection.savedAt
        ? t.saved(clockTimeToTheSecond(connection.savedAt))
        : t.none;
  return (
    <p className="save" role="status">
      <Icon name="cloudok" />
      <span>{words}</span>
    </p>
  );
}

const LARGE = "chizheng-exam-large";
const SIZE =
  "grid min-h-[2.25rem] place-items-center px-[0.75rem] text-ink-2 aria-pressed:bg-action-soft aria-pressed:font-bold aria-pressed:text-action";

/** Large enlarges this page alone; the elder mode is the reader's choice for every page. */
function SizeSwitch() {
  const t = useText(examRoomText);
  const elder = useContext(ElderContext);
  const [large, setLarge] = useState(false);
  useEffect(() => {
    setLarge(sessionStorage.getItem(LARGE) === "1");
  }, []);
  useEffect(() => {
    document.documentElement.style.fontSize = large ? "115%" : "";
    if (large) sessionStorage.setItem(LARGE, "1");
    else sessionStorage.removeItem(LARGE);
    return () => {
      document.documentElement.style.fontSize = "";
    };
  }, [large]);
  if (elder) {
    return (
      <span className="size-switch">
        <ElderSwitch className={SIZE} />
      </span>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would need a second hidden label
    <span className="size-switch" role="group" aria-label={t.size}>
      <button type="button" className={SIZE} aria-pressed={!large} onClick={() => setLarge(false)}>
        {t.sizes.standard}
      </button>
      <button
        type="button"
        className={`${SIZE} border-x border-line-2`}
        aria-pressed={large}
        onClick={() => setLarge(true)}
      >
        {t.sizes.large}
      </button>
      <ElderSwitch className={SIZE} />
    </span>
  );
}

/** Speaks at 30, 15, 10, 5 and 1 minute, and never in between. */
function Announcer({ remainingMs }: { remainingMs: number }) {
  const t = useText(examRoomText);
  const minute = remainingMs === 0 ? 0 : spokenMinute(remainingMs);
  const [first] = useState(minute);
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    if (minute === null || minute === first) return;
    setSpoken(minute === 0 ? t.announceEnd : t.announce(minute));
  }, [minute, first, t]);
  return (
    <p className="vh" aria-live={minute === 0 ? "assertive" : "polite"}>
      {spoken}
    </p>
  );
}

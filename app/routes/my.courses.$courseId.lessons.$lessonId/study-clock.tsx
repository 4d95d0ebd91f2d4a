import type { RefObject } from "react";
import { Button, LinkButton } from "~/components/button";
import { Status, type Tone } from "~/components/status";
import { type ClockState, onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { useBeats } from "./use-beats";

const TONES: Record<ClockState, Tone> = {
  starting: "info",
  counting: "ok",
  gap: "ok",
  away: "warn",
  idle: "warn",
  paused: "off",
  speed: "warn",
  tab: "stop",
  device: "stop",
  offline: "warn",
  "signed-out": "stop",
  "too-many": "warn",
  closed: "off",
};

type Page = {
  courseId: string;
  lessonId: string;
  index: number;
  kind: "text" | "video";
  minimumMinutes: number;
  creditedMs: number;
};

/** What the server has counted, and whether it is counting now: in words, with a sign, and in colour last. */
export function StudyClock({
  page,
  shown,
  film,
}: {
  page: Page;
  shown: RefObject<HTMLElement | null>;
  film: RefObject<HTMLVideoElement | null>;
}) {
  const t = useText(onlineText).clock;
  const { state, creditedMs, resume } = useBeats(page, shown, film);
  // What the server sends, and what stays where no script runs.
  if (state === null) return <p className="notice notice-warn">{t.withoutScript}</p>;
  const seconds = Math.floor((page.creditedMs + creditedMs) / 1000);
  const total = t.total(Math.floor(seconds / 60), String(seconds % 60).padStart(2, "0"));
  return (
    <section className="study-clock" aria-label={t.label}>
      <div role="status">
        <Status tone={TONES[state]}>{t.states[state]}</Status>
      </div>
      <p className="num">
        {total}
        {page.minimumMinutes > 0 && <span className="quiet">　{t.required(page.minimumMinutes)}</span>}
      </p>
      {(state === "tab" || state === "device" || state === "too-many") && (
        <Button type="button" kind="primary" small onClick={resume}>
          {t.here}
        </Button>
      )}
      {state === "signed-out" && (
        <LinkButton href="/sign-in" kind="primary" small>
          {t.signIn}
        </LinkButton>
      )}
    </section>
  );
}

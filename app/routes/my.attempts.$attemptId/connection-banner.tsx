import { useEffect, useState } from "react";
import { Button, LinkButton } from "~/components/button";
import { Icon } from "~/components/icon";
import { clockTimeToTheSecond } from "~/text/dates";
import { examRoomText } from "~/text/exam-room";
import { invigilatedRoomText } from "~/text/invigilated-room";
import { useText } from "~/text/text";
import type { View } from "./answer-queue";

/** Under the bar while something is wrong. Amber: the candidate may go on. */
export function ConnectionBanner({
  attemptId,
  view,
  isPaused,
  onRetry,
}: {
  attemptId: string;
  view: View;
  isPaused: boolean;
  onRetry: () => void;
}) {
  const t = useText(examRoomText);
  const words = useText(invigilatedRoomText);
  const { connection, unsent, restored, refused } = view;
  if (connection.state === "offline") return <Offline view={view} onRetry={onRetry} />;
  if (connection.state === "signed-out") {
    return (
      <Banner
        title={t.signedOut.title}
        act={
          <LinkButton href="/sign-in" target="_blank" rel="noopener">
            {t.signedOut.act}
          </LinkButton>
        }
      >
        {t.signedOut.body}
      </Banner>
    );
  }
  if (connection.state === "taken-over") {
    return (
      <Banner
        title={t.takenOver.title}
        act={<Button onClick={() => location.reload()}>{t.elsewhere.act}</Button>}
      >
        {t.takenOver.body(unsent.length)}
      </Banner>
    );
  }
  if (isPaused && connection.state !== "ended")
    return <Banner title={words.paused}>{words.pausedBody}</Banner>;
  if (refused) {
    return (
      <Banner
        title={`${t.refusedTitle} (${refused.slot})`}
        act={
          connection.state === "ended" && (
            <LinkButton href={`/my/attempts/${attemptId}/receipt`}>{t.receipt.title}</LinkButton>
          )
        }
      >
        {[refused.sentence, refused.cure].filter(Boolean).join(" ")}
      </Banner>
    );
  }
  if (restored !== null) {
    return (
      <div className="net-banner border-ok bg-ok-soft" role="status">
        <div className="net-in">
          <span className="text-ok">
            <Icon name="cloudok" />
          </span>
          <p className="net-title">{t.offline.restored(restored)}</p>
        </div>
      </div>
    );
  }
  return null;
}

function Offline({ view, onRetry }: { view: View; onRetry: () => void }) {
  const t = useText(examRoomText).offline;
  const { connection, unsent } = view;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (connection.state !== "offline") return null;
  const seconds = Math.max(0, Math.ceil((connection.nextAt - now) / 1000));
  return (
    <div className="net-banner">
      <div className="net-in">
        <Icon name="cloudoff" />
        <div role="alert">
          <p className="net-title">{t.title(unsent.length)}</p>
          <p>
            {t.body(unsent.join(t.and))}
            <b>{t.keepOpen}</b>
            {t.after}
          </p>
        </div>
        <p className="net-meta">
          <span>{t.since(clockTimeToTheSecond(new Date(connection.since)))}</span>
          <span>{t.retry(connection.tries, seconds)}</span>
        </p>
        <Button type="button" className="net-retry" onClick={onRetry}>
          {t.retryNow}
        </Button>
      </div>
    </div>
  );
}

function Banner({
  title,
  act,
  children,
}: {
  title: string;
  act?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <div className="net-banner" role="alert">
      <div className="net-in">
        <Icon name="warn" />
        <div>
          <p className="net-title">{title}</p>
          <p>{children}</p>
        </div>
        {act}
      </div>
    </div>
  );
}

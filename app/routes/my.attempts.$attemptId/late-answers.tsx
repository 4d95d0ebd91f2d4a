import { useEffect, useState } from "react";
import { examRoomText } from "~/text/exam-room";
import { useText } from "~/text/text";
import { leftOf } from "./kept-answers";
import { sendSave } from "./server-line";

/**
 * On the receipt: what this browser could not send before the paper was collected, because it was closed without a
 * network, is sent now. The server keeps it as late, so that people may decide about it.
 */
export function LateAnswers({ attemptId, owner }: { attemptId: string; owner: string }) {
  const t = useText(examRoomText).receipt;
  const [sent, setSent] = useState(0);
  useEffect(() => {
    void sendLeft(attemptId, owner).then(setSent);
  }, [attemptId, owner]);
  return <p role="status">{sent > 0 && t.sentLate(sent)}</p>;
}

/** Answers for how many questions something arrived. What cannot be sent stays until the receipt is opened again. */
async function sendLeft(attemptId: string, owner: string): Promise<number> {
  const arrived = new Set<number>();
  for (const kept of leftOf({ attemptId, owner })) {
    for (const item of kept.items) {
      const reply = await sendSave(attemptId, { epoch: kept.whose.epoch, ...item });
      if (reply === "offline" || reply === "signed-out") return arrived.size;
      // What was answered before another device took over counts no more, and the server keeps none of it.
      if (reply.told.code !== "attempt.taken-over") arrived.add(item.slot);
      kept.drop(item);
    }
    kept.clear();
  }
  return arrived.size;
}

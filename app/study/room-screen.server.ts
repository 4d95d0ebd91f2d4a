/** What the screen of a room shows: the code of the moment, and how many have come or gone. */
import QRCode from "qrcode";
import type { Tx } from "~/db.server";
import { env } from "~/env.server";
import { opensAtOf, presencesOf } from "./attendance.server";
import { codeAt, type Phase, STEP_SECONDS } from "./session-codes.server";
import { peopleOf, type SessionFacts } from "./session-list.server";

export type RoomScreen = {
  /** The code as a picture's address; null: nothing can be scanned. */
  picture: string | null;
  /** After so many the page asks again. */
  seconds: number;
  opensAt: Date;
  signed: number;
  people: number;
};

export async function roomScreen(
  tx: Tx,
  session: SessionFacts,
  phase: Phase,
  now: Date,
): Promise<RoomScreen> {
  const { sessionId } = session;
  const named = new Set((await peopleOf(tx, sessionId)).map(({ personId }) => personId));
  const presences = [...(await presencesOf(tx, sessionId))].filter(([personId]) => named.has(personId));
  const signed = presences.filter(([, { inAt, outAt }]) => (phase === "in" ? inAt : outAt) !== null).length;
  const figures = { opensAt: await opensAtOf(tx, session), signed, people: named.size };
  if (session.state !== "planned") return { picture: null, seconds: 4 * STEP_SECONDS, ...figures };
  const { code, seconds } = codeAt({ sessionId, phase }, now);
  // Black on white with its own margin, whatever the page looks like: a projector shows little else.
  const svg = await QRCode.toString(`${env().publicUrl}/s/${code}`, {
    type: "svg",
    errorCorrectionLevel: "M",
    margin: 4,
  });
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  return { picture, seconds, ...figures };
}

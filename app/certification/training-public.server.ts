/** What anybody may read of a certificate of training: what was printed, and whether it stands. It never opens the gate. */
import { chinaDateOf, type DateOn, fromDbDate } from "~/calendar";
import { prisma } from "~/db.server";
import type { TrainingWord } from "~/rulebook/words";
import { type TrainingState, trainingStateOn } from "./training";
import type { Achievement, TrainingEntry } from "./training-entry";

export type PublicTraining = {
  token: string;
  kind: TrainingWord;
  state: TrainingState;
  number: string;
  holderName: string;
  unitName: string;
  achievement: Achievement;
  issuer: string;
  issuedOn: DateOn;
  validToOn: DateOn | null;
  endedAt: Date | null;
  /** Of one that was corrected: the edition that stands for it, and where that is checked. */
  edition: { number: string; token: string } | null;
};

/** The training certificate with this verification code at this instant; null if there is none. */
export async function publicTraining(token: string, now: Date): Promise<PublicTraining | null> {
  const row = await prisma.trainingCertificate.findUnique({
    where: { publicToken: token },
    include: { correctedBy: { select: { number: true, publicToken: true } } },
  });
  if (!row) return null;
  const entry = row.registerEntry as TrainingEntry;
  const { kind, number, holderName, unitName, achievement, issuer, issuedOn } = entry;
  const validToOn = row.validToOn && fromDbDate(row.validToOn);
  const { endedAt, endedAs, correctedBy } = row;
  return {
    ...{ token, kind, number, holderName, unitName, achievement, issuer, issuedOn, validToOn, endedAt },
    state: trainingStateOn({ endedAs, validToOn }, chinaDateOf(now)),
    edition: correctedBy && { number: correctedBy.number, token: correctedBy.publicToken },
  };
}

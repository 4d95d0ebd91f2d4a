import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { type Save, saveInSession } from "~/exams/answer.server";
import { submitAttempt } from "~/exams/submission.server";
import { useDatabase } from "../support/database";
import { after, DEVICE, examHall, type Hall, planExam, sendSave, sessionOf, sitting } from "./exam-hall";
import { expectWholeLedger } from "./ledger";

// Saves that come at once go into one statement: each is answered for itself.

await useDatabase();
let hall: Hall;
let examId: string;
beforeAll(async () => {
  hall = await examHall();
  examId = await planExam(hall);
});

const NOW = after(3);
type Candidate = { attemptId: string; personId: string; session: Uint8Array };
async function candidate(): Promise<Candidate> {
  const who = await sitting(hall, examId);
  return { ...who, session: await sessionOf(who.personId) };
}
const saveOf = ({ attemptId, personId }: Candidate, seq = 1, more: Partial<Save> = {}): Save => {
  const common = { attemptId, personId, device: DEVICE, epoch: 1, seq, slot: 5 };
  return { ...common, change: { answer: ["A"] }, ...more };
};
const answersOf = async ({ attemptId }: Candidate) =>
  (await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } })).answers;
const send = async (who: Candidate, save = saveOf(who), now = NOW) => {
  const outcome = await sendSave(who.session, save, now);
  if (outcome === null) return null;
  return outcome.ok ? "ok" : outcome.refusals[0]!.code;
};

describe("saves that come at once", () => {
  it("are each taken or refused for their own reason", async () => {
    const [first, second, flagging, elsewhere, handedIn, late, signedOut] = await Promise.all(
      Array.from({ length: 7 }, candidate),
    );
    await inTransaction((tx) => submitAttempt(tx, handedIn!, null, after(2)));
    const hash = { tokenHash: Buffer.from(signedOut!.session) };
    await prisma.session.update({ where: hash, data: { endedAt: after(1) } });
    // One under way, so that the others go together behind it.
    const outcomes = await Promise.all([
      send(first!),
      send(second!),
      send(flagging!, saveOf(flagging!, 1, { change: { flag: true } })),
      send(elsewhere!, saveOf(elsewhere!, 1, { device: "another-device" })),
      send(handedIn!),
      send(late!, saveOf(late!), after(91)),
      saveInSession(prisma, { ...saveOf(signedOut!), session: signedOut!.session }, NOW),
      // Somebody else's attempt, with a session that works.
      saveInSession(prisma, { ...saveOf(signedOut!), session: first!.session }, NOW),
    ]);
    expect(outcomes).toEqual([
      ...["ok", "ok", "ok", "attempt.taken-over", "attempt.closed", "answer.too-late"],
      ...[null, null],
    ]);
    expect(await answersOf(first!)).toEqual({ 5: ["A"] });
    expect(await answersOf(flagging!)).toEqual({});
    for (const who of [elsewhere!, handedIn!, late!, signedOut!]) expect(await answersOf(who)).toEqual({});
    for (const who of [first!, second!, flagging!, late!]) await expectWholeLedger(who.attemptId);
  });

  it("of one attempt go into one chain, and none that was answered is lost", async () => {
    const [who, other] = await Promise.all([candidate(), candidate()]);
    const outcomes = await Promise.all([
      send(other),
      ...Array.from({ length: 12 }, (_, at) =>
        send(who, saveOf(who, at + 1, { slot: at + 1, change: { flag: true } })),
      ),
    ]);
    expect(outcomes[0]).toBe("ok");
    const steps = await expectWholeLedger(who.attemptId);
    const kept = steps.filter(({ kind }) => kind === "flag").map(({ slot }) => slot);
    const told = outcomes.slice(1).flatMap((outcome, at) => (outcome === "ok" ? [at + 1] : []));
    expect(kept).toEqual(told);
    expect(outcomes).not.toContain(null);
  });

  it("do not wait for an attempt that somebody holds; whose it is waits, and is saved", async () => {
    const [held, free] = await Promise.all([candidate(), candidate()]);
    let mine: Promise<string | null> | undefined;
    let isSaved = false;
    await inTransaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM attempt WHERE id = ${held.attemptId}::uuid FOR UPDATE`;
      mine = send(held).finally(() => {
        isSaved = true;
      });
      for (let seq = 1; seq <= 5; seq += 1) expect(await send(free, saveOf(free, seq))).toBe("ok");
      expect(isSaved).toBe(false);
    });
    expect(await mine).toBe("ok");
    expect(await answersOf(held)).toEqual({ 5: ["A"] });
    await expectWholeLedger(held.attemptId);
  });
});

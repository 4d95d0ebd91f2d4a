import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import type { Save } from "~/exams/answer.server";
import { takeOver } from "~/exams/attempt.server";
import { receiptOf } from "~/exams/receipt.server";
import { finishIfOverdue, submitAttempt } from "~/exams/submission.server";
import { useDatabase } from "../support/database";
import { after, DEVICE, examHall, type Hall, planExam, sendSave, sessionOf, sitting } from "./exam-hall";
import { expectMarkedOnce, expectWholeLedger } from "./ledger";

// Whatever a candidate, two tabs, a second device, a bad network, the clock and the job do at once: what was
// acknowledged is there, what the attempt says is what its steps say, and nothing late counts.

await useDatabase();
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 15);
const MINUTES = 90;
const GRACE_SECONDS = 5;
let hall: Hall;
let examId: string;
let sat = 0;
beforeAll(async () => {
  hall = await examHall();
});

/** Two tabs share a device and know nothing of each other's numbers; the phone must take over first. */
const PLACES = ["first tab", "second tab", "phone"] as const;
type Place = (typeof PLACES)[number];
const deviceOf = (place: Place) => (place === "phone" ? "device-in-the-pocket" : DEVICE);

const place = fc.constantFrom(...PLACES);
/** Paper of the hall: 1 to 4 true or false, 5 to 8 single choice, 9 to 12 multiple choice. */
const answer = fc.integer({ min: 1, max: 12 }).chain((slot) =>
  fc.record({
    slot: fc.constant(slot),
    change: fc.oneof(
      { weight: 4, arbitrary: labelsFor(slot).map((labels) => ({ answer: labels })) },
      { weight: 1, arbitrary: fc.boolean().map((flag) => ({ flag })) },
    ),
  }),
);
function labelsFor(slot: number): fc.Arbitrary<string[]> {
  if (slot <= 4) return fc.constantFrom(["T"], ["F"], []);
  if (slot <= 8) return fc.constantFrom(["A"], ["B"], ["C"], []);
  return fc.constantFrom(["A"], ["A", "B"], ["A", "B", "C"], ["B", "D"], []);
}
/** `step`: 1 is the next number of that place; 0 and less were used before, more leaves some out. */
const act = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      act: fc.constant("save" as const),
      place,
      step: fc.constantFrom(1, 1, 1, 1, 0, -2, 3),
      answer,
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("again" as const), which: fc.nat(200) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("take over" as const), place }) },
  { weight: 1, arbitrary: fc.constant({ act: "hand in" as const }) },
  { weight: 1, arbitrary: fc.constant({ act: "job" as const }) },
);
/** Acts of one turn happen at once, `seconds` after those of the turn before. */
const turns = fc.array(
  fc.record({
    seconds: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 6_000 }) },
    ),
    acts: fc.array(act, { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 3, maxLength: 15 },
);

type Acknowledged = Save & { savedAt: Date };

it("the ledger is whole, holds all that was acknowledged, and nothing late counts", async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (script) => {
      // Fifty are not let into one exam at the moment it opens.
      if (sat++ % 40 === 0) examId = await planExam(hall, { minutes: MINUTES });
      const { attemptId, personId } = await sitting(hall, examId);
      const session = await sessionOf(personId);
      const sent: Save[] = [];
      const acknowledged: Acknowledged[] = [];
      const seq = { "first tab": 0, "second tab": 0, phone: 0 };
      const epoch = { "first tab": 1, "second tab": 1, phone: 1 };
      let seconds = 0;
      let handedIn: Awaited<ReturnType<typeof receiptOf>> = null;

      const send = async (save: Save, now: Date, from?: Place) => {
        sent.push(save);
        const outcome = await sendSave(session, save, now);
        if (!outcome) throw new Error("the attempt is gone");
        if (outcome.ok) acknowledged.push({ ...save, savedAt: outcome.savedAt });
        // As the room does: behind the number of whoever was quicker.
        else if (from) seq[from] = Math.max(seq[from], outcome.lastSeq);
      };
      const perform = async (what: (typeof script)[number]["acts"][number], now: Date) => {
        if (what.act === "save") {
          const from = what.place;
          const number = Math.max(1, seq[from] + what.step);
          seq[from] = Math.max(seq[from], number);
          const save = { attemptId, personId, device: deviceOf(from), epoch: epoch[from], seq: number };
          return send({ ...save, ...what.answer }, now, from);
        }
        if (what.act === "again") {
          const save = sent[what.which % Math.max(1, sent.length)];
          return save && send(save, now);
        }
        if (what.act === "take over") {
          const device = deviceOf(what.place);
          const taken = await inTransaction((tx) => takeOver(tx, { attemptId, personId, device }, null, now));
          const { epoch: current } = await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } });
          if (taken) for (const each of PLACES) if (deviceOf(each) === device) epoch[each] = current;
          return;
        }
        if (what.act === "job") return inTransaction((tx) => finishIfOverdue(tx, attemptId, now));
        return inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, now));
      };

      for (const turn of script) {
        seconds += turn.seconds;
        await Promise.all(turn.acts.map((what) => perform(what, after(0, seconds))));
        handedIn ??= await receiptOf(prisma, { attemptId, personId });
      }

      const end = MINUTES * 60 + GRACE_SECONDS;
      const before = await expectWholeLedger(attemptId);
      for (const { kind, receivedAt } of before)
        if (kind === "answer" || kind === "flag") expect(receivedAt <= after(0, end)).toBe(true);

      // Nothing that was acknowledged is lost, and it counts in the order of its numbers.
      const counted = new Map<string, Save["change"]>();
      const byNumber = [...acknowledged].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq);
      for (const save of byNumber) {
        const kind = "answer" in save.change ? "answer" : "flag";
        const step = before.find(
          (each) => each.epoch === save.epoch && each.seq === save.seq && each.kind === kind,
        );
        expect(step).toMatchObject({ slot: save.slot, receivedAt: save.savedAt });
        expect(step?.answer).toEqual("answer" in save.change ? save.change.answer : save.change.flag);
        counted.set(`${kind} ${save.slot}`, save.change);
      }
      const attempt = await prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } });
      const answers = attempt.answers as Record<string, string[]>;
      const flags = attempt.flags as Record<string, boolean>;
      for (const [what, change] of counted) {
        const slot = what.split(" ")[1]!;
        if ("answer" in change) expect(answers[slot]).toEqual(change.answer);
        else expect(flags[slot]).toBe(change.flag);
      }
      expect(Object.keys(answers).length + Object.keys(flags).length).toBe(counted.size);

      // Whoever has not handed in by now is collected at the deadline; a receipt once given stays true but for its log,
      // which also tells what came too late.
      await inTransaction((tx) => finishIfOverdue(tx, attemptId, after(0, end + 1)));
      await expectMarkedOnce(attemptId);
      const receipt = await receiptOf(prisma, { attemptId, personId });
      if (handedIn) expect({ ...receipt, log: [] }).toEqual({ ...handedIn, log: [] });
      else expect(receipt).toMatchObject({ submittedBy: "deadline", submittedAt: after(MINUTES) });
      expect(receipt!.submittedAt <= after(0, end)).toBe(true);
      const given = receipt!.answers.filter(({ labels }) => labels.length > 0);
      const kept = Object.entries(answers).filter(([, labels]) => labels.length > 0);
      expect(given.map(({ number, labels }) => [String(number), labels])).toEqual(kept);
    }),
    { numRuns: ROUNDS },
  );
}, 3_600_000);

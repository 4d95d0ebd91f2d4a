import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { packFor } from "~/rulebook/packs.server";

const drawn = new Date("2026-01-05T02:00:00Z");

/** An exam held on the 24th, as the tables have it. */
export async function monthlyExam(
  unitId: string,
  month: number,
  acts: string[],
  kind = "monthly-law",
  regime: "congress" | "party" | null = null,
): Promise<string> {
  const id = newId();
  const day = `2026-${String(month).padStart(2, "0")}-24`;
  const blueprintId = newId();
  const versionId = newId();
  await prisma.blueprint.create({
    data: {
      id: blueprintId,
      code: `monthly-${id}`,
      title: {},
      versions: { create: { id: versionId, number: 1, rules: {}, createdAt: drawn } },
    },
  });
  const { versionId: packVersionId } = await inTransaction((tx) => packFor(tx, unitId, "2026-01-05"));
  await prisma.exam.create({
    data: {
      id,
      title: `${month}月测试`,
      kind,
      regime,
      unitId,
      organiserLevel: "unit",
      blueprintVersionId: versionId,
      opensAt: new Date(`${day}T09:00:00+08:00`),
      closesAt: new Date(`${day}T10:00:00+08:00`),
      lateEntryMinutes: 30,
      minutes: 30,
      fullMark: 100,
      passMark: 60,
      attemptsAllowed: 2,
      packVersionId,
      createdAt: drawn,
      acts: { create: acts.map((act) => ({ id: newId(), act, at: drawn })) },
    },
  });
  return id;
}

/** Papers of one person, marked. */
export async function sat(examId: string, personId: string, marks: number[]) {
  const registrationId = newId();
  const { packVersionId, unitId } = await prisma.exam.findUniqueOrThrow({ where: { id: examId } });
  await prisma.registration.create({
    data: { id: registrationId, examId, personId, unitId, packVersionId, registeredAt: drawn },
  });
  for (const [index, mark] of marks.entries()) {
    const id = newId();
    await prisma.attempt.create({
      data: {
        id,
        registrationId,
        personId,
        number: index + 1,
        startedAt: drawn,
        deadlineAt: new Date(drawn.getTime() + 1_800_000),
        graceSeconds: 5,
        state: "submitted",
        epoch: 1,
        lastSeq: 0,
        lastHash: new Uint8Array(32),
        answers: {},
        flags: [],
        deviceHash: new Uint8Array(32),
        submittedAt: drawn,
        submittedBy: "candidate",
        receiptNumber: id,
        markings: {
          create: {
            id: newId(),
            mark,
            fullMark: 100,
            passed: mark >= 60,
            slots: [],
            policy: "all-or-nothing",
            packVersionId,
            markedAt: drawn,
          },
        },
      },
    });
  }
}

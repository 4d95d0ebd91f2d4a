import { describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { readQuestions } from "~/questions/formats/formats.server";
import { formatNames } from "~/questions/formats/not-said";
import { loadBanksInto } from "~/questions/question-banks.server";
import { exportQuestions, questionsToExchange } from "~/questions/question-export.server";
import { useDatabase } from "../support/database";

await useDatabase();
const NOW = new Date("2026-11-22T02:00:00Z");

describe("questions of the banks", async () => {
  await inTransaction((tx) => loadBanksInto(tx, null, NOW));
  const rows = await prisma.questionVersion.findMany({
    where: { groupId: null, question: { bank: { code: "general-law" } } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const ids = rows.map(({ id }) => id);

  it("are given with keys, comments and the parts of cases", async () => {
    const questions = await inTransaction((tx) => questionsToExchange(tx, ids));
    expect(questions).toHaveLength(ids.length);
    const first = questions.find(({ code }) => code === "penalty-001");
    expect(first).toMatchObject({ type: "single-choice", key: ["C"], topic: "种类和设定", difficulty: 1 });
    if (first?.type !== "single-choice") throw new Error("penalty-001 is no single choice");
    expect(first.explanation).not.toContain("「");
    expect(first.options.map(({ feedback }) => feedback !== "")).toEqual([true, true, false, true]);
    expect(questions.filter((one) => one.type === "case-group" && one.questions.length >= 2)).not.toEqual([]);
  });

  it("come back whole from every format that can say everything, and each export is told", async () => {
    const questions = await inTransaction((tx) => questionsToExchange(tx, ids));
    const actorId = newId();
    for (const format of formatNames) {
      const written = await inTransaction((tx) =>
        exportQuestions(tx, { questionVersionIds: ids, format }, "zh-CN", actorId, NOW),
      );
      const reading = await readQuestions(format, written.bytes);
      expect([reading.refused, reading.problems]).toEqual([null, []]);
      if (format === "aiken") expect(written.notSaid).toHaveLength(ids.length);
      else {
        expect(written.notSaid).toEqual([]);
        expect(reading.questions.map(({ question }) => question)).toEqual(questions);
      }
    }
    const told = await prisma.auditEvent.findMany({ where: { type: "questions.exported", actorId } });
    expect(told).toHaveLength(formatNames.length);
    const whole = told.find(({ data }) => (data as { format: string }).format === "gift");
    expect(whole?.data).toEqual({ format: "gift", questions: ids.length, leftOut: 0 });
  });

  it("an id that is none is left away", async () => {
    expect(await inTransaction((tx) => questionsToExchange(tx, [newId()]))).toEqual([]);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { newId } from "~/ids";
import { readQuestions } from "~/questions/formats/formats.server";
import { formatNames } from "~/questions/formats/not-said";
import { action as chosen, loader as page } from "~/routes/_staff.banks.$bankId_.exports._index";
import { action as file, loader as nothing } from "~/routes/_staff.banks.$bankId_.exports.file";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { caseOf, published, questionScene, type Scene, single } from "./question-scene";
import { district } from "./staff";

// Exporting as officers do it: what the file will not say is seen before there is a file.

await useDatabase();
let scene: Scene;
let reviewer = "";
let auditor = "";
let made: { draftId: string; questionId: string }[] = [];

beforeAll(async () => {
  scene = await questionScene();
  const unitId = await district();
  reviewer = await signedIn(scene.reviewer, "question-reviewer", unitId);
  auditor = await signedIn(scene.other, "auditor", unitId);
  made = await published(
    scene,
    single("单选。", { code: "ex-1" }),
    single("多选。", { code: "ex-2", type: "multiple-choice", key: ["A", "B"], difficulty: 4 }),
    caseOf("案情。", ["一问。", "二问。"], "ex-3"),
  );
});

type Shown = {
  count: number;
  refused: { code: string } | null;
  unsaid: {
    total: number;
    leftOut: number;
    lostCounts: { field: string; count: number }[];
    rows: { code: string; leftOut: string | null; lost: string[] }[];
  } | null;
};
const look = async (query = "", who = reviewer) => {
  const { bankId } = scene;
  return call(page, who, `/banks/${bankId}/exports${query}`, { bankId });
};
const shown = async (query: string) => (await look(query)).body as Shown;
const make = (values: Record<string, string | string[]>, who = reviewer) => {
  const { bankId } = scene;
  return call(file, who, `/banks/${bankId}/exports/file`, { bankId }, formOf(values));
};
const told = () =>
  prisma.auditEvent.findMany({ where: { type: "questions.exported" }, orderBy: { id: "asc" } });

describe("before the file", () => {
  it("the page lists what the format cannot say, question by question, and counts it", async () => {
    expect(await shown("?format=aiken")).toMatchObject({
      count: 3,
      unsaid: {
        total: 3,
        leftOut: 2,
        rows: [
          { code: "ex-1", leftOut: null, lost: expect.arrayContaining(["code", "explanation", "citations"]) },
          { code: "ex-2", leftOut: "several-keys", lost: [] },
          { code: "ex-3", leftOut: "case", lost: [] },
        ],
      },
    });
    const { unsaid } = await shown("?format=aiken");
    expect(unsaid?.lostCounts).toContainEqual({ field: "explanation", count: 1 });
    for (const format of formatNames.filter((name) => name !== "aiken"))
      expect((await shown(`?format=${format}`)).unsaid).toMatchObject({ total: 0, leftOut: 0 });
  });

  it("filters by law, type, difficulty and words, and by what was ticked", async () => {
    expect((await shown("?type=multiple-choice")).count).toBe(1);
    expect((await shown("?difficulty=4")).count).toBe(1);
    expect((await shown("?q=单选")).count).toBe(1);
    expect((await shown("?q=ex-3")).count).toBe(1);
    expect(await shown("?law=没有这部法")).toMatchObject({
      count: 0,
      refused: { code: "export.nothing" },
      unsaid: null,
    });
    const { bankId } = scene;
    const ticked = await call(
      chosen,
      reviewer,
      `/banks/${bankId}/exports`,
      { bankId },
      formOf({ id: [made[0]!.questionId, newId(), "x'"], format: "gift" }),
    );
    expect(ticked.body).toMatchObject({ count: 1, unsaid: { total: 0 } });
    expect(await shown("?id=x")).toMatchObject({ count: 0, refused: { code: "export.nothing" } });
  });

  it("no address breaks the page", async () => {
    for (const query of ["?format=doc", "?page=-3&format=aiken", "?page=9e9&format=aiken", "?difficulty=x"])
      expect((await look(query)).status).toBe(200);
    for (const bankId of [newId(), "x"])
      expect((await call(page, reviewer, "/banks/x/exports", { bankId })).status).toBe(404);
  });
});

describe("the file", () => {
  it("is downloaded whole, and its export is told with what it left out", async () => {
    const before = (await told()).length;
    for (const format of formatNames) {
      const answer = (await make({ format })).body as Response;
      expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment; filename="own-questions\./);
      expect(answer.headers.get("Cache-Control")).toBe("no-store");
      const reading = await readQuestions(format, Buffer.from(await answer.arrayBuffer()));
      expect(reading.questions).toHaveLength(format === "aiken" ? 1 : 3);
    }
    const events = (await told()).slice(before);
    expect(events.map(({ data }) => data)).toContainEqual({ format: "aiken", questions: 1, leftOut: 2 });
    expect(events.every(({ actorId }) => actorId === scene.reviewer)).toBe(true);
  });

  it("is not made of nothing, without a format, or for who may not export", async () => {
    const before = (await told()).length;
    const back = `/banks/${scene.bankId}/exports`;
    expect(await make({ format: "gift", q: "没有" })).toMatchObject({ status: 303, location: back });
    expect(await make({})).toMatchObject({ status: 303, location: back });
    expect((await make({ format: "gift" }, auditor)).status).toBe(403);
    expect((await look("", auditor)).status).toBe(403);
    const { bankId } = scene;
    expect(await call(nothing, reviewer, `${back}/file`, { bankId })).toMatchObject({ location: back });
    expect(await told()).toHaveLength(before);
  });
});

import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { action as confirm } from "~/routes/_staff.study-records.$recordId.confirmation";
import { loader as staffFile } from "~/routes/_staff.study-records.$recordId.files.$fileId";
import { action as sendBack } from "~/routes/_staff.study-records.$recordId.return";
import { loader as index } from "~/routes/my.study._index/route";
import { loader as page } from "~/routes/my.study.$recordId";
import { loader as ownFile } from "~/routes/my.study.$recordId_.files.$fileId";
import { action as mend } from "~/routes/my.study.$recordId_.mending";
import { loader as draftPage, action as save } from "~/routes/my.study.drafts.$draftId";
import { action as drop } from "~/routes/my.study.drafts.$draftId_.discarding";
import { loader as draftFile } from "~/routes/my.study.drafts.$draftId_.files.$fileId";
import { action as begin } from "~/routes/my.study.new";
import { action as submit } from "~/routes/my.study.submissions";
import { acceptStudyRecord } from "~/study/checks.server";
import { findRecord } from "~/study/records.server";
import { smallDistrict } from "../personnel/district";
import { call, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { photo, tinyPdf } from "./pictures";
import { account, officer } from "./study-district";

const database = await useDatabase();
let urban: string;
let person: string;
let learner: string;
let other: string;
let training: string;
let personnel: string;
let legalId: string;
let legal: string;

beforeAll(async () => {
  const district = await smallDistrict();
  ({ urban } = district);
  person = await officer("顾长青", urban);
  learner = await signedIn(await account("learner", person));
  other = await signedIn(await account("other", await officer("韩立新", urban)));
  training = await signedIn(await account("training"), "unit-training-officer", urban);
  personnel = await signedIn(await account("personnel"), "personnel-department", district.root);
  legalId = await account("legal");
  legal = await signedIn(legalId, "legal-affairs", district.root);
});

type Change = Record<string, string | string[] | File[]>;
function form(change: Change = {}): FormData {
  const typed: Change = {
    title: "自学行政处罚法",
    mode: "self-study",
    category: "law",
    level: "unit",
    date: "2026-03-07",
    start: "19:00",
    end: "21:00",
    minutes: "100",
    laws: "《行政处罚法》",
    evidenceKind: ["notes"],
    evidence: "",
    file: [new File([new Uint8Array(photo())], "笔记.png", { type: "text/plain" })],
    ...change,
  };
  const data = new FormData();
  for (const [name, value] of Object.entries(typed))
    for (const one of Array.isArray(value) ? value : [value]) data.append(name, one as string);
  return data;
}

const idIn = (location: string | null | undefined) => /[0-9a-f-]{36}/.exec(location ?? "")?.[0] ?? "";
const state = async (recordId: string) => (await inTransaction((tx) => findRecord(tx, recordId)))?.state;
const draft = async (draftId: string, who = learner) =>
  (await call(draftPage, who, `/my/study/drafts/${draftId}`, { draftId })).body as Awaited<
    ReturnType<typeof draftPage>
  >;
async function submitted(change: Change = {}): Promise<string> {
  const answer = await call(submit, learner, "/my/study/submissions", {}, form(change));
  expect([answer.status, answer.body]).toEqual([303, null]);
  return idIn(answer.location);
}

describe("a draft of one's own study", () => {
  it("keeps whatever was typed, and files by what they are", async () => {
    const files = [
      new File([new Uint8Array(photo())], "..\\笔记\u0007.txt"),
      new File(["<script>"], "page.jpg", { type: "image/jpeg" }),
      new File([new Uint8Array(photo(100, 60))], "thumb.png"),
    ];
    const typed = { title: "还没写完\u0000", date: "3月", minutes: "很多", file: files };
    const answer = await call(begin, learner, "/my/study/new", {}, form(typed));
    expect(answer.status).toBe(303);
    const shown = (await draft(idIn(answer.location))).draft;
    expect(shown.typed).toMatchObject({
      title: "还没写完",
      date: "3月",
      minutes: "很多",
      evidenceKind: "notes",
    });
    expect(shown.files).toEqual([expect.objectContaining({ name: "笔记.txt", width: 800, height: 600 })]);
    expect(shown.notKept.map(({ code, facts }) => [code, facts.width])).toEqual([
      ["study-file.unreadable", undefined],
      ["study-file.picture-too-small", 100],
    ]);
  });

  it("is mended, loses a file, and is dropped; nobody else finds it", async () => {
    const draftId = idIn((await call(begin, learner, "/my/study/new", {}, form())).location);
    const at = `/my/study/drafts/${draftId}`;
    const [file] = (await draft(draftId)).draft.files;
    const params = { draftId, fileId: file!.id };
    expect((await call(draftFile, learner, at, params)).status).toBe(200);
    for (const [loader, who] of [
      [draftFile, other],
      [draftPage, other],
      [draftPage, training],
    ] as const)
      expect([403, 404]).toContain((await call(loader, who, at, params)).status);
    const change = { title: "改好", removed: [file!.id], file: [] };
    expect((await call(save, learner, at, { draftId }, form(change))).status).toBe(303);
    expect((await draft(draftId)).draft).toMatchObject({ typed: { title: "改好" }, files: [] });
    expect((await call(drop, learner, at, { draftId }, form())).status).toBe(303);
    expect((await call(draftPage, learner, at, { draftId })).status).toBe(404);
  });

  it("is told what is missing when it is handed in, and nothing is lost", async () => {
    const wrong = { mode: "online", minutes: "121", evidenceKind: ["log"] };
    const answer = await call(submit, learner, "/my/study/submissions", {}, form(wrong));
    expect(answer.status).toBe(422);
    const { problems, draft: shown } = answer.body as {
      problems: { field: string; message: string }[];
      draft: { draftId: string; files: object[] };
    };
    expect(problems.map(({ field }) => field)).toEqual(["minutes", "evidenceKind"]);
    expect(problems[1]!.message).toContain("测验合格");
    expect(shown.files).toHaveLength(1);
    expect(await prisma.studyRecord.count({ where: { personId: person } })).toBe(0);
    const right = { draftId: shown.draftId, file: [], mode: "online", evidenceKind: ["log", "quiz"] };
    const again = await call(submit, learner, "/my/study/submissions", {}, form(right));
    expect(again.status).toBe(303);
    expect(await prisma.studyRecordFile.count({ where: { recordId: idIn(again.location) } })).toBe(1);
  });

  it("tells what stands at the same time while it is written", async () => {
    const first = await submitted({ date: "2026-04-01" });
    const begun = await call(
      begin,
      learner,
      "/my/study/new",
      {},
      form({ date: "2026-04-01", start: "20:30", end: "22:00" }),
    );
    expect((await draft(idIn(begun.location))).draft.overlaps).toMatchObject({
      isWhole: false,
      with: [{ recordId: first, minutes: 30 }],
    });
    const within = form({ date: "2026-04-01", title: "同一晚", start: "19:30", end: "20:30", minutes: "60" });
    const refused = await call(submit, learner, "/my/study/submissions", {}, within);
    expect(refused.status).toBe(422);
    expect((refused.body as { draft: { overlaps: object } }).draft.overlaps).toMatchObject({ isWhole: true });
  });
});

describe("from the learner to the ledger", () => {
  it("returned, mended by the learner, confirmed by the unit, accepted by legal affairs", async () => {
    const recordId = await submitted({ date: "2026-05-01" });
    expect(await state(recordId)).toBe("submitted");
    const act = (action: typeof confirm, who: string, id: string, reason = "") => {
      const data = new FormData();
      data.set("reason", reason);
      return call(action, who, `/study-records/${id}`, { recordId: id }, data);
    };
    expect((await act(sendBack, training, recordId, "笔记看不清")).status).toBe(303);
    const seen = (await call(page, learner, `/my/study/${recordId}`, { recordId })).body as Awaited<
      ReturnType<typeof page>
    >;
    expect(seen.mayMend).toBe(true);
    expect(seen.record.steps.at(-1)).toMatchObject({
      step: "returned",
      reason: "笔记看不清",
      by: "training",
    });

    const mending = () => call(mend, learner, `/my/study/${recordId}/mending`, { recordId }, new FormData());
    const draftId = idIn((await mending()).location);
    expect(idIn((await mending()).location)).toBe(draftId);
    const { draft: shown } = await draft(draftId);
    expect(shown).toMatchObject({
      returnedFor: "笔记看不清",
      typed: { minutes: "100", evidenceKind: "notes" },
    });
    expect(shown.files).toHaveLength(1);
    const again = await call(
      submit,
      learner,
      "/my/study/submissions",
      {},
      form({ draftId, date: "2026-05-01", minutes: "90" }),
    );
    const mended = idIn(again.location);
    expect(mended).not.toBe(recordId);
    const { record } = (await call(page, learner, "/", { recordId })).body as typeof seen;
    expect(record).toMatchObject({ status: "returned", minutes: 100, mendedById: mended });

    // Not before the unit has confirmed it, and not by who confirmed it.
    const accepted = () =>
      inTransaction((tx) => acceptStudyRecord(tx, { recordId: mended }, legalId, new Date()));
    expect((await accepted()).ok).toBe(false);
    expect((await act(confirm, learner, mended)).status).toBe(403);
    expect((await act(confirm, training, mended)).status).toBe(303);
    expect((await accepted()).ok).toBe(true);
    expect(await state(mended)).toBe("accepted");
  });

  it("shows its evidence to the learner, the unit and legal affairs, and each look is told", async () => {
    const recordId = await submitted({
      date: "2026-06-01",
      file: [new File([new Uint8Array(tinyPdf())], "学习笔记.pdf")],
    });
    const [file] = await prisma.studyRecordFile.findMany({ where: { recordId } });
    const params = { recordId, fileId: file!.id };
    const looked = async (loader: typeof ownFile, who: string) =>
      (await call(loader, who, "/", params)).status;
    expect(await looked(ownFile, learner)).toBe(200);
    expect(await looked(staffFile, training)).toBe(200);
    expect(await looked(staffFile, legal)).toBe(200);
    expect(await looked(ownFile, other)).toBe(404);
    expect(await looked(staffFile, personnel)).toBe(403);
    const events = await database.ownerQuery(
      "SELECT count(*)::int AS n FROM audit_event WHERE type = 'study-evidence.viewed' AND subject_id = $1",
      [recordId],
    );
    expect(events).toEqual([{ n: 3 }]);
    expect(file!.fileHash).toBe(createHash("sha256").update(tinyPdf()).digest("hex"));
    expect(file!.name).toBe("学习笔记.pdf");
  });

  it("shows drafts and what every minute came to", async () => {
    const listed = (await call(index, learner, "/my/study?year=2026")).body as Awaited<
      ReturnType<typeof index>
    >;
    expect(listed.drafts.map(({ title }) => title)).toContain("还没写完");
    const recordId = await submitted({ date: "2026-06-02" });
    const { intervals } = (await call(page, learner, "/", { recordId })).body as Awaited<
      ReturnType<typeof page>
    >;
    expect(intervals.map(({ why, minutes }) => [why, minutes])).toEqual([
      ["awaiting-acceptance", 100],
      ["not-study", 20],
    ]);
  });
});

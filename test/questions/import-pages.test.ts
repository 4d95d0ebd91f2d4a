import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db.server";
import { newId } from "~/ids";
import type { DraftContent } from "~/questions/draft-content";
import { MOST_FILE_BYTES, readQuestions, writeQuestions } from "~/questions/formats/formats.server";
import type { formatNames } from "~/questions/formats/not-said";
import { action as upload, loader as uploadPage } from "~/routes/_staff.banks.$bankId_.imports";
import { loader as history } from "~/routes/_staff.questions.imports._index";
import { loader as importPage } from "~/routes/_staff.questions.imports.$importId._index/route";
import { action as accept } from "~/routes/_staff.questions.imports.$importId.acceptance";
import { action as submit } from "~/routes/_staff.questions.imports.$importId.submission";
import { action as undo, loader as undoPage } from "~/routes/_staff.questions.imports.$importId.undoing";
import { loader as template } from "~/routes/_staff.questions.imports.template";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { bombOf, zipOf } from "./formats/zip-of";
import { leftBehind } from "./import-files";
import { caseOf, published, questionScene, type Scene, single } from "./question-scene";
import { district } from "./staff";

// Importing as officers do it, page by page, and as attackers do.

const database = await useDatabase();
let scene: Scene;
let author = "";
let other = "";
let reviewer = "";
beforeAll(async () => {
  scene = await questionScene();
  const unitId = await district();
  author = await signedIn(scene.author, "question-author", unitId);
  other = await signedIn(scene.other, "legal-affairs", unitId);
  reviewer = await signedIn(scene.reviewer, "question-reviewer", unitId);
});

const at = (importId: string, noun = "") => `/questions/imports/${importId}${noun}`;
const send = (bytes: Buffer | string, { who = author, format = "", bankId = scene.bankId } = {}) => {
  const form = formOf({ format });
  const content = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  form.set("file", new File([new Uint8Array(content)], "../../试题<b>.txt"));
  return call(upload, who, `/banks/${bankId}/imports`, { bankId }, form);
};
const sent = async (contents: readonly DraftContent[], format: (typeof formatNames)[number] = "xlsx") => {
  const { location } = await send((await writeQuestions(format, contents, "zh-CN")).bytes);
  return /[0-9a-f-]{36}$/.exec(location ?? "")?.[0] ?? "";
};
const see = (importId: string, query = "", who = author) =>
  call(importPage, who, `${at(importId)}${query}`, { importId });
const take = (importId: string, known = "", who = author) =>
  call(accept, who, at(importId, "/acceptance"), { importId }, formOf({ known }));
const messages = (body: unknown) =>
  (body as { problems: { field: string; message: string }[] }).problems.map(({ message }) => message);

describe("the pages of an import", () => {
  it("lead from a file to its preview, its drafts, their submission and its undoing", async () => {
    const known = single("页面已有：", { code: "pg-known" });
    await published(scene, known);
    const importId = await sent([
      { ...known, stem: "页面改写：" } as DraftContent,
      single("页面一：", { code: "pg-1" }),
      single("页面二：", { code: "pg-2", explanation: "" }),
      caseOf("页面案情。", ["页面一问。", "页面二问。"]),
    ]);
    const preview = await see(importId);
    expect(preview.body).toMatchObject({
      kind: "preview",
      found: { fileName: "试题<b>.txt", format: "xlsx", state: "waiting" },
      preview: { counts: { new: 3, changed: 1 }, incomplete: 1, total: 4 },
    });
    expect((await see(importId, "?shown=changed")).body).toMatchObject({
      shown: "changed",
      preview: { total: 1 },
    });
    // Addresses somebody plays with.
    for (const query of ["?shown=x", "?page=-1", "?page=9e9", "?problems=NaN", "?page=2.7&problems=99"])
      expect((await see(importId, query)).status).toBe(200);

    expect(await take(importId, "revise")).toMatchObject({ status: 303, location: at(importId) });
    expect(await take(importId, "skip", other)).toMatchObject({ location: `${at(importId)}?done=already` });
    expect((await see(importId)).body).toMatchObject({
      kind: "result",
      drafts: { open: 4, submitted: 0 },
      found: { acceptance: { known: "revise", accepted: 4, revised: 1, left: 0 } },
    });
    const handed = await call(submit, author, at(importId, "/submission"), { importId }, formOf({}));
    expect(handed.location).toBe(`${at(importId)}?done=submitted&submitted=3&left=1`);
    expect((await see(importId, "?done=submitted&submitted=3&left=1")).body).toMatchObject({
      submitted: 3,
      drafts: { open: 1, submitted: 3 },
    });

    const foreseen = await call(undoPage, author, at(importId, "/undoing"), { importId });
    expect(foreseen.body).toMatchObject({ discarded: 4, retired: 0, staying: 0 });
    const undoing = (reason: string) =>
      call(undo, author, at(importId, "/undoing"), { importId }, formOf({ reason }));
    const refused = await undoing("  ");
    expect(refused).toMatchObject({ status: 422, body: { refusals: [{ code: "question.reason-missing" }] } });
    const long = await undoing("长".repeat(501));
    expect(long.body).toMatchObject({
      reason: "长".repeat(501),
      refusals: [{ code: "question.reason-long" }],
    });
    expect(await undoing("来源有误")).toMatchObject({ status: 303, location: at(importId) });
    expect((await see(importId)).body).toMatchObject({
      found: { state: "undone", undoing: { discarded: 4, reason: "来源有误" } },
    });
    // Undone once; the page leads back.
    expect(await undoing("又来")).toMatchObject({ status: 303, location: at(importId) });
  });

  it("show the history of the bank and of all banks", async () => {
    const bankId = scene.bankId;
    const own = await call(uploadPage, author, `/banks/${bankId}/imports?page=x`, { bankId });
    expect(own.body).toMatchObject({ bank: { code: "own" }, page: 1 });
    const all = await call(history, author, `/questions/imports?bank=${newId()}`);
    expect(all.body).toMatchObject({ bankId: "" });
    expect((all.body as { total: number }).total).toBeGreaterThan(0);
  });

  it("offer a template that reads as an empty sheet of ours, with lists to choose from", async () => {
    const answer = (await call(template, author, "/questions/imports/template")).body as Response;
    expect(answer.headers.get("Content-Disposition")).toContain("attachment");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect((await readQuestions("xlsx", bytes)).refused?.code).toBe("format.no-questions");
  });

  it("belong to who may write questions", async () => {
    const importId = await sent([single("归属：", { code: "own-by" })]);
    expect((await see(importId, "", reviewer)).status).toBe(403);
    expect((await send("x", { who: reviewer })).status).toBe(403);
    expect((await send("x", { bankId: newId() })).status).toBe(404);
    expect((await send("x", { bankId: "nothing" })).status).toBe(404);
    expect((await see("nothing")).status).toBe(404);
    expect((await take(newId())).status).toBe(404);
  });
});

describe("a file that cannot be taken", () => {
  it("is told in a sentence of either language with what to do, and the form keeps the format", async () => {
    const chinese = await send("A. 一\nANSWER: B", { format: "aiken" });
    expect(chinese).toMatchObject({ status: 422, body: { typed: { format: "aiken" } } });
    expect(messages(chinese.body)[0]).toMatch(/第 \d+ 行/);
    const english = await send("A. 一\nANSWER: B", { format: "aiken", who: `${author}; lang=en` });
    expect(messages(english.body)[0]).toMatch(/Line \d+/);
    const many = await send("坏题。{=只有一个 ~}\n\n".repeat(25), { format: "gift" });
    expect(messages(many.body)).toHaveLength(21);
    expect(messages(many.body).at(-1)).toBe("还有 5 处问题");
  });

  it("is none at all when the form holds no file, or is no form", async () => {
    const bankId = scene.bankId;
    const empty = await call(upload, author, `/banks/${bankId}/imports`, { bankId }, formOf({}));
    expect(empty.status).toBe(422);
    const request = new Request(`http://localhost/banks/${bankId}/imports`, {
      method: "POST",
      headers: { Cookie: author, "Content-Type": "application/x-www-form-urlencoded" },
      body: "file=x",
    });
    const answer = (await upload({ request, params: { bankId }, context: {} } as never)) as {
      init: { status: number };
    };
    expect(answer.init.status).toBe(422);
  });
});

describe("a hostile file", () => {
  const item = (href: string) =>
    `<manifest><resources><resource type="imsqti_item_xmlv2p2" href="${href}"><file href="${href}"/></resource></resources></manifest>`;
  const BILLION = `<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz><question type="truefalse"><questiontext><text>&b;</text></questiontext></question></quiz>`;
  const files: [name: string, format: string, said: RegExp, make: () => Promise<Buffer> | Buffer][] = [
    // What is announced as larger, 200 MB say, ends before it comes here: test/ops/guards.test.ts.
    ["one byte too many", "", /超过 64 MB/, () => Buffer.alloc(MOST_FILE_BYTES + 1, 0x41)],
    ["more than a text may hold", "gift", /超过 20 MB/, () => Buffer.alloc(MOST_FILE_BYTES, 0x41)],
    ["a package that unfolds without end", "", /解开后超过/, () => bombOf("imsmanifest.xml")],
    ["a workbook that unfolds without end", "", /解开后超过|不是可以读取/, () => bombOf("xl/workbook.xml")],
    ["entities that unfold", "", /DOCTYPE/, () => Buffer.from(BILLION)],
    [
      "entities of a file",
      "",
      /DOCTYPE/,
      () => Buffer.from('<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question/></quiz>'),
    ],
    [
      "entities inside a package",
      "",
      /DOCTYPE/,
      () => zipOf({ "imsmanifest.xml": item("a.xml"), "a.xml": BILLION }),
    ],
    [
      "a name that leads out",
      "",
      /指向内容包以外/,
      () => zipOf({ "imsmanifest.xml": item("a.xml"), "../../a.xml": "x" }),
    ],
    [
      "a manifest that leads out",
      "",
      /指向内容包以外/,
      () => zipOf({ "imsmanifest.xml": item("../../etc/passwd") }),
    ],
    ["a script in a stem", "gift", /脚本/, () => Buffer.from("题：<script>alert(1)</script>{T}")],
    ["a script that hides", "gift", /事件脚本/, () => Buffer.from("题：<b onclick\\=alert(1)>x</b>{T}")],
    [
      "a script in Moodle XML",
      "",
      /脚本/,
      () =>
        Buffer.from(
          '<quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[<p>题<script>x</script></p>]]></text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>',
        ),
    ],
    ["an old workbook", "xlsx", /./, () => Buffer.from("d0cf11e0a1b11ae1", "hex")],
    ["noise", "", /./, () => Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256))],
  ];

  it.each(files)(
    "with %s is refused with a sentence, and nothing is left of it",
    async (_, format, said, make) => {
      const before = await leftBehind(database.dataFolder);
      const answer = await send(await make(), { format });
      expect(answer.status).toBe(422);
      expect(messages(answer.body).join()).toMatch(said);
      expect(await leftBehind(database.dataFolder)).toEqual(before);
    },
    120_000,
  );

  it("beside good questions is left out, and what it holds is shown as text", async () => {
    const answer = await send("好：1 \\< 2 吗{T}\n\n题：<script>alert(1)</script>{T}", { format: "gift" });
    const importId = /[0-9a-f-]{36}$/.exec(answer.location ?? "")?.[0] ?? "";
    const row = await prisma.questionImport.findUniqueOrThrow({ where: { id: importId } });
    expect(row).toMatchObject({ questions: 1, refused: 1 });
  });
});

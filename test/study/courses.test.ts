import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { loader as list } from "~/routes/_staff.courses._index";
import { loader as page } from "~/routes/_staff.courses.$courseId._index";
import { action as change } from "~/routes/_staff.courses.$courseId.content";
import { loader as preview } from "~/routes/_staff.courses.$courseId.lessons.$lessonId._index";
import { action as raise } from "~/routes/_staff.courses.$courseId.lessons.$lessonId.raising";
import { action as remove } from "~/routes/_staff.courses.$courseId.lessons.$lessonId.removal";
import { action as rewrite } from "~/routes/_staff.courses.$courseId.lessons.$lessonId.text";
import { loader as film } from "~/routes/_staff.courses.$courseId.lessons.$lessonId.video";
import { action as publish, loader as toPublish } from "~/routes/_staff.courses.$courseId.publication";
import { action as addText } from "~/routes/_staff.courses.$courseId.texts";
import { action as again } from "~/routes/_staff.courses.$courseId.versions";
import { action as addVideo } from "~/routes/_staff.courses.$courseId.videos";
import { action as withdraw } from "~/routes/_staff.courses.$courseId.withdrawal";
import { action as create } from "~/routes/_staff.courses.new";
import { loader as mine } from "~/routes/my.courses._index";
import { action as begin } from "~/routes/my.courses.$courseId.enrolment";
import { loader as lesson } from "~/routes/my.courses.$courseId.lessons.$lessonId/route";
import { markdownFromPlain, pagesFrom } from "~/study/course-text";
import { htmlOf } from "~/study/markdown.server";
import { smallDistrict } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { account, officer } from "./study-district";

const database = await useDatabase();
let root: string;
let urban: string;
let writer: string;
let publisher: string;
let learner: string;
let elsewhere: string;

beforeAll(async () => {
  const district = await smallDistrict();
  ({ root, urban } = district);
  await inTransaction((tx) => loadBanksInto(tx, null, new Date()));
  writer = await signedIn(await account("writer"), "legal-affairs", root);
  publisher = await signedIn(await account("publisher"), "legal-affairs", root);
  learner = await signedIn(await account("learner", await officer("沈学", urban)));
  elsewhere = await signedIn(await account("elsewhere", await officer("林远", district.market)));
});

const fields = {
  title: "行政处罚程序",
  summary: "从立案到执行。",
  category: "law",
  level: "county",
  laws: ["行政处罚法"],
  questions: "3",
  passPercent: "60",
  triesADay: "3",
};
const idIn = (location: string | null) => /[0-9a-f-]{36}/.exec(location ?? "")?.[0] ?? "";
const codes = (body: unknown) =>
  ((body as { refusals?: { code: string }[] } | null)?.refusals ?? []).map(({ code }) => code);

async function newCourse(unitId = urban): Promise<string> {
  const made = await call(create, writer, "/courses/new", {}, formOf({ ...fields, unitId }));
  expect(made.status).toBe(303);
  return idIn(made.location);
}
const textForm = (text: string | File, more: Record<string, string> = {}) => {
  const form = formOf({ title: "第一课", minimum: "1", questionLaw: "行政处罚法", text: "", ...more });
  if (typeof text === "string") form.set("text", text);
  else form.set("file", text);
  return form;
};
const add = (courseId: string, text: string | File) =>
  call(addText, writer, "/x", { courseId }, textForm(text));
const shown = async (courseId: string, who = writer) =>
  (await call(page, who, `/courses/${courseId}`, { courseId })).body as Awaited<ReturnType<typeof page>>;
async function publishIt(courseId: string, who = publisher) {
  const seen = (await call(toPublish, who, "/x", { courseId })).body as Awaited<ReturnType<typeof toPublish>>;
  return call(publish, who, "/x", { courseId }, formOf({ seenAt: seen?.seenAt ?? "" }));
}

describe("a course from its draft to its end", () => {
  it("is written by one, published by another, and does not change from then on", async () => {
    const courseId = await newCourse();
    expect(codes((await publishIt(courseId)).body)).toEqual(["course.no-lessons"]);
    await add(courseId, "# 程序\n\n先调查，后决定。");
    await add(courseId, "第二课的内容");
    const [first, second] = (await shown(courseId)).lessons;
    await call(raise, writer, "/x", { courseId, lessonId: second!.lessonId }, new FormData());
    expect((await shown(courseId)).lessons.map(({ lessonId }) => lessonId)).toEqual([
      second!.lessonId,
      first!.lessonId,
    ]);
    await call(remove, writer, "/x", { courseId, lessonId: second!.lessonId }, new FormData());
    expect(codes((await publishIt(courseId, writer)).body)).toEqual(["course.own"]);

    const seen = (await call(toPublish, publisher, "/x", { courseId })).body as { seenAt: string };
    await call(change, writer, "/x", { courseId }, formOf({ ...fields, title: "改过" }));
    const stale = await call(publish, publisher, "/x", { courseId }, formOf({ seenAt: seen.seenAt }));
    expect(codes(stale.body)).toEqual(["course.changed-since"]);
    expect((await publishIt(courseId)).location).toContain("done=published");
    expect((await publishIt(courseId)).location).toContain("done=published");

    expect(codes((await call(change, writer, "/x", { courseId }, formOf(fields))).body)).toEqual([
      "course.no-draft",
    ]);
    const frozen = prisma.courseLesson.update({ where: { id: first!.lessonId }, data: { title: "偷改" } });
    await expect(frozen).rejects.toThrow(/course_lesson_of_draft/);
    const version = prisma.courseVersion.updateMany({ where: { courseId }, data: { passPercent: 1 } });
    await expect(version).rejects.toThrow(/course_version_frozen/);
  });

  it("a new version takes the place of the old; who has begun the old one ends it", async () => {
    const courseId = await newCourse();
    await add(courseId, "旧的内容");
    await publishIt(courseId);
    const params = { courseId };
    expect((await call(begin, learner, "/x", params, new FormData())).location).toContain("done=begun");
    await call(again, writer, "/x", params, new FormData());
    const [copied] = (await shown(courseId)).lessons;
    const edit = textForm("新的内容");
    expect((await call(rewrite, writer, "/x", { ...params, lessonId: copied!.lessonId }, edit)).status).toBe(
      303,
    );
    expect((await publishIt(courseId)).location).toContain("done=published");
    expect((await shown(courseId)).versions.map(({ state }) => state)).toEqual(["published", "replaced"]);
    const begun = await prisma.courseEnrolment.findFirstOrThrow({
      include: { version: { include: { lessons: true } } },
    });
    const old = begun.version.lessons[0]!.id;
    const read = (await call(lesson, learner, "/x", { ...params, lessonId: old })).body as { html: string };
    expect(read.html).toContain("旧的内容");
  });

  it("is withdrawn with a reason, and offered to nobody after that", async () => {
    const courseId = await newCourse();
    await add(courseId, "内容");
    await publishIt(courseId);
    const offered = async (who: string) =>
      ((await call(mine, who, "/my/courses")).body as Awaited<ReturnType<typeof mine>>).offered.map(
        (one) => one.courseId,
      );
    expect(await offered(learner)).toContain(courseId);
    expect(await offered(elsewhere)).not.toContain(courseId);
    expect((await call(begin, elsewhere, "/x", { courseId }, new FormData())).status).toBe(404);
    const out = (reason: string) => call(withdraw, publisher, "/x", { courseId }, formOf({ reason }));
    expect(codes((await out(" ")).body)).toEqual(["course.reason-missing"]);
    expect((await out("内容过时")).location).toContain("done=withdrawn");
    expect(await offered(learner)).not.toContain(courseId);
    const found = (await call(list, writer, "/courses?state=withdrawn")).body as Awaited<
      ReturnType<typeof list>
    >;
    expect(found.rows.map((row) => row.courseId)).toEqual([courseId]);
  });

  it("forms keep what was typed and say everything that is wrong", async () => {
    const wrong = { ...fields, title: "", laws: ["刑法大全"], questions: "0", triesADay: "99", unitId: "x" };
    const answer = await call(create, writer, "/courses/new", {}, formOf(wrong));
    expect(answer.status).toBe(422);
    const { typed, problems } = answer.body as { typed: object; problems: { field: string }[] };
    expect(typed).toMatchObject({ summary: fields.summary });
    expect(new Set(problems.map(({ field }) => field))).toEqual(
      new Set(["unitId", "title", "laws", "questions", "triesADay"]),
    );
    const courseId = await newCourse();
    await add(courseId, "内容");
    const few = formOf({ ...fields, questions: "100", laws: ["宪法"] });
    await call(change, writer, "/x", { courseId }, few);
    expect(codes((await publishIt(courseId)).body)).toEqual(["course.too-few-questions"]);
  });
});

describe("hostile text", () => {
  it.each([
    ["<script>alert(1)</script>", /<script/i],
    ['<img src=x onerror="alert(1)">', /<img/i],
    ["[看](javascript:alert(1))", /href/],
    ["[看](data:text/html;base64,PHNjcmlwdD4=)", /href/],
    ["[看](//evil.example)", /href/],
    ["<iframe src='https://evil.example'></iframe>", /<iframe/i],
    ['[a](https://a.example"onmouseover="alert(1))', /<a[^>]*\sonmouseover=/],
    ["![x](https://evil.example/a.png)", /<img/i],
  ])("%s becomes words", (markdown, never) => {
    expect(htmlOf(markdown)).not.toMatch(never);
  });

  it("links lead to http and https and tell the other site nothing", () => {
    expect(htmlOf("[国家法律法规数据库](https://flk.npc.gov.cn)")).toContain(
      '<a href="https://flk.npc.gov.cn" rel="noopener noreferrer nofollow">',
    );
  });

  it.each([
    ["a picture", "![图](https://a.example/a.png)", "course-text.picture"],
    ["a picture in itself", "![图](data:image/png;base64,AAAA)", "course-text.picture"],
    ["nothing", " \n ", "course-text.empty"],
    ["too much", "法".repeat(400_001), "course-text.too-long"],
    ["another kind of file", new File(["x"], "a.docx"), "course-text.wrong-kind"],
    [
      "no text at all",
      new File([new Uint8Array([0xff, 0xff, 0x81, 0x00])], "a.txt"),
      "course-text.unreadable",
    ],
    ["half a character", new File([new Uint8Array([0x61, 0xe6])], "a.md"), "course-text.unreadable"],
    ["a huge file", new File(["法".repeat(800_000)], "a.md"), "course-text.too-large"],
  ])("%s is refused", async (_, text, code) => {
    const courseId = await newCourse();
    const answer = await add(courseId, text);
    expect([answer.status, codes(answer.body)]).toEqual([422, [code]]);
    expect((await shown(courseId)).lessons).toEqual([]);
  });

  it("the text of a law in GB18030 becomes a page a chapter, its signs kept as signs", async () => {
    const courseId = await newCourse();
    // 第一章 总则 / 第一条 *为了* / 第二章 附则 / 第二条
    const gb = Buffer.from(
      "b5dad2bbd5c220d7dcd4f20d0aa1a1b5dad2bbccf5202aceaac1cb2a0d0ab5dab6fed5c220b8bdd4f20d0ab5dab6feccf50d0a",
      "hex",
    );
    await add(courseId, new File([gb], "law.txt"));
    const [only] = (await shown(courseId)).lessons;
    expect(only).toMatchObject({ pages: 2 });
    const at = { courseId, lessonId: only!.lessonId };
    const read = (query: string) =>
      call(preview, writer, `/x${query}`, at).then(({ body }) => body as { html: string; titles: string[] });
    expect((await read("")).titles).toEqual(["第一章 总则", "第二章 附则"]);
    expect((await read("")).html).toContain("*为了*");
    expect((await read("?page=2")).html).toContain("第二条");
    expect((await read("?page=99")).html).toContain("第一条");
  });

  it("a long text without chapters is cut between paragraphs, nothing lost", () => {
    const paragraphs = Array.from({ length: 400 }, (_, n) => `第${n}段${"字".repeat(100)}`);
    const pages = pagesFrom(paragraphs.join("\n\n"), "长文");
    if (!Array.isArray(pages)) throw new Error("refused");
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.map(({ markdown }) => markdown).join("\n\n")).toBe(paragraphs.join("\n\n"));
    expect(pages[0]!.title).toBe("长文（1）");
    expect(markdownFromPlain("　　1. 甲\n# 乙")).toBe("1\\. 甲\n\n\\# 乙");
  });
});

describe("films", () => {
  const head = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypisom"), Buffer.alloc(12)]);
  const bytes = Buffer.concat([head, randomBytes(700_001)]);
  const sent = (content: Buffer, name = "课.mp4") => {
    const form = formOf({ title: "录像", minimum: "0", questionLaw: "" });
    form.set("file", new File([new Uint8Array(content)], name));
    return form;
  };
  const upload = (courseId: string, content: Buffer, name?: string) =>
    call(addVideo, writer, "/x", { courseId }, sent(content, name));
  async function part(params: Record<string, string>, range?: string, cookie = writer) {
    const headers = { Cookie: cookie, ...(range ? { Range: range } : {}) };
    const request = new Request("http://localhost/x", { headers });
    const reply = (await film({ request, params, context: {} } as never)) as Response;
    return { reply, body: Buffer.from(await reply.arrayBuffer()) };
  }

  it("are known by what they hold, not by their name", async () => {
    const courseId = await newCourse();
    const webm = Buffer.concat([
      Buffer.from("1a45dfa3", "hex"),
      Buffer.from("....webm...."),
      Buffer.alloc(50),
    ]);
    for (const content of [
      Buffer.from("<html>"),
      Buffer.from("%PDF-1.7"),
      randomBytes(300_000),
      head.subarray(0, 3),
    ])
      expect(codes((await upload(courseId, content)).body)).toEqual(["course-video.wrong-content"]);
    const quicktime = Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from("ftypqt  "), Buffer.alloc(40)]);
    expect(codes((await upload(courseId, quicktime)).body)).toEqual(["course-video.wrong-content"]);
    expect(codes((await upload(courseId, Buffer.alloc(0))).body)).toEqual(["course-video.missing"]);
    expect((await upload(courseId, webm, "x.exe")).status).toBe(303);
    expect(readdirSync(join(database.dataFolder, "files", "incoming"))).toEqual([]);
  });

  it("are kept sealed and given out part by part, exactly", async () => {
    const courseId = await newCourse();
    expect((await upload(courseId, bytes)).status).toBe(303);
    expect((await upload(courseId, bytes)).status).toBe(303);
    const params = { courseId, lessonId: (await shown(courseId)).lessons[0]!.lessonId };
    const whole = await part(params);
    expect([whole.reply.status, whole.reply.headers.get("Content-Type")]).toEqual([200, "video/mp4"]);
    expect(whole.body.equals(bytes)).toBe(true);
    for (const [range, from, to] of [
      ["bytes=0-0", 0, 1],
      ["bytes=262143-262144", 262_143, 262_145],
      ["bytes=100-600000", 100, 600_001],
      ["bytes=-10", bytes.length - 10, bytes.length],
      ["bytes=700000-", 700_000, bytes.length],
    ] as const) {
      const { reply, body } = await part(params, range);
      expect(reply.status).toBe(206);
      expect(reply.headers.get("Content-Range")).toBe(`bytes ${from}-${to - 1}/${bytes.length}`);
      expect(body.equals(bytes.subarray(from, to))).toBe(true);
    }
    for (const range of [`bytes=${bytes.length}-`, "bytes=9-1", "bytes=0-1,4-5", "lines=1-2", "bytes=-0"]) {
      const { reply } = await part(params, range);
      expect([reply.status, reply.headers.get("Content-Range")]).toEqual([416, `bytes */${bytes.length}`]);
    }
    const hash = createHash("sha256").update(bytes).digest("hex");
    const kept = readFileSync(join(database.dataFolder, "files", hash.slice(0, 2), hash.slice(2)));
    expect(kept.includes(bytes.subarray(1_000, 1_064))).toBe(false);
    await expect(part(params, undefined, learner)).rejects.toMatchObject({ status: 403 });
  });
});

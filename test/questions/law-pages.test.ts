import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { registerLaws } from "~/questions/laws.server";
import { pairKey, REREADINGS_A_PAGE, type Unread } from "~/questions/rereadings.server";
import * as laws from "~/routes/_staff.laws._index";
import * as page from "~/routes/_staff.laws.$lawId._index";
import * as abolition from "~/routes/_staff.laws.$lawId.abolition";
import * as amending from "~/routes/_staff.laws.$lawId.amendments";
import * as amendmentPage from "~/routes/_staff.laws.amendments.$amendmentId._index/route";
import * as withdrawal from "~/routes/_staff.laws.amendments.$amendmentId.withdrawal";
import * as registering from "~/routes/_staff.laws.new";
import * as rereadings from "~/routes/_staff.rereadings/route";
import { smallDistrict } from "../personnel/district";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { addQuestion, amended, cites, emptyBank, NOW, shippedLaw } from "./law-scene";

await useDatabase();
let law: { lawId: string; name: string };
let bank: string;
const cookies = {} as Record<"legal" | "reviewer" | "author" | "auditor" | "outsider", string>;

beforeAll(async () => {
  const { root } = await smallDistrict();
  const sign = async (login: keyof typeof cookies, role: Role) => {
    const account = { loginName: login, displayName: login, personId: null, passwordHash: "-" };
    const id = await inTransaction((tx) => createAccount(tx, account, null, NOW));
    cookies[login] = await signedIn(id, role, root);
  };
  await sign("legal", "legal-affairs");
  await sign("reviewer", "question-reviewer");
  await sign("author", "question-author");
  await sign("auditor", "auditor");
  await sign("outsider", "personnel-department");
  law = await shippedLaw("行政处罚法");
  bank = await emptyBank("general");
  for (let index = 0; index < REREADINGS_A_PAGE + 2; index++)
    await addQuestion(bank, { citations: [cites(law.name, 33)] });
});

const nothing = "00000000-0000-7000-8000-000000000000";
const at = () => ({ lawId: law.lawId });
const filled = {
  version: "2022-06-26",
  effectiveOn: "2022-08-01",
  articles: "92",
  source: "主席令第七十号",
  touches: "articles",
  listed: "33、35—38",
  note: "",
};
const amend = (changes: Record<string, string> = {}, cookie = cookies.legal) =>
  call(amending.action, cookie, "/", at(), formOf({ ...filled, ...changes }));

describe("the list of laws", () => {
  it("says what each is on a day, and narrows by name and state", async () => {
    const listed = async (query: string) =>
      (await call(laws.loader, cookies.author, `/laws${query}`)).body as {
        rows: { name: string; is: { state: string }; questions: number }[];
        chosen: object;
        mayRegister: boolean;
      };
    expect(await listed("")).toMatchObject({
      rows: [{ name: law.name, is: { state: "in-force" }, questions: REREADINGS_A_PAGE + 2 }],
      mayRegister: false,
    });
    expect((await listed("?on=2021-07-14")).rows).toMatchObject([{ is: { state: "not-yet" } }]);
    expect((await listed("?q=许可")).rows).toEqual([]);
    expect((await listed("?state=abolished")).rows).toEqual([]);
    expect((await listed("?on=2021-02-30&state=x&after=x&q=%E5%A4%84%E7%BD%9A")).rows).toHaveLength(1);
  });
});

describe("registering a law", () => {
  const register = (values: Record<string, string>) =>
    call(registering.action, cookies.legal, "/laws/new", {}, formOf(values));
  const law = {
    ...{ name: "《城市供水条例》", title: "城市供水条例", version: "2020-03-27" },
    ...{ effectiveOn: "2020-03-27", articles: "３８", source: "" },
  };

  it("keeps what was typed and tells every problem", async () => {
    expect(await register({ ...law, name: "", version: "2020-3-1", articles: "0" })).toMatchObject({
      status: 422,
      body: {
        typed: { title: "城市供水条例", version: "2020-3-1", articles: "0" },
        problems: [{ field: "name" }, { field: "version" }, { field: "articles" }],
      },
    });
    for (const articles of ["-1", "1.5", "10000", "x"])
      expect(await register({ ...law, articles })).toMatchObject({
        body: { problems: [{ field: "articles" }] },
      });
    expect(await register({ ...law, effectiveOn: "2020-01-01" })).toMatchObject({
      body: { problems: [{ field: "effectiveOn", message: expect.stringContaining("2020年3月27日") }] },
    });
  });

  it("leads to its page, and is refused the second time", async () => {
    const { location } = await register(law);
    expect(location).toMatch(/^\/laws\/[0-9a-f-]+\?done=registered$/);
    const lawId = location!.slice(6, 42);
    expect(
      (await call(page.loader, cookies.auditor, `/laws/${lawId}?done=registered`, { lawId })).body,
    ).toMatchObject({
      name: "城市供水条例",
      versions: [{ articles: 38, is: { state: "in-force" } }],
      mayAmend: false,
      done: "registered",
    });
    expect(await register(law)).toMatchObject({ status: 422, body: { problems: [{ field: "name" }] } });
  });
});

describe("recording an amendment", () => {
  it("shows the form with the articles of the version before", async () => {
    const shown = await call(amending.loader, cookies.legal, "/", at());
    expect(shown.body).toMatchObject({ name: law.name, articlesBefore: 90 });
    expect((shown.body as { known?: object }).known).toBeUndefined();
  });

  it("keeps what was typed and tells every refusal in a sentence", async () => {
    const refused = await amend({ version: "", listed: "33, 三十五条二款, 9-8" });
    expect(refused).toMatchObject({
      status: 422,
      body: { typed: { listed: "33, 三十五条二款, 9-8", articles: "92" } },
    });
    const { problems } = refused.body as { problems: { field: string; message: string }[] };
    expect(problems.map(({ field }) => field)).toEqual(["version", "listed", "listed"]);
    expect(problems[1]!.message).toContain("三十五条二款");
    expect(await amend({ listed: "" })).toMatchObject({ body: { problems: [{ field: "listed" }] } });
    expect(await amend({ touches: "" })).toMatchObject({ body: { problems: [{ field: "touches" }] } });
    expect(await amend({ touches: "whole" })).toMatchObject({ body: { problems: [{ field: "listed" }] } });
    expect(await amend({ listed: "91" })).toMatchObject({
      body: { problems: [{ field: "listed", message: expect.stringContaining("90") }] },
    });
    expect(await amend({ version: "2020-01-01", effectiveOn: "2020-02-01" })).toMatchObject({
      body: { problems: [{ field: "version" }] },
    });
    expect(await amend({ effectiveOn: "2021-07-15", version: "2021-03-01" })).toMatchObject({
      body: { problems: [{ field: "effectiveOn" }] },
    });
    expect(await amend({ listed: "3".repeat(2_001) })).toMatchObject({
      body: { problems: [{ field: "listed" }] },
    });
    expect(await prisma.lawAmendment.count()).toBe(0);
  });

  it("leads to the page of the amendment, the same form twice to the same", async () => {
    const { location } = await amend();
    expect(location).toMatch(/^\/laws\/amendments\/[0-9a-f-]{36}\?done=amended$/);
    expect((await amend()).location).toBe(location);
    expect(await amend({ articles: "93" })).toMatchObject({ body: { problems: [{ field: "version" }] } });
  });

  it("shows there what it reaches", async () => {
    const { id: amendmentId } = await prisma.lawAmendment.findFirstOrThrow();
    const shown = await call(amendmentPage.loader, cookies.legal, "/", { amendmentId });
    expect(shown.body).toMatchObject({
      law: { name: law.name },
      reached: { articles: 92, source: "主席令第七十号" },
      impact: { banks: [{ flagged: 32, unread: 32 }], blueprints: [], exams: { shown: [] }, results: 0 },
      mayWithdraw: true,
    });
    const { body } = await call(page.loader, cookies.author, "/", at());
    expect(body).toMatchObject({ unread: 32, amendments: [{ amendmentId, whole: false }], mayAmend: false });
  });
});

describe("questions to be read again", () => {
  type Shown = {
    rows: (Unread & { key: string; question: { key: string[] } | null })[];
    total: number;
    next: string | null;
    previous: string | null;
    mayRead: boolean;
  };
  const list = async (query = "", cookie = cookies.reviewer) =>
    (await call(rereadings.loader, cookie, `/rereadings${query}`)).body as Shown;
  const read = (pair: string[], note: string, query = "", cookie = cookies.reviewer) =>
    call(rereadings.action, cookie, `/rereadings${query}`, {}, formOf({ pair, note }));

  it("turns pages and shows the whole question", async () => {
    const first = await list();
    expect(first).toMatchObject({ total: 32, previous: null, mayRead: true });
    expect(first.rows[0]!.question).toMatchObject({ key: ["T"], explanation: "因为如此。" });
    const second = await list(`?after=${first.next}`);
    expect(second.rows).toHaveLength(2);
    expect(second.next).toBeNull();
    expect((await list(`?before=${second.previous}`)).rows.map(({ key }) => key)).toEqual(
      first.rows.map(({ key }) => key),
    );
    expect((await list("?after=x&bank=x&law=x&amendment=x")).total).toBe(32);
    expect((await list(`?amendment=${nothing}`)).total).toBe(32);
    expect((await list(`?bank=${bank}&law=${law.lawId}`)).total).toBe(32);
    expect((await list("", cookies.author)).mayRead).toBe(false);
  });

  it("keeps what was ticked and typed when refused", async () => {
    const { rows } = await list();
    const [one, two] = [rows[0]!.key, rows[1]!.key];
    expect(await read([one, two], " ")).toMatchObject({
      status: 422,
      body: { typed: { pair: `${one},${two}` }, problems: [{ field: "note" }] },
    });
    expect(await read([], "读过")).toMatchObject({ status: 422, body: { problems: [{ field: "pairs" }] } });
    expect(await read(["x", "' OR 1=1"], "读过")).toMatchObject({ status: 422 });
    const foreign = pairKey({ amendmentId: nothing, questionVersionId: nothing });
    expect(await read([foreign], "读过")).toMatchObject({
      status: 422,
      body: { problems: [{ field: "pairs" }] },
    });
    expect((await list()).total).toBe(32);
  });

  it("records several with one note, keeps the filter, and is for reviewers", async () => {
    const { rows } = await list();
    const keys = rows.slice(0, 3).map(({ key }) => key);
    expect((await read(keys, "读过", "", cookies.author)).status).toBe(403);
    expect((await read(keys, "只改了数额", `?bank=${bank}&after=x`)).location).toBe(
      `/rereadings?bank=${bank}&done=3`,
    );
    expect((await list()).total).toBe(29);
    expect((await read(keys, "只改了数额")).location).toBe("/rereadings?done=0");
    expect(await prisma.questionRereading.count({ where: { note: "只改了数额" } })).toBe(3);
  });
});

describe("taking back, and abolishing", () => {
  it("asks for a reason, and then shows what was withdrawn", async () => {
    const { id: amendmentId } = await prisma.lawAmendment.findFirstOrThrow();
    const take = (reason: string) =>
      call(withdrawal.action, cookies.legal, "/", { amendmentId }, formOf({ reason }));
    expect((await call(withdrawal.loader, cookies.legal, "/", { amendmentId })).body).toMatchObject({
      reread: 3,
    });
    expect(await take("")).toMatchObject({ status: 422, body: { problems: [{ field: "reason" }] } });
    const resting = await addQuestion(bank, { citations: [cites(law.name, 1, "2022-06-26")] });
    expect(await take("日期有误")).toMatchObject({
      status: 422,
      body: { typed: { reason: "日期有误" }, problems: [{ message: expect.stringContaining("1") }] },
    });
    await prisma.bankEntry.updateMany({
      where: { questionVersionId: resting.id },
      data: { untilNumber: 99 },
    });
    expect((await take("日期有误")).location).toBe(`/laws/amendments/${amendmentId}?done=withdrawn`);
    expect((await call(amendmentPage.loader, cookies.auditor, "/", { amendmentId })).body).toMatchObject({
      impact: null,
      mayWithdraw: false,
      amendment: { withdrawn: { reason: "日期有误" } },
    });
    expect((await amend()).location).toMatch(/done=amended/);
  });

  it("an abolition needs its day and its ground", async () => {
    const abolish = (values: Record<string, string>) =>
      call(abolition.action, cookies.legal, "/", at(), formOf(values));
    expect(await abolish({ effectiveOn: "明年", note: "" })).toMatchObject({
      status: 422,
      body: { typed: { effectiveOn: "明年" }, problems: [{ field: "effectiveOn" }, { field: "note" }] },
    });
    expect(await abolish({ effectiveOn: "2022-08-01", note: "新法" })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "effectiveOn" }] },
    });
    expect((await abolish({ effectiveOn: "2099-01-01", note: "新法" })).location).toMatch(/done=abolished/);
    expect((await call(page.loader, cookies.legal, "/", at())).body).toMatchObject({ mayAbolish: false });
  });
});

it("a version that came with an update waits until somebody says what it amended", async () => {
  const other = await shippedLaw();
  const versions = [{ version: "2026-05-01", effectiveOn: "2026-06-01", articles: 95 }];
  await inTransaction((tx) => registerLaws(tx, [{ law: other.name, title: "-", versions }], NOW));
  const params = { lawId: other.lawId };
  const unexplained = async () =>
    ((await call(page.loader, cookies.legal, "/", params)).body as { unexplained: string[] }).unexplained;
  expect(await unexplained()).toEqual(["2026-05-01"]);
  const shown = await call(amending.loader, cookies.legal, "/?version=2026-05-01", params);
  expect(shown.body).toMatchObject({
    articlesBefore: 90,
    known: { version: "2026-05-01", effectiveOn: "2026-06-01", articles: "95" },
  });
  await amended(other.lawId, { version: "2026-05-01", effectiveOn: "2026-06-01", articles: 95, listed: "1" });
  expect(await unexplained()).toEqual([]);
});

describe("addresses", () => {
  it("of what is not there are not found, and acts are for who may", async () => {
    for (const id of [nothing, "x", "' OR 1=1", undefined]) {
      const params = (name: string) => (id === undefined ? {} : { [name]: id });
      for (const { loader } of [page, amending, abolition])
        expect((await call(loader, cookies.legal, "/", params("lawId"))).status).toBe(404);
      for (const { action } of [amending, abolition])
        expect((await call(action, cookies.legal, "/", params("lawId"), formOf({}))).status).toBe(404);
      for (const { loader } of [amendmentPage, withdrawal])
        expect((await call(loader, cookies.legal, "/", params("amendmentId"))).status).toBe(404);
      expect(
        (await call(withdrawal.action, cookies.legal, "/", params("amendmentId"), formOf({}))).status,
      ).toBe(404);
    }
    for (const cookie of [cookies.reviewer, cookies.author, cookies.auditor])
      expect((await amend({}, cookie)).status).toBe(403);
    expect((await call(laws.loader, cookies.outsider, "/laws")).status).toBe(403);
    expect((await call(laws.loader, "", "/laws")).location).toMatch(/^\/sign-in/);
  });
});

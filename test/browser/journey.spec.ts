import fs from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { accountsText } from "~/text/accounts";
import { certificationText } from "~/text/certification";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { objectionsText } from "~/text/objections";
import { personnelText } from "~/text/personnel";
import { positionsText } from "~/text/positions";
import { verificationText } from "~/text/verification";
import { UNITS } from "../../prisma/demo/units";
import { readPdf } from "../certificates/read-pdf";
import { signIn } from "./accounts";
import { rightLetters, type Shown } from "./answers";
import { holdExam, register } from "./exam-office";
import { sitByKeyboard } from "./keyboard";
import {
  candidates,
  contractWorkers,
  legalOfficer,
  mistyped,
  mistypedRow,
  rosterSheet,
} from "./roster-sheet";
import { listen, secretsIn } from "./secrets";

// The whole street once, as the people of the district walk it: every step in a browser, none past it.

const zh = "zh-CN";
const certification = certificationText[zh];
const positions = positionsText[zh];
const exams = examsText[zh];
const unit = UNITS.urban;
const field = unit.enforces.field;
/** The one who is certified, and a colleague who never sat an exam. */
const [officer, colleague] = candidates as [string, string];
const login = "new-officer";
const post = "早市秩序执法岗";

/** What one step leaves for the next. */
const walk = {} as {
  heard: ReturnType<typeof listen>;
  special: Held;
  general: Held;
  applicationPath: string;
  certificatePath: string;
  number: string;
  publicAddress: string;
  postPath: string;
};
type Held = Awaited<ReturnType<typeof holdExam>> & { title: string };

/** Signed-in people stay at their desks from step to step. */
const desks = new Map<string, Page>();
async function at(browser: Browser, account: string): Promise<Page> {
  const page = desks.get(account) ?? (await signIn(browser, account));
  desks.set(account, page);
  return page;
}

test.describe.configure({ mode: "serial", timeout: 300_000 });
test.afterAll(async () => {
  for (const page of desks.values()) await page.context().close();
});

test("a bureau imports its roster and is told which cell is wrong", async ({ browser }) => {
  const t = personnelText[zh].imports;
  const page = await at(browser, "urban-hr");
  await page.goto("/people/imports/new");
  await page.getByLabel(t.forUnit, { exact: true }).selectOption({ label: unit.name });
  await page.getByLabel(t.file, { exact: true }).setInputFiles({
    name: "名册.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: await rosterSheet(),
  });
  await page.getByRole("button", { name: t.upload, exact: true }).click();

  await expect(page.getByRole("heading", { level: 1, name: t.preview })).toBeVisible();
  const wrong = page.getByRole("region", { name: t.badTitle }).getByRole("row").filter({ hasText: mistyped });
  await expect(wrong).toContainText(t.rowOf(mistypedRow));
  await expect(wrong).toContainText(personnelText[zh].columns.identityNumber);
  await expect(wrong).toContainText("校验");
  const good = candidates.length + contractWorkers.length + 1;
  await page.getByRole("button", { name: t.takeGood(good), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: t.result })).toBeVisible();

  await page.goto(`/people?q=${encodeURIComponent(officer)}`);
  await expect(page.getByRole("rowheader", { name: officer })).toBeVisible();
});

test("an administrator opens an account, whose owner activates it with a code shown once", async ({
  browser,
}) => {
  const { opening: t, search, loginName, activation, ...accounts } = accountsText[zh];
  const page = await at(browser, "sysadmin");
  await page.goto("/accounts/new");
  await page.getByLabel(t.find, { exact: true }).fill(officer);
  await page.getByRole("button", { name: search, exact: true }).click();
  await page.getByLabel(loginName, { exact: true }).fill(login);
  await page.getByRole("button", { name: t.open, exact: true }).click();
  const code = await page.getByTestId("activation-code").innerText();
  await page.getByRole("link", { name: accounts.code.back, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(accounts.states.waiting);
  await expect(page.locator("body")).not.toContainText(code);
  const officersPage = await (
    await browser.newContext({ locale: zh, timezoneId: "Asia/Shanghai" })
  ).newPage();
  await officersPage.goto("/activate");
  await officersPage.getByLabel(loginName, { exact: true }).fill(login);
  await officersPage.getByLabel(activation.code, { exact: true }).fill(code.toLowerCase());
  await officersPage.getByLabel(activation.password, { exact: true }).fill("早市六点半开张，今天风很大");
  await officersPage.getByRole("button", { name: activation.submit, exact: true }).click();
  await expect(officersPage).toHaveURL(/\/my$/);
  desks.set(login, officersPage);
  walk.heard = listen(officersPage.context());
});

test("thirty are entered for both parts, two contract workers are refused by rule", async ({ browser }) => {
  const legal = await at(browser, "legal");
  const hr = await at(browser, "urban-hr");
  const special = {
    title: "城市管理执法资格考试（专门）",
    kind: "qualification",
    part: "special",
    field,
  } as const;
  const general = { title: "行政执法资格考试（通用）", kind: "qualification", part: "general" } as const;
  walk.special = { ...special, ...(await holdExam(legal, special)) };
  await register(hr, walk.special.path, [...candidates, ...contractWorkers]);
  await expect(hr.getByRole("heading", { level: 1 })).toHaveText(exams.registration.resultTitle(30, 2));
  const refused = hr.getByRole("region", { name: exams.registration.refusedTitle });
  for (const name of contractWorkers) {
    const row = refused.getByRole("row").filter({ hasText: name });
    await expect(row).toContainText("K05");
    await expect(row).toContainText(/条例|意见|令/);
  }
  walk.general = { ...general, ...(await holdExam(legal, general)) };
  await register(hr, walk.general.path, [officer]);
  await expect(hr.getByRole("heading", { level: 1 })).toHaveText(exams.registration.allIn(1));
});

test("the officer sits both parts by keyboard alone, and passes", async ({ browser }) => {
  const page = await at(browser, login);
  expect(await sitByKeyboard(page, walk.special.title)).toMatch(/^[0-9A-Z-]{8,}$/);
  expect(await sitByKeyboard(page, walk.general.title, careless())).toMatch(/^[0-9A-Z-]{8,}$/);
  expect((await walk.heard.all()).flatMap(secretsIn)).toEqual([]);

  const legal = await at(browser, "legal");
  for (const { path, entryClosesAt } of [walk.special, walk.general]) {
    await legal.waitForTimeout(Math.max(0, entryClosesAt.getTime() - Date.now()));
    const release = legal.getByRole("link", { name: exams.release, exact: true });
    await expect(async () => {
      await legal.goto(path);
      await expect(release).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await release.click();
    // What candidates see is chosen here; the pack's usual is chosen already.
    await legal.getByRole("button", { name: objectionsText[zh].release.act, exact: true }).click();
    await expect(legal.getByText(exams.done.released!)).toBeVisible();
    const row = legal.getByRole("row").filter({ hasText: officer });
    await expect(row).toContainText(exams.pass);
    await page.goto("/my/exams");
  }
  await page.getByRole("link", { name: exams.my.result }).first().click();
  await expect(page.locator(".score-v")).toContainText(examRoomText[zh].result.pass);
  // What was missed is explained now: the same ear hears it.
  const result = { url: page.url(), type: "text/html", body: await page.content() };
  expect(secretsIn(result)).not.toEqual([]);
});

test("the unit applies, three review, a fourth issues, and the certificate is collected", async ({
  browser,
}) => {
  const t = certification.newApplication;
  const applicant = await at(browser, "urban-training");
  await applicant.goto("/applications/new");
  await applicant.getByLabel(t.kind, { exact: true }).selectOption("first");
  await applicant.getByLabel(t.field, { exact: true }).selectOption(field);
  await applicant.getByRole("button", { name: t.next, exact: true }).click();
  await applicant.getByRole("checkbox", { name: officer }).check();
  await applicant.getByRole("button", { name: t.check, exact: true }).click();
  await applicant.getByRole("button", { name: t.submit(1), exact: true }).click();
  await expect(applicant.getByText(certification.application.done.submitted)).toBeVisible();
  walk.applicationPath = new URL(applicant.url()).pathname;

  for (const reviewer of ["urban-legal", "urban-hr", "legal"]) {
    const page = await at(browser, reviewer);
    await page.goto(walk.applicationPath);
    await page.getByRole("link", { name: certification.application.acts.approve, exact: true }).click();
    await page.getByRole("button", { name: certification.approval.submit, exact: true }).click();
    await expect(page.getByText(certification.application.done.approved)).toBeVisible();
  }

  const issuer = await at(browser, "personnel");
  await issuer.goto(walk.applicationPath);
  await issuer.getByRole("link", { name: certification.application.acts.issue, exact: true }).click();
  await expect(issuer.getByRole("checkbox", { name: officer })).toBeChecked();
  await issuer.getByLabel(certification.issuances.decision, { exact: true }).fill("临人社证〔2026〕88号");
  await issuer.getByRole("button", { name: certification.issuances.submit, exact: true }).click();
  await expect(issuer.getByText(certification.issuances.done(1))).toBeVisible();

  await issuer.goto(walk.applicationPath);
  await issuer.getByRole("link", { name: certification.application.acts.certificate, exact: true }).click();
  walk.certificatePath = new URL(issuer.url()).pathname;
  await issuer.getByRole("link", { name: certification.certificate.acts.collect, exact: true }).click();
  await issuer.getByRole("button", { name: certification.collection.submit, exact: true }).click();
  await expect(issuer.getByText(certification.certificate.done.collected)).toBeVisible();
  await expect(issuer.getByRole("heading", { level: 1 })).toContainText(certification.status.active);
});

test("the document can be read by any reader, and its code leads to the public page", async ({
  browser,
  baseURL,
}) => {
  const page = await at(browser, login);
  await page.goto("/my/certificate");
  walk.number = await page
    .locator(".num")
    .filter({ hasText: /^\d{6,}$/ })
    .first()
    .innerText();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: certification.my.download, exact: true }).click(),
  ]);
  const { texts, qr } = await readPdf(await fs.readFile(await download.path()));
  const printed = texts.join("");
  const dates = await page.locator(".fact, dd").filter({ hasText: /年/ }).allInnerTexts();
  for (const fact of [officer, unit.name, walk.number]) expect(printed).toContain(fact);
  const [from, to] = dates.join(" ").match(/\d{4}年\d{1,2}月\d{1,2}日/g) ?? [];
  expect(printed).toContain(from);
  expect(printed).toContain(to);
  expect(qr).toMatch(new RegExp(`^${baseURL}/v/[^/]+$`));
  walk.publicAddress = qr!;

  await asAnyone(browser, async (visitor) => {
    const answer = await visitor.goto(walk.publicAddress);
    expect(answer?.headers()["cache-control"]).toBe("no-store");
    expect(answer?.headers()["set-cookie"]).toBeUndefined();
    await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(verificationText[zh].words.active);
    for (const fact of [officer, unit.name, walk.number, from!, to!])
      await expect(visitor.locator("main")).toContainText(fact);
    expect(await visitor.context().cookies()).toEqual([]);
  });
});

test("the holder is assigned to a post; whoever may not enforce is told every reason at once", async ({
  browser,
}) => {
  const page = await at(browser, "urban-hr");
  await page.goto("/positions/new");
  await page.getByLabel(positions.unit, { exact: true }).selectOption({ label: unit.name });
  await page.getByLabel(positions.name, { exact: true }).fill(post);
  await page.getByLabel(positions.family, { exact: true }).selectOption("enforcement");
  await page.getByLabel(positions.field, { exact: true }).selectOption(field);
  await page.getByRole("button", { name: positions.add, exact: true }).click();
  await page.getByRole("link", { name: post, exact: true }).click();
  walk.postPath = new URL(page.url()).pathname;

  const refusals: [string, string[]][] = [
    [colleague, ["K01", "K04"]],
    [contractWorkers[0]!, ["K01", "K04", "K05"]],
    [legalOfficer, ["K01", "K04", "K07"]],
  ];
  for (const [name, rules] of refusals) {
    await assign(page, name);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(positions.refused.title(name, post));
    const told = await page.locator(".reason .no b").allInnerTexts();
    expect(told).toEqual(expect.arrayContaining(rules));
    await expect(page.locator(".reason .source")).toHaveCount(told.length);
  }
  await page.goto(walk.postPath);
  await expect(page.getByText(positions.vacant)).toBeVisible();

  await assign(page, officer);
  await expect(page.getByText(positions.done.assigned)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: officer })).toContainText(positions.verdict.yes);
});

test("two people revoke it, and the next request shows it everywhere", async ({ browser }) => {
  const t = certification.proposing;
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(walk.publicAddress);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(verificationText[zh].words.active);

  const proposer = await at(browser, "personnel");
  await proposer.goto(walk.certificatePath);
  await proposer
    .getByRole("link", { name: certification.certificate.acts.propose.revoke, exact: true })
    .click();
  await proposer.getByRole("radio", { name: certification.grounds["serious-violation"] }).check();
  await proposer.getByLabel(t.legalBasis, { exact: true }).fill("行政执法监督条例第三十条");
  await proposer.getByLabel(t.decisionNumber, { exact: true }).fill("临人社决〔2026〕9号");
  await proposer.getByRole("button", { name: t.submit(certification.acts.revoke), exact: true }).click();
  // Nobody's certificate is taken away unheard.
  await expect(proposer.locator("main")).toContainText(t.statementNeeded);
  await expect(proposer.locator(".reason").first()).toBeVisible();
  await proposer.getByRole("radio", { name: certification.statementWays.written }).check();
  await proposer.locator("[name=statementOn]").fill("2026-01-05");
  await proposer.locator("[name=statementSays]").fill("对事实没有异议。");
  await proposer.getByRole("button", { name: t.submit(certification.acts.revoke), exact: true }).click();
  await expect(proposer.getByText(certification.certificate.done.proposed)).toBeVisible();
  await expect(
    proposer.getByRole("button", { name: certification.certificate.proposal.approve }),
  ).toHaveCount(0);
  await visitor.reload();
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(verificationText[zh].words.active);

  const approver = await at(browser, "personnel2");
  await approver.goto(walk.certificatePath);
  await approver
    .getByRole("button", { name: certification.certificate.proposal.approve, exact: true })
    .click();
  await expect(approver.getByText(certification.certificate.done.approved)).toBeVisible();

  const answer = await visitor.reload();
  expect(answer?.headers()["cache-control"]).toBe("no-store");
  expect(answer?.fromServiceWorker()).toBe(false);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(verificationText[zh].words.revoked);
  await visitor.context().close();

  const hr = await at(browser, "urban-hr");
  await hr.goto(walk.postPath);
  const row = hr.getByRole("row").filter({ hasText: officer });
  await expect(row).toContainText(positions.verdict.no);
  await expect(row).toContainText("K01");
  await assign(hr, officer);
  await expect(hr.getByRole("heading", { level: 1 })).toHaveText(positions.refused.title(officer, post));
  await expect(hr.locator(".reason .no b").filter({ hasText: "K01" }).first()).toBeVisible();
});

/** Knows everything, and gets the first question wrong. */
function careless(): (question: Shown) => string[] {
  let isFirst = true;
  return (question) => {
    const right = rightLetters(question);
    if (!isFirst) return right;
    isFirst = false;
    return right[0] === "A" ? ["B"] : ["A"];
  };
}

async function assign(page: Page, name: string): Promise<void> {
  await page.goto(walk.postPath);
  const choice = page.getByLabel(positions.person, { exact: true });
  const [label] = (await choice.locator("option").allInnerTexts()).filter((text) =>
    text.startsWith(`${name} `),
  );
  await choice.selectOption({ label: label! });
  await page.getByRole("button", { name: positions.assign, exact: true }).click();
}

async function asAnyone(browser: Browser, look: (visitor: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  await look(await context.newPage());
  await context.close();
}

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { certificationText } from "~/text/certification";
import { offlineVerificationText } from "~/text/offline-verification";
import { verificationText } from "~/text/verification";
import { NAMED } from "../../prisma/demo/named";
import { readPdf } from "../certificates/read-pdf";
import { signIn } from "./accounts";
import { look, watched } from "./look";

const zh = "zh-CN";
const offline = offlineVerificationText[zh];
const verification = verificationText[zh];
const holder = NAMED.find(({ login }) => login === "officer")!.name;

test.describe.configure({ timeout: 240_000 });

/** The document of somebody who holds a certificate, as they downloaded it. */
let pdf: Buffer;
let address: string;
test.beforeAll(async ({ browser }) => {
  const page = await signIn(browser, "officer");
  await page.goto("/my/certificate");
  const link = page.getByRole("link", { name: certificationText[zh].my.publicPage, exact: true });
  address = (await link.getAttribute("href"))!;
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.evaluate(() => {
      const to = document.createElement("a");
      to.href = "/my/certificate/document";
      to.download = "";
      to.click();
    }),
  ]);
  pdf = readFileSync(await download.path());
  await page.context().close();
});

const check = async (page: Page, code: string, name = "") => {
  await page.getByLabel(offline.code).fill(code);
  await page.getByLabel(offline.name).fill(name);
  await page.getByRole("button", { name: offline.submit, exact: true }).click();
};

test("a code is checked after the network has gone, and the page opens again without it", async ({
  browser,
}) => {
  const { qr } = await readPdf(pdf);
  const context = await browser.newContext();
  const page = await watched(await context.newPage());
  await page.goto("/verify/offline");
  await expect(page.getByText(offline.readiness.kept)).toBeVisible();
  await look(page);

  await context.setOffline(true);
  await page.goto("/verify/offline");
  await expect(page.getByText(offline.readiness.kept)).toBeVisible();
  await expect(page.getByText(offline.age.now)).toBeVisible();
  await check(page, qr!, holder);
  await expect(page.getByText(offline.found.clear.title)).toBeVisible();
  await expect(page.getByText(offline.facts.names.matches)).toBeVisible();
  await check(page, qr!, "别人");
  await expect(page.getByText(offline.found["other-name"].title)).toBeVisible();
  await check(page, qr!.replace("/v/", "/w/"));
  await expect(page.getByText(offline.found.altered.title)).toBeVisible();
  await check(page, "https://elsewhere.example/v/1");
  await expect(page.getByText(offline.found.unreadable.title)).toBeVisible();

  // What is kept is this page and what it needs: no other page of the house, and nobody's data.
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept.filter((path) => !path.startsWith("/assets/")).sort()).toEqual([
    "/.well-known/jwks.json",
    "/favicon.svg",
    "/status-lists/revocation",
    "/status-lists/suspension",
    "/verify/offline",
  ]);
  await context.close();
});

test("a photograph of a code is read in the browser, and nothing is sent", async ({ browser }) => {
  const { qr } = await readPdf(pdf);
  const { toBuffer } = await import("qrcode");
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto("/verify/offline");
  await expect(page.getByText(offline.readiness.kept)).toBeVisible();
  const sent: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
  const buffer = await toBuffer(qr!, { width: 500 });
  await page.getByLabel(offline.picture).setInputFiles({ name: "code.png", mimeType: "image/png", buffer });
  await expect(page.getByText(offline.found.clear.title)).toBeVisible();
  expect(sent).toEqual([]);
  await context.close();
});

test("without a script the page names another way", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/verify/offline");
  // What stands in such an element the browser shows and its own queries do not see.
  expect(await page.content()).toContain(offline.noScriptTitle);
  await expect(page.getByLabel(offline.code)).toHaveCount(0);
  await page.goto(address);
  expect(await page.content()).toContain(verification.comparison.noScript);
  await expect(page.getByLabel(verification.comparison.choose)).toBeHidden();
  await context.close();
});

test("a PDF is compared where it is", async ({ browser }) => {
  const said = verification.comparison.said;
  const layout = verification.comparison.layouts.a4;
  const context = await browser.newContext();
  const page = await watched(await context.newPage());
  const give = (buffer: Buffer) =>
    page
      .getByLabel(verification.comparison.choose)
      .setInputFiles({ name: "certificate.pdf", mimeType: "application/pdf", buffer });
  await look(page, address);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.method()));
  await give(pdf);
  await expect(page.getByText(said.unchanged(layout))).toBeVisible();
  const changed = Buffer.from(pdf);
  changed[changed.length - 10]! ^= 1;
  await give(changed);
  await expect(page.getByText(said.changed)).toBeVisible();
  await give(Buffer.from("%PDF-1.7 another"));
  await expect(page.getByText(said.other)).toBeVisible();
  expect(sent).toEqual([]);

  await look(page, "/verify");
  await give(pdf);
  await expect(page).toHaveURL(/\/v\//);
  await expect(page.getByText(said.unchanged(layout))).toBeVisible();
  await context.close();
});

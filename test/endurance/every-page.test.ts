import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "~/access/permissions";
import { type Line, routeTable, type Who } from "../access/route-table";
import type { Everything } from "../access/scene-of-all";
import { excessWidth, graveFindings, SIZES } from "../browser/everyone";
import { sayWhy } from "../browser/person-file";
import { findBrowser } from "../support/browser";
import { type OwnApp, ownApp } from "../support/own-app";

// Every page of the table of routes in a real browser, opened and, where it takes a form, sent an empty one, by somebody
// who may: usable at every size. `npm run test:pages` walks the links of the demo instead, where much stands on a page
// but not everything has happened. EVERY_PAGE_PICTURES names a folder for pictures.

const pictures = process.env.EVERY_PAGE_PICTURES;
const askers = ["plain", ...roles] as const;
type Asker = (typeof askers)[number] | "anyone";

const modules = readdirSync("app/routes", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() || entry.name.endsWith(".tsx"))
  .map((entry) => entry.name.replace(/\.tsx$/, ""))
  .filter((name) => routeTable[name] && name !== "$");

let app: OwnApp;
let browser: Browser;
let scene: Everything;

beforeAll(async () => {
  app = await ownApp();
  const { everything } = await import("../access/scene-of-all");
  scene = await everything();
  await app.start();
  const { executablePath, args, env } = await findBrowser();
  browser = await chromium.launch({ executablePath, args, env });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

describe("every page can be used by everyone, at every size", () => {
  it.each(modules)("%s", async (name) => {
    const line = routeTable[name]!;
    const [reads, writes, , asked] = line;
    const address = `${app.url}${addressOf(name, line)}${asked?.query ?? ""}`;
    const found: string[] = [];
    if (reads !== null) {
      const page = await pageOf(reads);
      const answer = await page.goto(address).catch(isDownload);
      if (answer) {
        await sayWhy(page);
        expect(answer.status(), "opened").toBeLessThan(500);
        found.push(...(await look(page, `${name}.opened`)));
      }
      await page.close();
    }
    if (writes !== null && !name.startsWith("sign-out")) {
      const page = await pageOf(writes);
      await page.goto(`${app.url}/robots.txt`);
      const answered = page.waitForNavigation();
      await page.evaluate((action) => {
        const form = Object.assign(document.createElement("form"), { method: "post", action });
        document.body.append(form);
        form.submit();
      }, address);
      const answer = await answered.catch(isDownload);
      expect(answer?.status() ?? 200, "sent an empty form").toBeLessThan(500);
      if (answer && /html/.test((await answer.headerValue("content-type")) ?? ""))
        found.push(...(await look(page, `${name}.sent`)));
      await page.close();
    }
    expect(found).toEqual([]);
  });
});

/** Everyone keeps one context: a browser gives back what a closed one held only much later. */
const contexts = new Map<Asker, BrowserContext>();
async function pageOf(who: Who): Promise<Page> {
  const asker: Asker = who === "anyone" ? "anyone" : (askers.find((one) => isAmong(one, who)) ?? "anyone");
  let context = contexts.get(asker);
  if (!context) {
    context = await browser.newContext({ locale: "zh-CN" });
    contexts.set(asker, context);
    if (asker !== "anyone") {
      const [name = "", value = ""] = scene.cookies[asker].split(/=(.*)/s);
      await context.addCookies([{ name, value: value.split(";")[0]!, url: app.url }]);
    }
  }
  return context.newPage();
}

/** Who has records of their own first, then who has the role. */
function isAmong(asker: (typeof askers)[number], who: Exclude<Who, "anyone">): boolean {
  if (asker === "plain") return who === "person" || who === "signedIn";
  return who === "staff" || who === "signedIn" || (who !== "person" && who.includes(asker));
}

/** The address of a module by its flat name, for the scene's thing inside. */
function addressOf(name: string, [, , thing]: Line): string {
  const params = scene.things[thing].inside;
  const segments = name
    .replace(/\[(.+?)\]/g, (_, text: string) => text.replaceAll(".", "·"))
    .split(".")
    .filter((part) => !part.startsWith("_"))
    .map((part) => part.replace(/_$/, "").replaceAll("·", "."))
    .map((part) => (part.startsWith("$") ? (params[part.slice(1)] ?? "0") : part));
  return `/${segments.join("/")}`;
}

/** A browser does not show what it is given to keep. */
function isDownload(error: Error): null {
  if (/Download is starting/.test(error.message)) return null;
  throw error;
}

async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    if (pictures) {
      const file = `${name.replace(/[$_]/g, "")}.${size.replace(/ %?/g, "")}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: true });
    }
    found.push(...(await graveFindings(page)).map((finding) => `${name}, ${size}: ${finding}`));
    // At 200 % on a phone a long number may reach past the edge; reading it must not need a second axis at 320 px.
    const excess = viewport.width >= 320 ? await excessWidth(page) : 0;
    if (excess > 0) found.push(`${name}, ${size}: ${excess} pixels wider than the screen`);
  }
  return found;
}

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { signIn } from "../browser/accounts";
import { excessWidth, graveFindings, SIZES } from "../browser/everyone";
import { sayWhy } from "../browser/person-file";

// Walks the links of the whole house, each door with the people it is for, and looks once at every page: on a desktop
// and a phone, at 100 % and at 200 %. A page nobody can reach by a link must be named below, with the reason.

const UNREACHABLE: Record<string, string> = {
  "/activate": "entered with a code from paper",
  "/my/exams/:examId/waiting": "led to only while an exam of one's own has not opened",
  "/s/:code": "read from the screen of a room, for half a minute",
  "/my/attendance/:proof": "led to by such a code",
  "/study-years/:freezeId/return": "a form of a year that waits for its second person",
  "/issuance-runs/:runId": "a batch, of which the demo has none",
  "/unit-changes/:changeId": "a change of units, of which the demo has none",
  "/unit-changes/:changeId/approval": "a form of such a change that waits for its second person",
  "/unit-changes/:changeId/refusal": "a form of such a change that waits for its second person",
  "/unit-changes/:changeId/resumption": "a form of such a change that is under way",
  "/study-sessions/:sessionId/closing": "a form of a session that is over and not closed yet",
  "/study-sessions/:sessionId/walk-ins": "a form of a session that somebody scanned uninvited",
};
const VISITORS = [
  null,
  "personnel",
  "congress",
  "legal",
  "urban-hr",
  "urban-legal",
  "urban-training",
  "invigilator",
  "secadmin",
  "sysadmin",
  "auditadmin",
  "auditor",
  "officer",
  "leader",
  "candidate",
];
/** EVERY_PAGE_AS=personnel,legal looks with these only, and asks nothing about pages that no link leads to. */
const only = process.env.EVERY_PAGE_AS?.split(",");
/** A folder for a picture of each page at each size, for somebody to look at. */
const pictures = process.env.EVERY_PAGE_PICTURES;
const PATIENCE_MS = 120_000;
const DOORS = ["/", "/sign-in", "/desk", "/my"];

type Pattern = { address: string; matches: RegExp; rank: number };

/** The address of each page: a module with a component, by the flat names of app/routes. */
function patterns(): Pattern[] {
  const names = readdirSync("app/routes", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith(".tsx"))
    .map((entry) => entry.name.replace(/\.tsx$/, ""));
  const parts = (name: string) =>
    name
      .replace(/\[(.+?)\]/g, (_, text: string) => text.replaceAll(".", "·"))
      .split(".")
      .filter((part) => !part.startsWith("_"))
      .map((part) => part.replace(/_$/, "").replaceAll("·", "."));
  return names
    .filter((name) => !["_staff", "my", "$"].includes(name))
    .map((name) => {
      const segments = parts(name);
      const source = segments.map((segment) => (segment.startsWith("$") ? "[^/]+" : escaped(segment)));
      return {
        address: `/${segments.map((segment) => segment.replace("$", ":")).join("/")}`,
        matches: new RegExp(`^/${source.join("/")}/?$`),
        rank: segments.filter((segment) => segment.startsWith("$")).length,
      };
    })
    .sort((a, b) => a.rank - b.rank);
}
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const known = patterns();
const patternOf = (address: string) => known.find(({ matches }) => matches.test(address))?.address;

test.describe.configure({ timeout: 7_200_000 });

test("every page can be used by everyone, at every size", async ({ browser }) => {
  const seen = new Map<string, string>();
  const answered = new Set<string>();
  for (const visitor of VISITORS.filter((one) => !only || only.includes(one ?? "anyone"))) {
    const page = visitor
      ? await signIn(browser, visitor)
      : await (await browser.newContext({ locale: "zh-CN" })).newPage();
    await walk(page, seen, answered);
    await page.context().close();
  }
  const pages = known.map(({ address }) => address).filter((address) => !isAnswerOnly(address));
  const missed = pages.filter((address) => !answered.has(address) && !(address in UNREACHABLE));
  if (!only) expect.soft(missed, "pages no link leads to").toEqual([]);
  console.log(`${seen.size} pages looked at, four ways each`);
});

/** Modules that answer a file, or only take a form: a GET shows nothing of their own. */
function isAnswerOnly(address: string): boolean {
  return /\/(document|export|sign-out|template|photo)(\.|$)|^\/api\/|healthz|readyz/.test(address);
}

/** Where an address leads only back, or to a page for another state of the thing, the next one of its kind is tried. */
const TRIES = 3;

async function walk(page: Page, seen: Map<string, string>, answered: Set<string>): Promise<void> {
  const waiting = [...DOORS];
  const tried = new Map<string, Set<string>>();
  while (waiting.length > 0) {
    const address = waiting.shift()!;
    const pattern = patternOf(address);
    if (!pattern || isAnswerOnly(pattern)) continue;
    const before = tried.get(pattern) ?? new Set();
    if (before.has(address) || before.size === TRIES || before.has("shown")) continue;
    tried.set(pattern, before.add(address));
    const answer = await page.goto(address, { timeout: PATIENCE_MS }).catch(isDownload);
    if (answer === "a file") {
      answered.add(pattern);
      continue;
    }
    await sayWhy(page);
    const landed = patternOf(new URL(page.url()).pathname);
    if (!answer || !landed) continue;
    expect.soft(answer.status(), address).toBeLessThan(500);
    if (answer.status() >= 400) continue;
    answered.add(pattern);
    if (landed === pattern) before.add("shown");
    if (!seen.has(landed)) {
      seen.set(landed, address);
      await look(page, landed);
    }
    waiting.push(...(await addressesOn(page)));
  }
}

/** A browser does not show what it is given to keep. */
function isDownload(error: Error): "a file" {
  if (/Download is starting/.test(error.message)) return "a file";
  throw error;
}

/** Where links lead, and forms: a form's own address shows what it came to when it was refused, and else leads back. */
async function addressesOn(page: Page): Promise<string[]> {
  const links = await page
    .locator("a[href^='/']")
    .evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  const forms = await page
    .locator("form[action^='/']")
    .evaluateAll((all) => all.map((form) => new URL((form as HTMLFormElement).action).pathname));
  return [...links, ...forms.filter((address) => !/sign-out/.test(address))];
}

async function look(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    if (pictures) {
      const file = `${name.slice(1).replace(/[/:]+/g, "_") || "home"}.${size.replace(/ %?/g, "")}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: true });
    }
    expect.soft(await graveFindings(page), `${name}, ${size}`).toEqual([]);
    // At 200 % on a phone a long number may reach past the edge; reading it must not need a second axis at 320 px.
    if (viewport.width >= 320)
      expect.soft(await excessWidth(page), `${name}, ${size}: wider than the screen`).toBeLessThanOrEqual(0);
  }
}

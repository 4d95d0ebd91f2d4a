import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { accessText } from "~/text/access";
import { demoPassword } from "../../prisma/demo-accounts";

const t = accessText["zh-CN"];

/** Someone at a computer of their own: a context without cookies, signed in through the page. */
export async function signIn(
  browser: Browser,
  login: string,
  password: string = demoPassword,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
  const page = await context.newPage();
  await signInAt(page, login, password);
  return page;
}

/** At this computer, whoever sat at it before. */
export async function signInAt(page: Page, login: string, password: string = demoPassword): Promise<void> {
  await page.goto("/sign-in");
  await signInHere(page, login, password);
  await expect(page).toHaveURL(/\/(desk|my)$/);
}

/** On the sign-in page that is open already; it leads back to where one came from. */
export async function signInHere(page: Page, login: string, password: string = demoPassword): Promise<void> {
  await page.getByLabel(t.loginName, { exact: true }).fill(login);
  await page.getByLabel(t.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: t.submit, exact: true }).click();
}

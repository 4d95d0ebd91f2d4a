import { expect, test } from "@playwright/test";
import { examRoomText } from "~/text/exam-room";
import { signIn } from "./accounts";
import { questionOf } from "./answers";
import { labelListsIn, listen, secretsIn } from "./secrets";
import { enterRoom, figure, goTo } from "./sitting";

const t = examRoomText["zh-CN"];

test("nothing a candidate receives before release tells a key, a rule or an explanation", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const page = await signIn(browser, "candidate");
  const { all } = listen(page.context());
  const attempt = await enterRoom(page);
  const total = await page.locator(".qcell b").count();

  // One label at most is ever chosen, so that any list of several labels can only be a key.
  const stems: string[] = [];
  for (let number = 1; number <= total; number += 1) {
    await goTo(page, number);
    stems.push(await page.locator("legend.stem").innerText());
    if (number <= 12) await page.keyboard.press("B");
  }
  await expect(figure(page, "unsent")).toHaveText("0");
  for (const stem of stems) questionOf(stem);

  // By every address, as a page and as the data behind it.
  const addresses = ["", "/submission", "/receipt", "/result", "/answers"].map((end) => `${attempt}${end}`);
  for (const address of addresses.slice(0, 4)) await page.goto(address);
  await page.evaluate(async (list) => {
    for (const address of list)
      for (const url of [address, `${address}.data`, `${address}?_data=routes/my.attempts.$attemptId`])
        await fetch(url).then((reply) => reply.text());
  }, addresses);

  await page.goto(`${attempt}/submission`);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: t.submission.submit, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.receipt.heading);
  for (const end of ["", "/receipt", "/result"]) await page.goto(`${attempt}${end}`);
  await page.goto("/my/exams");
  await page.goto("/my");

  const heard = await all();
  expect(heard.filter(({ body }) => stems.some((stem) => body.includes(stem))).length).toBeGreaterThan(0);
  expect(heard.flatMap(secretsIn)).toEqual([]);
  expect(heard.flatMap(labelListsIn)).toEqual([]);
  await page.context().close();
});

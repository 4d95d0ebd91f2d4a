import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { photosText } from "~/text/photos";
import { signIn } from "./accounts";
import { look, watched } from "./look";

// A portrait is cut out by dragging, by keys, by figures, or left to the middle where no script runs.

const t = photosText["zh-CN"];
const ADDRESS = "/my/certificate/photos";

/** White, 1600 × 1400, a dark shape that stands left of the middle. */
const picture = async () => ({
  name: "portrait.png",
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 1600, height: 1400, channels: 3, background: "#ffffff" } })
    .composite([
      {
        input: { create: { width: 400, height: 1000, channels: 3, background: "#4a3a30" } },
        ...{ left: 400, top: 400 },
      },
    ])
    .png()
    .toBuffer(),
});

test("with a script the box is dragged and moved by keys, and the figures follow", async ({ browser }) => {
  const page = await watched(await signIn(browser, "officer"));
  await page.goto(ADDRESS);
  await page.getByLabel(t.file).setInputFiles(await picture());
  const box = page.getByRole("button", { name: t.box });
  const left = page.getByLabel(t.left);
  await expect(left).toHaveValue("300");
  await expect(page.getByLabel(t.width)).toHaveValue("1000");
  await box.focus();
  await page.keyboard.press("-");
  await expect(page.getByLabel(t.width)).toHaveValue("968");
  await page.keyboard.press("ArrowLeft");
  await expect(left).toHaveValue("268");
  const place = (await box.boundingBox())!;
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width / 2 - 30, place.y + place.height / 2, { steps: 4 });
  await page.mouse.up();
  const dragged = Number(await left.inputValue());
  expect(dragged).toBeLessThan(200);
  expect(dragged).toBeGreaterThan(80);
  await look(page);
  await page.getByRole("button", { name: t.submit }).click();
  await expect(page.getByText(t.done)).toBeVisible();
  const shown = page.getByRole("img", { name: t.alt });
  await expect(shown).toBeVisible();
  expect(
    await shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
  ).toEqual([750, 1050]);
  await look(page);
  await page.context().close();
});

test("without one the middle is taken, and figures outside the picture are refused and kept", async ({
  browser,
}) => {
  const page = await signIn(browser, "officer", undefined, { javaScriptEnabled: false });
  await page.goto(ADDRESS);
  const file = await picture();
  await page.getByLabel(t.file).setInputFiles(file);
  await page.getByLabel(t.left).fill("900");
  await page.getByLabel(t.width).fill("900");
  await page.getByRole("button", { name: t.submit }).click();
  await expect(page.getByRole("heading", { name: t.refused })).toBeVisible();
  await expect(page.getByLabel(t.left)).toHaveValue("900");
  await page.getByLabel(t.file).setInputFiles(file);
  for (const field of [t.left, t.top, t.width]) await page.getByLabel(field).fill("");
  await page.getByRole("button", { name: t.submit }).click();
  await expect(page.getByText(t.done)).toBeVisible();
  await page.context().close();
});

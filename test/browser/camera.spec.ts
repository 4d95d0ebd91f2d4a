import { readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium, expect, type Page, test } from "@playwright/test";
import { create } from "qrcode";
import { offlineVerificationText } from "~/text/offline-verification";
import { readPdf } from "../certificates/read-pdf";
import { findBrowser } from "../support/browser";
import { signIn } from "./accounts";
import { look, watched } from "./look";

// A code held before a camera. The camera is Chromium's own make-believe one, which shows a film made here; refused or missing,
// the page says so and goes on with a photograph or the text.

const t = offlineVerificationText["zh-CN"];
const GIVEN = "--use-fake-ui-for-media-stream";
const CAMERA = "--use-fake-device-for-media-stream";

/** The offline page in a browser of its own: what its camera is, is said when it starts. */
async function before(baseURL: string | undefined, flags: string[], work: (page: Page) => Promise<void>) {
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({
    args: [...args, ...flags],
    ...(executablePath ? { executablePath } : {}),
    ...(env ? { env: { ...(process.env as Record<string, string>), ...env } } : {}),
  });
  try {
    const page = await watched(await browser.newPage({ locale: "zh-CN", ...(baseURL ? { baseURL } : {}) }));
    await page.goto("/verify/offline");
    await expect(page.getByText(t.readiness.kept)).toBeVisible();
    await page.getByRole("button", { name: t.camera }).click();
    await work(page);
  } finally {
    await browser.close();
  }
}

/** A film of a code on a grey table: raw pictures, as Chromium takes them in place of a camera. */
function filmOf(text: string): Buffer {
  const [width, height] = [640, 480];
  const { size, data } = create(text, { errorCorrectionLevel: "L" }).modules;
  const scale = Math.floor(440 / size);
  const [left, top] = [(width - size * scale) >> 1, (height - size * scale) >> 1];
  const light = Buffer.alloc(width * height, 230);
  for (let y = 0; y < size * scale; y += 1)
    for (let x = 0; x < size * scale; x += 1)
      if (data[Math.floor(y / scale) * size + Math.floor(x / scale)])
        light[(top + y) * width + left + x] = 20;
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, Buffer.alloc((width * height) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, frame, frame, frame]);
}

test("a code before the camera is read, checked, and the camera let go", async ({ browser, baseURL }) => {
  const officer = await signIn(browser, "officer");
  await officer.goto("/my/certificate");
  const [download] = await Promise.all([
    officer.waitForEvent("download"),
    officer.evaluate(() => {
      const to = document.createElement("a");
      to.href = "/my/certificate/document";
      to.download = "";
      to.click();
    }),
  ]);
  const { qr } = await readPdf(readFileSync(await download.path()));
  await officer.context().close();
  const film = path.join(os.tmpdir(), `chizheng-camera-${process.pid}.y4m`);
  writeFileSync(film, filmOf(qr!));
  try {
    await before(baseURL, [GIVEN, CAMERA, `--use-file-for-fake-video-capture=${film}`], async (page) => {
      await expect(page.getByText(t.found.clear.title)).toBeVisible();
      await expect(page.getByLabel(t.code)).toHaveValue(qr!);
      await expect(page.locator("video")).toBeHidden();
      expect(await page.locator("video").evaluate((video: HTMLVideoElement) => video.srcObject)).toBeNull();
      await look(page);
    });
  } finally {
    rmSync(film, { force: true });
  }
});

test("a camera that sees no code is stopped by the same button", async ({ baseURL }) => {
  await before(baseURL, [GIVEN, CAMERA], async (page) => {
    await expect(page.locator("video")).toBeVisible();
    await page.getByRole("button", { name: t.stopCamera }).click();
    await expect(page.locator("video")).toBeHidden();
    await expect(page.getByRole("button", { name: t.camera })).toBeVisible();
  });
});

for (const [said, flags, sentence] of [
  ["a camera that its owner does not allow", [CAMERA], t.cameraRefused],
  ["no camera at all", [GIVEN, `${CAMERA}=device-count=0`], t.cameraMissing],
] as const)
  test(`${said}: a sentence, and the other ways stay open`, async ({ baseURL }) => {
    await before(baseURL, [...flags], async (page) => {
      await expect(page.getByText(sentence)).toBeVisible();
      await expect(page.locator("video")).toBeHidden();
      await page.getByLabel(t.code).fill("https://elsewhere.example/v/1");
      await page.getByRole("button", { name: t.submit, exact: true }).click();
      await expect(page.getByText(t.found.unreadable.title)).toBeVisible();
    });
  });

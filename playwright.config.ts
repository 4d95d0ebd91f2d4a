import net from "node:net";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./test/support/browser.ts";

// The browser journeys, against the built app with a demo district of its own. This file is read once by the runner
// and once by each worker, which must see the same port: it travels in the environment.
process.env.CHIZHENG_TEST_PORT ??= String(await freePort());
const port = process.env.CHIZHENG_TEST_PORT;
const { executablePath, args, env } = await findBrowser(console.log);
const browserEnvironment = env && { ...(process.env as Record<string, string>), ...env };

export default defineConfig({
  testDir: "test/browser",
  outputDir: "test-results/browser",
  // The journey waits for an exam's doors to close; meanwhile the others, which share the demo candidate, run one by one.
  workers: 2,
  projects: [
    { name: "journey", testMatch: "journey.spec.ts", workers: 1 },
    { name: "pages", testIgnore: "journey.spec.ts", workers: 1 },
  ],
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
    launchOptions: { executablePath, args, env: browserEnvironment },
  },
  webServer: {
    command: "node scripts/test-server.mjs",
    // For who takes this configuration from another folder.
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    url: `http://127.0.0.1:${port}/readyz`,
    env: { PORT: port },
    timeout: 600_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

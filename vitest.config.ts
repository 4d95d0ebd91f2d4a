import { defineConfig } from "vitest/config";

// Three suites: what `npm test` runs; the system's own PDF readers; the long counts.
const apart = ["test/browser/**", "test/evidence/**", "test/endurance/**"];

export default defineConfig({
  resolve: { alias: { "~": new URL("./app", import.meta.url).pathname } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    globalSetup: ["test/support/global-setup.ts"],
    projects: [
      { extends: true, test: { name: "default", include: ["test/**/*.test.{ts,tsx}"], exclude: apart } },
      {
        extends: true,
        test: { name: "evidence", include: ["test/evidence/**/*.test.ts"], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: "endurance", include: ["test/endurance/**/*.test.ts"], testTimeout: 600_000 },
      },
    ],
  },
});

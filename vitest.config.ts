import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

// What `npm test` runs, in two halves: files that open a database or change their surroundings have a process each,
// the others share one and load the program once. Apart from them the system's own PDF readers, and the long counts.
const apart = /^test\/(browser|look|evidence|endurance)\//;
const files = readdirSync("test", { recursive: true, encoding: "utf8" })
  .map((name) => `test/${name}`)
  .filter((name) => /\.test\.tsx?$/.test(name) && !apart.test(name));
const isAlone = (name: string) =>
  /useDatabase|inject\(|process\.env|stubEnv|spawn|startCluster/.test(readFileSync(name, "utf8"));
const globalSetup = ["test/support/global-setup.ts"];

export default defineConfig({
  resolve: { alias: { "~": new URL("./app", import.meta.url).pathname } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: "default", include: files.filter(isAlone), globalSetup } },
      {
        extends: true,
        test: { name: "rules", include: files.filter((name) => !isAlone(name)), isolate: false },
      },
      {
        extends: true,
        test: {
          name: "evidence",
          include: ["test/evidence/**/*.test.ts"],
          testTimeout: 120_000,
          globalSetup,
        },
      },
      {
        extends: true,
        test: {
          name: "endurance",
          include: ["test/endurance/**/*.test.ts"],
          testTimeout: 600_000,
          globalSetup,
        },
      },
    ],
  },
});

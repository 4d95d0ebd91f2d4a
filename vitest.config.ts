import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

// What `npm test` runs. Loading the program costs more than most files do with it, so files share a process: those with
// a database, which each have one of their own, and those without. Files that change their surroundings or start other
// processes have a process each. Apart from them the system's own PDF readers, and the long counts.
const apart = /^test\/(browser|look|evidence|endurance)\//;
const files = readdirSync("test", { recursive: true, encoding: "utf8" })
  .map((name) => `test/${name}`)
  .filter((name) => /\.test\.tsx?$/.test(name) && !apart.test(name));
const kindOf = (name: string): "alone" | "default" | "rules" => {
  const source = readFileSync(name, "utf8");
  if (/process\.env(\.\w+)? = |stubEnv|memoryUsage|\bspawn\(|ownApp|startCluster/.test(source))
    return "alone";
  return /useDatabase|inject\(/.test(source) ? "default" : "rules";
};
const filesOf = (kind: string) => files.filter((name) => kindOf(name) === kind);
const globalSetup = ["test/support/global-setup.ts"];

export default defineConfig({
  resolve: { alias: { "~": new URL("./app", import.meta.url).pathname } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: { name: "default", include: filesOf("default"), isolate: false, globalSetup },
      },
      { extends: true, test: { name: "alone", include: filesOf("alone"), globalSetup } },
      { extends: true, test: { name: "rules", include: filesOf("rules"), isolate: false } },
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

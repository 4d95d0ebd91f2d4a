import { spawnSync } from "node:child_process";
import { prepare } from "./prepare.mjs";

// npm run test:evidence, test:endurance: a suite of its own, not part of npm test.
await prepare({ pages: "if stale" });
const [name, ...filters] = process.argv.slice(2);
const env = { ...process.env, CHIZHENG_SUITE: name };
const args = ["node_modules/vitest/vitest.mjs", "run", "--project", name, ...filters];
process.exit(spawnSync(process.execPath, args, { stdio: "inherit", env }).status ?? 1);

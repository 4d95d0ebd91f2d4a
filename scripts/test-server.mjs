import { spawn } from "node:child_process";
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { scratchFolder } from "./scratch.mjs";

// The app as the browser journeys need it: the demo, in a data folder that is thrown away afterwards. PORT says where.

const data = scratchFolder("chizheng-journeys-");
const env = {
  ...process.env,
  CHIZHENG_DATA: data,
  CHIZHENG_MODE: "demo",
  HOST: "127.0.0.1",
  LOG_LEVEL: "error",
};
for (const name of ["DATABASE_URL", "MIGRATION_DATABASE_URL", "PUBLIC_URL", "CHIZHENG_KEYS"]) env[name] = "";
const app = spawn(process.execPath, [fileURLToPath(new URL("./start.mjs", import.meta.url))], {
  env,
  stdio: "inherit",
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => app.kill("SIGTERM"));
app.once("exit", (code) => {
  fs.rmSync(data, { recursive: true, force: true });
  process.exit(code ?? 1);
});

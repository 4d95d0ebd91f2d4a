import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// The app as the browser journeys need it: the demo, in a data folder that is thrown away afterwards. PORT says where.

const data = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-journeys-"));
fs.chmodSync(data, 0o711);
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

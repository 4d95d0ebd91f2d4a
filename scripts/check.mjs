import { runChecks } from "./checks.mjs";
import { prepare } from "./prepare.mjs";

await prepare({ pages: "none" });
const { failed } = await runChecks();
process.exit(failed === 0 ? 0 : 1);

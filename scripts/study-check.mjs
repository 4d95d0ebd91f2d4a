import { prepare } from "./prepare.mjs";

// npm run study:check [-- --year 2026] [--rebuild]: stored standings of a year of study beside what the ledger gives.
await prepare({ pages: "none" });
const { default: importTypeScript } = await import("./typescript.mjs");
const { checkStudy } = await importTypeScript("./study-check.ts");
await checkStudy(process.argv.slice(2));

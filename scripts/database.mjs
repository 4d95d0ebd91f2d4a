import { prepare } from "./prepare.mjs";

// npm run db:migrate, db:seed, db:reset
await prepare({ pages: "none" });
const { default: importTypeScript } = await import("./typescript.mjs");
const { runCommand } = await importTypeScript("./database.ts");
await runCommand(process.argv[2], process.argv.slice(3));

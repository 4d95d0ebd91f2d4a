import { prepare } from "./prepare.mjs";

// npm run found -- …: the first units and accounts of a new installation.
await prepare({ pages: "none" });
const { default: importTypeScript } = await import("./typescript.mjs");
const { foundInstallation } = await importTypeScript("./found.ts");
await foundInstallation(process.argv.slice(2));

import { prepare } from "./prepare.mjs";

await prepare({ pages: "if stale" });
process.env.NODE_ENV = "production";
const { default: importTypeScript } = await import("./typescript.mjs");
const { serve } = await importTypeScript("../server.ts");
await serve({ development: false });

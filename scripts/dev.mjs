import { prepare } from "./prepare.mjs";

await prepare({ pages: "none" });
process.env.NODE_ENV = "development";
const { default: importTypeScript } = await import("./typescript.mjs");
const { serve } = await importTypeScript("../server.ts");
await serve({ development: true });

import { prepare } from "./prepare.mjs";

await prepare({ pages: "always" });

import { fileURLToPath } from "node:url";

/** What documents are signed with in tests: a key of nobody's. */
export const SIGNING_FILE = fileURLToPath(new URL("signing.p12", import.meta.url));
export const SIGNING_PASSWORD = "linhu-test";

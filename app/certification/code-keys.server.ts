import { keysOf } from "~/keys.server";
import type { PublicKey } from "~/signed-file";
import { codeKeyOf } from "./offline-proof";

/** The public keys of the codes on certificates, the oldest first. */
export const codeKeys = (): PublicKey[] => keysOf("certificates").map(codeKeyOf);

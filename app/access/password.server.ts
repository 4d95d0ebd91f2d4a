import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { Piscina } from "piscina";
import { LONGEST_TYPED } from "./password-policy";

const COST = 11;
// Compared with when no such account exists, so that the answer takes as long as for one that does.
const NOBODY = "$2b$11$VYRRvMPdVFzkD3iV8ZyDku9GcsRBB7OgLKcs4QpHqtNPdcX7Cp5vW";

let pool: Piscina | undefined;

function workers(): Piscina {
  pool ??= new Piscina({
    filename: resolve("app/access/password-worker.mjs"),
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 30_000,
  });
  return pool;
}

export function hashPassword(password: string, cost = COST): Promise<string> {
  return workers().run({ password: prepared(password), cost });
}

/** `hash` null: the account does not exist or has no password; takes the same time and answers false. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const isTooLong = password.length > LONGEST_TYPED;
  const job = { password: prepared(isTooLong ? "" : password), hash: hash ?? NOBODY, cost: COST };
  const matches = await workers().run(job);
  return hash !== null && !isTooLong && matches;
}

export async function closePasswordWorkers(): Promise<void> {
  await pool?.close();
  pool = undefined;
}

/** bcrypt reads 72 bytes; a hash first lets a long Chinese passphrase count whole. */
const prepared = (password: string) =>
  createHash("sha256").update(password.normalize("NFKC")).digest("base64");

/**
 * The key that documents are signed with. Production names a PKCS #12 file; the demo makes one in its data folder. The file
 * is looked at each time, so that a new one put in its place is used from the next document on.
 */
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chinaDateOf } from "~/calendar";
import { env } from "~/env.server";
import { currentKey } from "~/keys.server";
import { certificationText } from "~/text/certification";
import { type Refusal, refusal } from "~/verdict";
import {
  firstKeyFile,
  type KeyFileRefusal,
  openKeyFile,
  outOfTime,
  type Signer,
} from "./certificates.server";

/** A demo's certificate covers whatever day the demo is about. */
const DEMO_FROM = new Date("2000-01-01T00:00:00Z");
const DEMO_UNTIL = new Date("2099-12-31T00:00:00Z");

type Opened = ReturnType<typeof openKeyFile>;
let last: { path: string; changedMs: number; opened: Opened } | undefined;

/**
 * Who signs at this instant. Refusals: signing.unconfigured, signing.file-missing, signing.not-a-key-file,
 * signing.password-wrong, signing.key-missing, signing.algorithm-unknown, signing.not-for-signing,
 * signing.not-yet-valid { fromOn }, signing.expired { untilOn }.
 */
export async function signerAt(
  now: Date,
): Promise<{ ok: true; signer: Signer } | { ok: false; refusals: Refusal[] }> {
  const file = env().signingFile ?? (await demoFile());
  if (!file) return refusedFor(refusal("signing.unconfigured"));
  const found = statSync(file.path, { throwIfNoEntry: false });
  if (!found?.isFile()) return refusedFor(refusal("signing.file-missing"));
  if (last?.path !== file.path || last.changedMs !== found.mtimeMs)
    last = {
      path: file.path,
      changedMs: found.mtimeMs,
      opened: openKeyFile(readFileSync(file.path), file.password),
    };
  const { opened } = last;
  if (!opened.ok) return refusedFor(asRefusal(opened.refusal));
  const late = outOfTime(opened.key, now);
  return late ? refusedFor(asRefusal(late)) : { ok: true, signer: opened.key.signer };
}

const refusedFor = (reason: Refusal) => ({ ok: false as const, refusals: [reason] });

function asRefusal(reason: KeyFileRefusal): Refusal {
  if (reason.code === "signing.not-yet-valid")
    return refusal(reason.code, { fromOn: chinaDateOf(reason.from) });
  if (reason.code === "signing.expired") return refusal(reason.code, { untilOn: chinaDateOf(reason.until) });
  return refusal(reason.code);
}

async function demoFile(): Promise<{ path: string; password: string } | null> {
  if (env().mode !== "demo") return null;
  const path = join(env().dataFolder, "signing.p12");
  const password = currentKey("signing-file").bytes.toString("base64url");
  if (!existsSync(path)) {
    const { commonName, organisation } = certificationText["zh-CN"].paper.demoSigner;
    const bytes = await firstKeyFile(
      { commonName, organisation, from: DEMO_FROM, until: DEMO_UNTIL },
      password,
    );
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const beside = `${path}.${process.pid}`;
    writeFileSync(beside, bytes, { mode: 0o600 });
    // Of two that make one at once, the first stays.
    if (!existsSync(path)) linkSync(beside, path);
    rmSync(beside);
  }
  return { path, password };
}

/** The device an attempt is sat on: a browser, known by a random token that only it holds. Here only its hash is kept. */
import { createHash, randomBytes } from "node:crypto";
import { createCookie } from "@remix-run/node";
import type { Asked } from "~/asked";
import { env } from "~/env.server";
import { keyedHash } from "~/keys.server";

const REMEMBERED_DAYS = 30;

export const deviceHashOf = (device: string) => new Uint8Array(createHash("sha256").update(device).digest());

/** The same for a statement that is given nothing but text. */
export const deviceHexOf = (device: string) => Buffer.from(deviceHashOf(device)).toString("hex");

/** Stands for the candidate in what a browser keeps of an exam, and says nothing else. */
export const ownerMarkOf = (personId: string) =>
  Buffer.from(keyedHash("receipts", `owner:${personId}`))
    .toString("hex")
    .slice(0, 16);

function cookie() {
  return createCookie("exam-device", {
    httpOnly: true,
    sameSite: "lax",
    secure: env().publicUrl.startsWith("https:"),
    path: "/my",
    maxAge: REMEMBERED_DAYS * 86_400,
  });
}

/** The token of the browser that asks; null before it was given one. */
export async function deviceFrom(request: Asked): Promise<string | null> {
  const token: unknown = await cookie().parse(request.headers.get("Cookie"));
  return typeof token === "string" && token.length >= 32 ? token : null;
}

/** The browser's token, with the header that gives it one if it had none. */
export async function deviceFor(
  request: Request,
): Promise<{ device: string; headers: Record<string, string> }> {
  const known = await deviceFrom(request);
  if (known) return { device: known, headers: {} };
  const device = randomBytes(24).toString("base64url");
  return { device, headers: { "Set-Cookie": await cookie().serialize(device) } };
}

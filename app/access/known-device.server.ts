/**
 * A device that has signed in before: a cookie says so for an account, signed by us. It opens nothing; it only gives the
 * owner tries of their own while someone else is hammering the name. Several people may share a device.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { keyedHash } from "~/keys.server";
import { cookieNamed } from "./cookie.server";

const DAYS = 180;
const MOST_ACCOUNTS = 5;

type Mark = { accountId: string; deviceId: string; until: number; signature: string };

const cookie = () => cookieNamed("chizheng-device", { maxAge: DAYS * 86_400 });

/** The device's name for this account, or null when it has never signed in as it, or too long ago. */
export async function knownDevice(request: Request, accountId: string, now: Date): Promise<string | null> {
  const found = (await marksIn(request, now)).find((mark) => mark.accountId === accountId);
  return found?.deviceId ?? null;
}

/** The Set-Cookie header that remembers this device for the account, beside the others it knows. */
export async function rememberDevice(request: Request, accountId: string, now: Date): Promise<string> {
  const marks = await marksIn(request, now);
  const deviceId =
    marks.find((mark) => mark.accountId === accountId)?.deviceId ?? randomBytes(12).toString("base64url");
  const until = now.getTime() + DAYS * 86_400_000;
  const mark = { accountId, deviceId, until, signature: sign(accountId, deviceId, until) };
  const kept = marks.filter((other) => other.accountId !== accountId).slice(0, MOST_ACCOUNTS - 1);
  return cookie().serialize(
    [mark, ...kept].map((one) => [one.accountId, one.deviceId, one.until, one.signature].join(".")),
  );
}

async function marksIn(request: Request, now: Date): Promise<Mark[]> {
  const value: unknown = await cookie().parse(request.headers.get("Cookie"));
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST_ACCOUNTS).flatMap((text: unknown) => {
    const [accountId = "", deviceId = "", until = "", signature = ""] = String(text).split(".");
    const mark = { accountId, deviceId, until: Number(until), signature };
    return mark.until > now.getTime() && isOurs(mark) ? [mark] : [];
  });
}

function sign(accountId: string, deviceId: string, until: number): string {
  const text = `known device\n${accountId}\n${deviceId}\n${until}`;
  return Buffer.from(keyedHash("public-lookup", text)).toString("base64url");
}

function isOurs({ accountId, deviceId, until, signature }: Mark): boolean {
  const right = Buffer.from(sign(accountId, deviceId, until));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given);
}

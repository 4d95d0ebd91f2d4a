/** The cookies that this program sets for the browser alone: no script reads them, no other site sends them along. */
import { createCookie } from "@remix-run/node";
import { env } from "~/env.server";

/** Over HTTPS no other host can set a cookie of this name. `maxAge` in seconds; without it until the browser closes. */
export function cookieNamed(name: string, options: { maxAge?: number } = {}) {
  const secure = env().publicUrl.startsWith("https:");
  return createCookie(secure ? `__Host-${name}` : name, {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
    ...options,
  });
}

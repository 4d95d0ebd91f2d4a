import type { IncomingMessage, ServerResponse } from "node:http";

// What stands before every request: response headers, the origin of changes, the size of bodies, who asks.

const OFFLINE_VERIFIER = "/verify/offline";
const MEGABYTE = 1024 * 1024;
/** A roster of fifty thousand people, and what a form puts around it. */
export const BODY_LIMIT = 21 * MEGABYTE;
/** Twenty thousand questions as XML, which says everything several times. */
export const QUESTION_FILE_LIMIT = 65 * MEGABYTE;
/** A film of a course, which is written to disk as it comes. */
export const FILM_LIMIT = 513 * MEGABYTE;

/** How large a body may be at this address. */
export function bodyLimitAt(pathname: string): number {
  if (/^\/courses\/[^/]+\/videos\/?$/.test(pathname)) return FILM_LIMIT;
  return /^\/banks\/[^/]+\/imports\/?$/.test(pathname) ? QUESTION_FILE_LIMIT : BODY_LIMIT;
}

export function setSecurityHeaders(
  response: ServerResponse,
  nonce: string,
  options: { https: boolean; development: boolean; pathname: string },
) {
  // The development server injects styles and scripts of its own and speaks over a socket.
  const extra = options.development
    ? { style: " 'unsafe-inline'", connect: " ws:" }
    : { style: "", connect: "" };
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self'${extra.style}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${extra.connect}`,
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ];
  response.setHeader("Content-Security-Policy", policy.join("; "));
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  // One page reads codes from paper.
  const camera = options.pathname === OFFLINE_VERIFIER ? "self" : "";
  response.setHeader(
    "Permissions-Policy",
    `camera=(${camera}), geolocation=(), microphone=(), payment=(), usb=()`,
  );
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  if (options.https) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}

/**
 * Whether a request may change something. Browsers say where a request comes from (Sec-Fetch-Site; over plain http only
 * Origin or Referer); a page of another site can change none of the three. The API is asked by programs with a token
 * instead of a cookie, so it is exempt.
 */
export function isFromOurPages(request: IncomingMessage, publicUrl: string): boolean {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return true;
  // The path as the framework will read it: /api/../people is not the API.
  if (new URL(`http://localhost${request.url ?? "/"}`).pathname.startsWith("/api/")) return true;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const source = hostOf(request.headers.origin ?? request.headers.referer);
  return source !== undefined && (source === request.headers.host || source === hostOf(publicUrl));
}

/**
 * The framework compares Origin with Host once more, and would refuse behind a proxy that rewrites Host. After our own
 * check the two are made equal; a forwarded host nobody asked for is dropped.
 */
export function alignHost(request: IncomingMessage) {
  delete request.headers["x-forwarded-host"];
  const origin = hostOf(request.headers.origin);
  if (origin !== undefined) request.headers.host = origin;
}

function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}

/**
 * Calls `refuse` once when a body is announced or grows beyond the limit, and answers whether it did so at once. What
 * still arrives is read and thrown away, for a browser shows the answer only after it has sent everything.
 */
export function limitBody(request: IncomingMessage, refuse: () => void): boolean {
  const most = bodyLimitAt((request.url ?? "/").split("?")[0] as string);
  if (Number(request.headers["content-length"]) > most) {
    discard(request, 0);
    refuse();
    return true;
  }
  if (request.headers["transfer-encoding"] !== undefined) {
    let received = 0;
    const count = (chunk: Buffer) => {
      received += chunk.length;
      if (received <= most) return;
      request.off("data", count);
      discard(request, received);
      refuse();
    };
    request.on("data", count);
  }
  return false;
}

function discard(request: IncomingMessage, already: number) {
  let received = already;
  request.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > 10 * BODY_LIMIT) request.destroy();
  });
}

/** The address of who asks: each trusted proxy has appended the one it saw, so we count from the end. */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? "";
  if (trustedProxies === 0) return direct;
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  return forwarded.at(-trustedProxies) ?? direct;
}

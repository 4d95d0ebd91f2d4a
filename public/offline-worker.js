// Keeps the offline verifier, and nothing else: its page, what that page is made of, the public keys and the status lists.
// Registered for /verify/offline alone.
const KEPT = "offline-verifier-1";
const PAGE = "/verify/offline";
const FRESH = ["/.well-known/jwks.json", "/status-lists/revocation", "/status-lists/suspension"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const kept = keep(event.data.keep).then(
    () => true,
    () => false,
  );
  event.waitUntil(kept.then((done) => event.ports[0].postMessage(done)));
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(keptFirst(event.request));
  else if (pathname === PAGE || FRESH.includes(pathname) || pathname === "/favicon.svg")
    event.respondWith(newestFirst(event.request, pathname));
});

/** What the page names as its parts. What an earlier edition of it was made of goes. */
async function keep(addresses) {
  const cache = await caches.open(KEPT);
  const wanted = [PAGE, ...FRESH, ...addresses].map((address) => new URL(address, self.location.origin).href);
  await Promise.all(
    wanted.map(async (address) => {
      if (new URL(address).pathname.startsWith("/assets/") && (await cache.match(address, LOOSELY))) return;
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${answer.status}`);
      await cache.put(address, answer);
    }),
  );
  for (const request of await cache.keys()) if (!wanted.includes(request.url)) await cache.delete(request);
}

const LOOSELY = { ignoreVary: true };

async function keptFirst(request) {
  return (await caches.match(request, LOOSELY)) ?? fetch(request);
}

async function newestFirst(request, pathname) {
  try {
    const answer = await fetch(request);
    // The page is kept together with its parts only, or it might be kept without them.
    if (answer.ok && FRESH.includes(pathname))
      await (await caches.open(KEPT)).put(`${self.location.origin}${pathname}`, answer.clone());
    if (answer.ok || answer.status < 500) return answer;
  } catch {
    // No network: what was kept answers below.
  }
  const kept = await caches.match(`${self.location.origin}${pathname}`, { ...LOOSELY, ignoreSearch: true });
  return kept ?? Response.error();
}

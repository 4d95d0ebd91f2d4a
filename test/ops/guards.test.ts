import { createServer, type IncomingMessage, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  alignHost,
  BODY_LIMIT,
  clientAddress,
  isFromOurPages,
  limitBody,
  QUESTION_FILE_LIMIT,
  setSecurityHeaders,
} from "../../server/guards.ts";

const PUBLIC_URL = "https://chizheng.example";
const asked = (method: string, headers: Record<string, string>, url = "/people") =>
  ({
    method,
    url,
    headers: { host: "10.0.0.5:3000", ...headers },
    socket: { remoteAddress: "10.0.0.1" },
  }) as unknown as IncomingMessage;

test.each([
  ["a page of ours, as the browser says", { "sec-fetch-site": "same-origin" }, true],
  ["typed by the user", { "sec-fetch-site": "none" }, true],
  ["another site", { "sec-fetch-site": "cross-site", origin: "https://chizheng.example" }, false],
  ["a neighbour under the same domain", { "sec-fetch-site": "same-site" }, false],
  ["plain http: our own origin", { origin: "http://10.0.0.5:3000" }, true],
  ["plain http: the public address, behind a proxy", { origin: "https://chizheng.example" }, true],
  ["plain http: our own referer", { referer: "http://10.0.0.5:3000/people?x=1" }, true],
  ["plain http: another origin", { origin: "http://evil.example" }, false],
  ["plain http: another port of this host", { origin: "http://10.0.0.5:8080" }, false],
  ["an origin that hides itself", { origin: "null" }, false],
  ["a hidden origin with our referer", { origin: "null", referer: "http://10.0.0.5:3000/" }, false],
  ["nothing said", {}, false],
])("a change from %s", (_, headers, allowed) => {
  expect(isFromOurPages(asked("POST", headers as Record<string, string>), PUBLIC_URL)).toBe(allowed);
});

test.each([
  ["/verify/offline", "camera=(self), "],
  ["/verify", "camera=(), "],
  ["/verify/offline/app.webmanifest", "camera=(), "],
  ["/", "camera=(), "],
])("%s: %s", (pathname, camera) => {
  const said = new Map<string, string>();
  const response = { setHeader: (name: string, value: string) => said.set(name, value) };
  setSecurityHeaders(response as never, "n0nce", { https: true, development: false, pathname });
  expect(said.get("Permissions-Policy")).toContain(camera);
});

test("reading is free, and so is the API, which takes no cookie", () => {
  expect(isFromOurPages(asked("GET", { "sec-fetch-site": "cross-site" }), PUBLIC_URL)).toBe(true);
  expect(isFromOurPages(asked("POST", {}, "/api/officers"), PUBLIC_URL)).toBe(true);
  expect(isFromOurPages(asked("POST", {}, "/apiary"), PUBLIC_URL)).toBe(false);
  expect(isFromOurPages(asked("POST", {}, "/api/../people"), PUBLIC_URL)).toBe(false);
  expect(isFromOurPages(asked("POST", {}, "/api/%2e%2e/people"), PUBLIC_URL)).toBe(false);
});

test("after the check the framework sees one host", () => {
  const request = asked("POST", { origin: "https://chizheng.example", "x-forwarded-host": "evil.example" });
  alignHost(request);
  expect(request.headers).toEqual({ host: "chizheng.example", origin: "https://chizheng.example" });
});

test("the client's address is counted from the trusted end", () => {
  const forged = { "x-forwarded-for": "6.6.6.6, 192.0.2.7, 10.0.0.9" };
  expect(clientAddress(asked("GET", forged), 0)).toBe("10.0.0.1");
  expect(clientAddress(asked("GET", forged), 1)).toBe("10.0.0.9");
  expect(clientAddress(asked("GET", forged), 2)).toBe("192.0.2.7");
  expect(clientAddress(asked("GET", {}), 1)).toBe("10.0.0.1");
});

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    const refuse = () => {
      if (!response.headersSent) response.writeHead(413).end("too large");
    };
    if (limitBody(request, refuse)) return;
    request.resume().once("end", () => response.writableEnded || response.end("taken"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

function post(bytes: number, announced: boolean, path = "/"): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  const headers = announced ? { "content-length": bytes } : { "transfer-encoding": "chunked" };
  return new Promise((resolve, reject) => {
    const request = send({ port, path, host: "127.0.0.1", method: "POST", headers }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    });
    request.once("error", reject);
    request.end(Buffer.alloc(bytes));
  });
}

test.each([
  [BODY_LIMIT, true, 200],
  [BODY_LIMIT + 1, true, 413],
  [BODY_LIMIT, false, 200],
  [BODY_LIMIT + 1, false, 413],
])("a body of %i bytes, announced: %s", async (bytes, announced, status) => {
  expect(await post(bytes, announced)).toBe(status);
});

test.each([
  ["/banks/some-bank/imports", QUESTION_FILE_LIMIT, 200],
  ["/banks/some-bank/imports?x=1", QUESTION_FILE_LIMIT + 1, 413],
  ["/banks/some-bank/imports", 200 * 1024 * 1024, 413],
  ["/banks/some-bank/imports/more", QUESTION_FILE_LIMIT, 413],
  ["/courses/some-course/videos", 70 * 1024 * 1024, 200],
  ["/courses/some-course/videos/more", 70 * 1024 * 1024, 413],
  ["/people/imports/new?/banks/x/imports", BODY_LIMIT + 1, 413],
])("%s with %i bytes", async (path, bytes, status) => {
  expect(await post(bytes, true, path)).toBe(status);
  expect(await post(bytes, false, path)).toBe(status);
});

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { doorsOf } from "../../server/doors.ts";
import { ownManifest } from "../../server/own-manifest.ts";

const routes = Object.fromEntries(
  ["people", "my/attempts/:attemptId", "my/exams"].map((path) => [path, { id: path, path }]),
);
const build = { routes, assets: { url: "/assets/manifest-1.js", version: "1", routes } } as never;
const doorFor = doorsOf(build);
const answers = ownManifest(build, doorFor);
const server = createServer((request, response) => {
  if (!answers(request, response)) response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => server.close());
const ask = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);

it.each(["br", "gzip", "identity"])(
  "tells the browser of the routes behind its own door alone (%s)",
  async (encoding) => {
    const { url } = doorFor("/my/attempts/7").assets;
    const answer = await ask(url, { headers: { "Accept-Encoding": encoding } });
    expect(answer.headers.get("Content-Type")).toMatch(/^text\/javascript/);
    expect(answer.headers.get("Content-Encoding")).toBe(encoding === "identity" ? null : encoding);
    const script = await answer.text();
    const told = JSON.parse(script.slice("window.__remixManifest=".length, -1));
    expect(told).toMatchObject({ url, version: "1" });
    expect(Object.keys(told.routes)).toEqual(["my/attempts/:attemptId"]);
  },
);

it("gives every path through a door the same list", () => {
  const { url } = doorFor("/my/attempts/7").assets;
  expect(doorFor(new URL(url, "http://here").searchParams.get("door")!)).toBe(doorFor("/my/attempts/8"));
  const unknown = doorFor("/my/nowhere");
  expect(doorFor(new URL(unknown.assets.url, "http://here").searchParams.get("door")!)).toBe(unknown);
});

it.each([
  "/assets/manifest-1.js",
  "/assets/manifest-1.js?door=/nowhere",
  "/assets/other.js?door=/my/attempts",
  "/",
])("leaves %s to whoever has the file", async (path) => {
  expect((await ask(path)).status).toBe(404);
});

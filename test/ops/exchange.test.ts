import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeEach, expect, it } from "vitest";
import { converse, exchange, isShort } from "../../server/exchange.ts";

let handled: (request: Request) => Promise<Response>;
const asked: boolean[] = [];
const over: Promise<void>[] = [];
const server = createServer((request, response) => {
  asked.push(isShort(request));
  over.push(exchange(request, response, "http:", (one) => handled(one)));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;
const ask = (init?: RequestInit) => fetch(`http://127.0.0.1:${port}/my/line?q=1`, init);
beforeEach(() => {
  asked.length = 0;
  over.length = 0;
});

it("hands over what was asked and what was answered, whole", async () => {
  handled = async (request) => {
    const { method, url, headers } = request;
    const said = {
      method,
      path: new URL(url).search,
      type: headers.get("X-Kind"),
      body: await request.text(),
    };
    return Response.json(said, { status: 409, headers: { "Cache-Control": "no-store" } });
  };
  const answer = await ask({ method: "POST", body: "第一题", headers: { "X-Kind": "save" } });
  expect(answer.status).toBe(409);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const text = await answer.text();
  expect(answer.headers.get("Content-Length")).toBe(String(Buffer.byteLength(text)));
  expect(JSON.parse(text)).toEqual({ method: "POST", path: "?q=1", type: "save", body: "第一题" });
});

it("answers with nothing where nothing is said, and with every cookie", async () => {
  handled = async () => {
    const headers = new Headers([
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ]);
    return new Response(null, { status: 204, headers });
  };
  const answer = await ask();
  expect([answer.status, await answer.text()]).toEqual([204, ""]);
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

it("asks nobody when the caller leaves in the middle", async () => {
  let calls = 0;
  handled = async () => {
    calls += 1;
    return new Response("");
  };
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /my/line HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nhalf");
  await once(server, "request");
  socket.destroy();
  await Promise.all(over);
  expect(calls).toBe(0);
});

it("takes a line of text, and tells one", async () => {
  const lines: string[] = [];
  const line = createServer((request, response) =>
    converse(request, response, async ({ headers, text }) => {
      lines.push(`${headers.get("X-Kind")} ${headers.get("X-Other")} ${text}`);
      return { status: 409, text: JSON.stringify("迟了") };
    }),
  );
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(line.address() as AddressInfo).port}/`;
  const answer = await fetch(address, { method: "POST", body: "第一题", headers: { "X-Kind": "save" } });
  expect(lines).toEqual(["save null 第一题"]);
  expect([answer.status, answer.headers.get("Content-Type"), await answer.json()]).toEqual([
    409,
    "application/json",
    "迟了",
  ]);
  line.close();
});

it("leaves what is long, or does not say how long it is, to others", async () => {
  handled = async () => new Response("");
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("x"));
      controller.close();
    },
  });
  await ask();
  await ask({ method: "POST", body: "x".repeat(4_000) });
  await ask({ method: "POST", body: "x".repeat(4_001) });
  await ask({ method: "POST", body: stream, duplex: "half" } as RequestInit);
  await ask({ method: "PUT", body: "x" });
  expect(asked).toEqual([true, true, false, false, false]);
});

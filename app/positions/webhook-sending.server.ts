/** One message to one receiver: where its name leads is looked at with every sending, and nothing it answers is followed. */
import { lookup as resolve } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { env } from "~/env.server";
import type { Answer, Failure } from "./webhook";
import { hostOf, mayReach } from "./webhook-address";

/** For connecting, sending and answering together. Far less than a turn lasts, so that nobody else begins meanwhile. */
export const PATIENCE_MS = 10_000;

class Inside extends Error {}

/** What came back: a status, or why none did. Of an answer nothing else is read. */
export function send(address: string, headers: Record<string, string>, body: string): Promise<Answer> {
  const url = new URL(address);
  const isEncrypted = url.protocol === "https:";
  const may = (resolved: string) => mayReach(resolved, isEncrypted, env().webhookNetworks);
  if (isIP(hostOf(url)) !== 0 && !may(hostOf(url))) return Promise.resolve({ failure: "inside-address" });
  // Of several addresses of one name none may be of the inside: which one is taken is not ours to say.
  const lookup: LookupFunction = (host, options, answer) =>
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, []);
      if (found.length === 0 || !found.every((one) => may(one.address))) return answer(new Inside(), []);
      if (options.all) return answer(null, found);
      return answer(null, found[0]!.address, found[0]!.family);
    });
  const asking = isEncrypted ? requestHttps : requestHttp;
  return new Promise((settle) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const sent = asking(
      url,
      // A connection of its own: one kept open would lead to where the name led before.
      { method: "POST", agent: false, lookup, signal, headers: headersOf(headers, body) },
      (response) => {
        settle({ status: response.statusCode ?? 0 });
        response.destroy();
      },
    );
    sent.on("error", (error) => settle({ failure: failureOf(error, signal.aborted) }));
    sent.end(body);
  });
}

const headersOf = (headers: Record<string, string>, body: string) => ({
  ...headers,
  "Content-Type": "application/json",
  "Content-Length": Buffer.byteLength(body),
  "User-Agent": "Chizheng-Webhooks/1",
});

function failureOf(error: Error, isLate: boolean): Failure {
  if (error instanceof Inside) return "inside-address";
  if (isLate) return "no-answer";
  const { code } = error as { code?: string };
  return code === "ENOTFOUND" || code === "EAI_AGAIN" ? "unknown-host" : "no-connection";
}

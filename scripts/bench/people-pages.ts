import { Agent, get } from "node:http";

/** `turns`: how often to follow the link to the next page before measuring. */
export type Asked = { page: string; path: string; turns: number; cookie: string };
/** Milliseconds at the server, one request at a time and eight; statements a page. */
export type PeopleFigure = { page: string; p95: number; p95AtEight?: number; queries?: number };

/** As a server that has been running: the first requests are slower while their code is still being compiled. */
const WARMING = 10;
const ALONE = 60;
/** A page that takes seconds is asked less often, so that the largest register ends too. */
const PATIENCE_MS = 5_000;
const COUNTED_OVER = 3;
const AT_ONCE = 8;
const SECONDS = 2;

export async function measured(
  url: string,
  { page, path, turns, cookie }: Asked,
  countStatements: (work: () => Promise<void>) => Promise<number>,
): Promise<PeopleFigure> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  try {
    const address = url + (await turned(url, path, turns, cookie, agent));
    const ask = async () => (await visit(address, cookie, agent)).ms;
    const warm = performance.now() + PATIENCE_MS;
    for (let n = 0; n < WARMING && performance.now() < warm; n += 1) await ask();
    const alone: number[] = [];
    const enough = performance.now() + PATIENCE_MS;
    while (alone.length < ALONE && (alone.length < 3 || performance.now() < enough)) alone.push(await ask());
    const crowd: number[] = [];
    const until = performance.now() + SECONDS * 1000;
    const worker = async () => {
      while (performance.now() < until) crowd.push(await ask());
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    // Apart from the rest: while statements are counted the database writes each of them down.
    const statements = await countStatements(async () => {
      for (let n = 0; n < COUNTED_OVER; n += 1) await ask();
    });
    return {
      ...{ page, p95: p95Of(alone), p95AtEight: p95Of(crowd) },
      queries: Math.round(statements / COUNTED_OVER),
    };
  } finally {
    agent.destroy();
  }
}

async function turned(url: string, path: string, turns: number, cookie: string, agent: Agent) {
  let at = path;
  for (let n = 0; n < turns; n += 1) {
    const { body } = await visit(url + at, cookie, agent);
    const next = /<a href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
    if (next === undefined) break;
    at = `${path.split("?")[0]}${next}`;
  }
  return at;
}

function p95Of(took: number[]): number {
  return took.sort((a, b) => a - b)[Math.ceil(took.length * 0.95) - 1]!;
}

function visit(address: string, cookie: string, agent: Agent): Promise<{ ms: number; body: string }> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    get(address, { agent, headers: { cookie } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}`));
      let body = "";
      response.setEncoding("utf8").on("data", (piece) => {
        body += piece;
      });
      response.once("end", () => resolve({ ms: performance.now() - begun, body }));
    }).once("error", reject);
  });
}

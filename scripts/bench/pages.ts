import { Agent, get } from "node:http";
import { demoPassword } from "../../prisma/demo-accounts.ts";

export type PageFigure = { page: string; perSecond: number; p95: number };

const CONNECTIONS = 8;
const SECONDS = 8;
const WARM_UP_SECONDS = 2;

/** Requests per second and the 95th percentile in milliseconds, one process, eight connections. */
export async function benchPages(url: string): Promise<PageFigure[]> {
  const personnel = await signIn(url, "personnel");
  const candidate = await signIn(url, "candidate");
  const room = await examRoom(url, candidate);
  return [
    await measure("sign-in", `${url}/sign-in`, ""),
    await measure("list of 50 people", `${url}/people`, personnel),
    await measure("exam room", room.address, room.cookie),
  ];
}

async function measure(page: string, address: string, cookie: string): Promise<PageFigure> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const ask = () => visit(address, cookie, agent);
  await during(WARM_UP_SECONDS, ask);
  const took = (await during(SECONDS, ask)).sort((a, b) => a - b);
  agent.destroy();
  return { page, perSecond: took.length / SECONDS, p95: Math.round(took[Math.floor(took.length * 0.95)]!) };
}

/** What each call took, in milliseconds, with CONNECTIONS of them under way all the time. */
async function during(seconds: number, call: () => Promise<number>): Promise<number[]> {
  const until = performance.now() + seconds * 1000;
  const took: number[] = [];
  const worker = async () => {
    while (performance.now() < until) took.push(await call());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return took;
}

function visit(address: string, cookie: string, agent: Agent): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    get(address, { agent, headers: cookie ? { cookie } : {} }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}`));
      response.resume();
      response.once("end", () => resolve(performance.now() - begun));
    }).once("error", reject);
  });
}

async function signIn(url: string, loginName: string): Promise<string> {
  const response = await post(`${url}/sign-in`, { loginName, password: demoPassword, to: "" }, "");
  const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0]);
  if (cookie.length === 0) throw new Error(`${loginName} could not sign in`);
  return cookie.join("; ");
}

/** Begins the demo candidate's open exam and answers the address of the room, with the cookies it needs. */
async function examRoom(url: string, cookie: string): Promise<{ address: string; cookie: string }> {
  const list = await (await fetch(`${url}/my/exams`, { headers: { cookie } })).text();
  for (const [, examId] of list.matchAll(/\/my\/exams\/([0-9a-f-]{36})/g)) {
    const response = await post(`${url}/my/exams/${examId}/attempt`, {}, cookie);
    const room = response.headers.get("Location");
    if (room?.startsWith("/my/attempts/")) {
      const device = response.headers.getSetCookie().map((line) => line.split(";")[0]);
      return { address: url + room, cookie: [cookie, ...device].join("; ") };
    }
  }
  throw new Error("The demo candidate has no open exam");
}

function post(address: string, fields: Record<string, string>, cookie: string): Promise<Response> {
  return fetch(address, {
    method: "POST",
    redirect: "manual",
    headers: { "Sec-Fetch-Site": "same-origin", ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams(fields),
  });
}

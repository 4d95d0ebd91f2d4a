import { Agent } from "node:http";

/** What a server answered for some seconds: how long each took in milliseconds, shortest first, and how many went wrong. */
export type Asked = { took: number[]; errors: number; seconds: number; at: (share: number) => number };

/** So many at once, each asking again as soon as it is answered, for some seconds. `ask`: whether it went as it should. */
export async function askFor(
  seconds: number,
  atOnce: number,
  ask: (agent: Agent) => Promise<boolean>,
): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const began = performance.now();
  const until = began + seconds * 1000;
  const took: number[] = [];
  let errors = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const from = performance.now();
      const isRight = await ask(agent).catch(() => false);
      took.push(performance.now() - from);
      if (!isRight) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  agent.destroy();
  took.sort((a, b) => a - b);
  return {
    took,
    errors,
    seconds: (performance.now() - began) / 1000,
    at: (share) => percentile(took, share),
  };
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

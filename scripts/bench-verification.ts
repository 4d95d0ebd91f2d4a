import { type Agent, get } from "node:http";
import { startApp } from "./bench/app.ts";
import { askFor } from "./bench/asking.ts";
import { machineLine } from "./bench/machine.ts";
import type { Used } from "./bench/processor-time.ts";
import { atEachSize } from "./bench/sizes.ts";

// npm run bench:verification [-- sizes]: how often a second anybody can look up a certificate, asked by sixteen at once on
// the machine that serves, in registers of several sizes, each time another certificate. Sizes default to 1000 and
// 100000; 1000000 takes some minutes more.

const AT_ONCE = 16;
const WARMING_SECONDS = 5;
const SECONDS = 15;

type Way = { what: string; path: (code: string) => string; status: number };
const ways: Way[] = [
  { what: "page", path: (code) => `/v/${code}`, status: 200 },
  { what: "page, no such code", path: (code) => `/v/${code.slice(0, -1)}`, status: 404 },
  { what: "entry for programs", path: (code) => `/v/${code}/entry.json`, status: 200 },
  { what: "signed credential", path: (code) => `/v/${code}/credential`, status: 200 },
];

type Figure = {
  what: string;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  errors: number;
  appMs: number;
  databaseMs: number;
};

await atEachSize("verification", [1_000, 100_000], benchSize, (size, figures) => {
  console.log(`\n${machineLine()}; ${size} certificates, ${AT_ONCE} at once\n`);
  console.log("| what | per second | p50 ms | p95 ms | p99 ms | errors | app ms | database ms |");
  console.log("|---|---:|---:|---:|---:|---:|---:|---:|");
  for (const { what, perSecond, p50, p95, p99, errors, appMs, databaseMs } of figures) {
    const times = [p50, p95, p99].map((ms) => ms.toFixed(0)).join(" | ");
    console.log(
      `| ${what} | ${perSecond.toFixed(0)} | ${times} | ${errors} | ${appMs.toFixed(2)} | ${databaseMs.toFixed(2)} |`,
    );
  }
});

async function benchSize(data: string, size: number): Promise<Figure[]> {
  const { buildRegister } = await import("./bench/people-scene.ts");
  const { codeOf } = await import("./bench/register.ts");
  const { watchProcessors } = await import("./bench/processor-time.ts");
  const scene = await buildRegister(data, size, "all");
  try {
    const app = await startApp(data);
    try {
      const figures: Figure[] = [];
      // A step that shares no divisor with any size: all certificates come, in an order no cache expects.
      let asked = 0;
      const nextCode = () => codeOf((asked++ * 7_919) % size);
      for (const way of ways) {
        const right = async (agent: Agent) =>
          (await statusOf(app.url + way.path(nextCode()), agent)) === way.status;
        await askFor(WARMING_SECONDS, AT_ONCE, right);
        const watch = watchProcessors(app.pid, data);
        const before = watch.used();
        const { took, errors, seconds, at } = await askFor(SECONDS, AT_ONCE, right);
        const used = watch.used();
        watch.stop();
        const each = (what: keyof Used) => ((used[what] - before[what]) * 1000) / took.length;
        figures.push({
          ...{ what: way.what, perSecond: took.length / seconds, errors },
          ...{ p50: at(0.5), p95: at(0.95), p99: at(0.99) },
          ...{ appMs: each("app") + each("hashing"), databaseMs: each("database") },
        });
      }
      return figures;
    } finally {
      await app.stop();
    }
  } finally {
    await scene.close();
  }
}

function statusOf(address: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
      response.once("error", reject);
    }).once("error", reject);
  });
}

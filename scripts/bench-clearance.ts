import { machineLine } from "./bench/machine.ts";
import { postedRegister } from "./bench/posted-register.ts";
import { atEachSize } from "./bench/sizes.ts";

// npm run bench:clearance [-- sizes]: how long it takes to find everybody on an enforcement post whom the gate refuses, in
// registers of several sizes, beside asking the gate about each. Sizes default to 2000 and 200000, all of them on a post.

type Measured = { seconds: number; looked: number; refused: number; gateEach: number; heapMegabytes: number };
const JUDGED = 5_000;

await atEachSize("clearance", [2_000, 200_000], benchSize, (size, measured) => {
  console.log(`${machineLine()}\n${size}: ${JSON.stringify(measured)}`);
});

async function benchSize(data: string, size: number): Promise<Measured> {
  const register = await postedRegister(data, size);
  try {
    const { prisma } = await import("../app/db.server.ts");
    const { judged, scan, seatedNow } = await import("../app/positions/clearance-scan.server.ts");
    const at = new Date();
    let [looked, refused, most] = [0, 0, 0];
    const began = performance.now();
    for await (const step of scan(prisma, "/bench/", at)) {
      looked += step.looked;
      refused += step.refused.length;
      most = Math.max(most, process.memoryUsage().heapUsed);
    }
    const seconds = (performance.now() - began) / 1000;
    const some = await prisma.assignment.findMany({ take: JUDGED, select: { factId: true } });
    const seated = await seatedNow(
      prisma,
      some.map(({ factId }) => factId),
      at,
    );
    const asked = performance.now();
    await judged(prisma, seated, at);
    const gateEach = (performance.now() - asked) / seated.length;
    return { seconds, looked, refused, gateEach, heapMegabytes: Math.round(most / 1024 / 1024) };
  } finally {
    await register.close();
  }
}

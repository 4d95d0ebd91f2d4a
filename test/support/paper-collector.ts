import { disconnect } from "../../app/db.server.ts";
import { collectOverdue } from "../../app/jobs.server.ts";

// An app process reduced to one job: says that it is ready, and on a word collects every paper that was due at the
// instant it is told. Prints how many it collected and how many it could not.
console.log("ready");
process.stdin.once("data", async (now) => {
  let failed = 0;
  const collected = await collectOverdue(new Date(now.toString().trim()), () => (failed += 1));
  console.log(JSON.stringify({ collected, failed }));
  await disconnect();
  process.exit(0);
});

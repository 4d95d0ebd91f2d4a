import { parseArgs } from "node:util";
import { openDatabase, StartRefused, sayAndExit } from "../prisma/database.ts";

const USE = "Use: npm run study:check [-- --year 2026] [--rebuild]";

/** Compares, and with `--rebuild` computes everything again first. Ends with 1 where a row is not what the ledger gives. */
export async function checkStudy(given: string[]): Promise<void> {
  let close = async () => {};
  try {
    const { year: asked, rebuild } = optionsFrom(given);
    const database = await openDatabase((line) => console.log(line));
    close = database.close;
    process.env.DATABASE_URL = database.appUrl;
    const { disconnect } = await import("../app/db.server.ts");
    const { chinaDateOf, yearOf } = await import("../app/calendar.ts");
    const { compareStandings, rebuildStandings } = await import("../app/casework/study-standings.server.ts");
    const now = new Date();
    const year = asked ?? yearOf(chinaDateOf(now));
    if (rebuild) await rebuildStandings(year, now);
    const { people, rows, differences } = await compareStandings(year, now);
    await disconnect();
    console.log(`${year}: ${people} people, ${rows} standings, ${differences.length} differ from the ledger`);
    for (const { personId, quotaId, stored, computed } of differences)
      console.log(
        `  ${personId} ${quotaId}\n    stored   ${JSON.stringify(stored)}\n    computed ${JSON.stringify(computed)}`,
      );
    await close();
    if (differences.length > 0) process.exitCode = 1;
  } catch (error) {
    await close();
    sayAndExit(error);
  }
}

function optionsFrom(given: string[]): { year: number | null; rebuild: boolean } {
  try {
    const { values } = parseArgs({
      args: given,
      options: { year: { type: "string" }, rebuild: { type: "boolean" } },
    });
    if (values.year !== undefined && !/^[12]\d{3}$/.test(values.year))
      throw new Error("A year has four figures.");
    return { year: values.year === undefined ? null : Number(values.year), rebuild: values.rebuild ?? false };
  } catch (error) {
    throw new StartRefused(`${(error as Error).message}\n${USE}`);
  }
}

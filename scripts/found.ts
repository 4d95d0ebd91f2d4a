import { parseArgs } from "node:util";
import { openDatabase, StartRefused, sayAndExit } from "../prisma/database.ts";

const USE = `Use: npm run found -- --code linhu --jurisdiction 临湖区 --justice 临湖区司法局 --personnel 临湖区人力资源和社会保障局 [--pack national]`;

/** Founds an empty installation and prints the first accounts, once. */
export async function foundInstallation(given: string[]): Promise<void> {
  let close = async () => {};
  try {
    const founding = foundingFrom(given);
    const database = await openDatabase((line) => console.log(line));
    close = database.close;
    process.env.DATABASE_URL = database.appUrl;
    const { found } = await import("../prisma/found.ts");
    const accounts = await found(founding, new Date());
    const { disconnect } = await import("../app/db.server.ts");
    await disconnect();
    if (!accounts) throw new StartRefused("The database has a jurisdiction already; nothing was changed.");
    console.log(
      "First accounts. Hand each its activation code, which is shown once and works for seven days, at /activate:",
    );
    for (const { loginName, code } of accounts) console.log(`  ${loginName.padEnd(24)} ${code}`);
    await close();
  } catch (error) {
    await close();
    sayAndExit(error);
  }
}

function foundingFrom(given: string[]) {
  const options = { type: "string" } as const;
  let values: Record<string, string | undefined>;
  try {
    ({ values } = parseArgs({
      args: given,
      options: { code: options, jurisdiction: options, justice: options, personnel: options, pack: options },
    }));
  } catch (error) {
    throw new StartRefused(`${(error as Error).message}\n${USE}`);
  }
  const { code, jurisdiction, justice, personnel, pack } = values;
  if (!code || !jurisdiction || !justice || !personnel) throw new StartRefused(USE);
  return {
    code,
    jurisdiction,
    legalAffairsOffice: justice,
    personnelDepartment: personnel,
    packCode: pack ?? "national",
  };
}

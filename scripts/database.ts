import readline from "node:readline/promises";
import { openDatabase, StartRefused, sayAndExit } from "../prisma/database.ts";
import { emptyDatabase, loadDemoDistrict } from "../prisma/demo-load.ts";

const say = (line: string) => console.log(line);

export async function runCommand(name: string | undefined, options: string[]): Promise<void> {
  let close = async () => {};
  try {
    const database = await openDatabase(say);
    close = database.close;
    if (name === "migrate") {
      say(
        database.applied.length === 0
          ? "Nothing to migrate."
          : `Applied ${database.applied.length} migrations.`,
      );
    } else if (name === "seed") {
      requireDemo(database.environment.mode, "db:seed");
      const loaded = await loadDemoDistrict(database, say);
      if (!loaded) say("The database is in use already; the demo district is loaded into an empty one only.");
    } else if (name === "reset") {
      requireDemo(database.environment.mode, "db:reset");
      await confirm(options, new URL(database.appUrl));
      await emptyDatabase(database, say);
      say("The database is empty. The next start loads the demo district.");
    } else throw new StartRefused("Use: npm run db:migrate, db:seed or db:reset.");
    await close();
  } catch (error) {
    await close();
    sayAndExit(error);
  }
}

function requireDemo(mode: string, command: string) {
  if (mode === "production")
    throw new StartRefused(`CHIZHENG_MODE is production: ${command} does not touch such a database.`);
}

async function confirm(options: string[], { host, pathname }: URL) {
  if (options.includes("--yes")) return;
  if (!process.stdin.isTTY)
    throw new StartRefused("db:reset deletes everything. To confirm: npm run db:reset -- --yes");
  const prompt = readline.createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`Delete everything in ${host}${pathname}? Type yes: `);
  prompt.close();
  if (answer.trim() !== "yes") throw new StartRefused("Nothing was deleted.");
}

import { prepare } from "./prepare.mjs";

// npm run keys:new -- /etc/chizheng/keys.json: the key file a production server needs. Never overwrites one.
await prepare({ pages: "none" });
const { default: importTypeScript } = await import("./typescript.mjs");
const { writeNewRing } = await importTypeScript("../app/keys.server.ts");
const file = process.argv[2] ?? process.env.CHIZHENG_KEYS;
try {
  if (!file) throw new Error("Say where: npm run keys:new -- /etc/chizheng/keys.json");
  writeNewRing(file);
  console.log(
    `${file} is written. Keep a copy apart from the data: what these keys protect is lost with them.`,
  );
} catch (error) {
  console.error(error.code === "EEXIST" ? `${file} exists already and was left alone.` : error.message);
  process.exit(1);
}

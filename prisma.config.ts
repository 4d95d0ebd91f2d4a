import { defineConfig } from "prisma/config";

// The CLI would download a schema engine even for `generate`. Nothing here needs one: migrations run through
// prisma/migrate.ts. The stub fails loudly, so that a command which does need the engine cannot pretend to work.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= new URL("./prisma/no-schema-engine.sh", import.meta.url).pathname;

export default defineConfig({ schema: "prisma/schema.prisma" });

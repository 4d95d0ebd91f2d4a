import { disconnect } from "../app/db.server.ts";
import { seed } from "../prisma/seed.ts";

// Run by the first start and by `npm run db:seed`, with DATABASE_URL naming the app's role; ends when they do.
process.on("disconnect", () => process.exit(1));
try {
  await seed();
  await disconnect();
} catch (error) {
  console.error(error);
  process.exit(1);
}
process.exit(0);

// Works on a run of renewals in a process of its own, which says how far it is and is killed from outside. Run by
// test/certification/renewals.test.ts; what it is told stands in its environment.
export {};

const { RUN_ID = "", NOW = "" } = process.env;
const { runRenewals } = await import("~/casework/renewal-runs.server");
const { disconnect } = await import("~/db.server");

process.stdout.write("begun\n");
await runRenewals(RUN_ID, () => new Date(NOW));
await disconnect();

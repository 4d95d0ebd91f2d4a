// Issues one certificate and prints its documents, in a process of its own that kills itself at a statement. Run by
// test/certification/issuing-crash.test.ts; what it is told stands in its environment.
import pg from "pg";

const { APPLICATION_ID = "", ISSUER_ID = "", DIE_AT = "0", DIE_HOW = "before" } = process.env;
const dieAt = Number(DIE_AT);
let statements = 0;

const client = pg.Client.prototype as unknown as { query: (...asked: unknown[]) => unknown };
const { query } = client;
client.query = function (this: unknown, ...asked: unknown[]) {
  statements += 1;
  if (statements === dieAt && DIE_HOW === "before") process.kill(process.pid, "SIGKILL");
  const answer = query.apply(this, asked);
  // Sent, and never heard of again: the database may or may not have done it.
  if (statements === dieAt) setImmediate(() => process.kill(process.pid, "SIGKILL"));
  return answer;
};

const { disconnect, inTransaction, prisma } = await import("~/db.server");
const { allocateCertificate, keepDocuments, renderDocuments } = await import(
  "~/certification/issuance.server"
);
const now = new Date();
const answer = await inTransaction((tx) =>
  allocateCertificate(
    tx,
    { applicationId: APPLICATION_ID, decisionNumber: "临人社证〔2026〕9号" },
    ISSUER_ID,
    now,
  ),
);
if (!answer.ok) throw new Error(answer.refusals.map(({ code }) => code).join(", "));
// As the job does it, without all else that jobs know: a hundred of these are started.
const rendered = await renderDocuments(prisma, answer.certificateId, now);
const printed = rendered.ok ? rendered.printed : null;
if (printed) await inTransaction((tx) => keepDocuments(tx, printed, now));
process.stdout.write(`${statements}\n`);
await disconnect();

// Sends what is due to other systems, once, in a process of its own, which whoever receives it may kill. Run by
// test/positions/webhooks-encrypted.test.ts; what it is told stands in its environment.
export {};

const { deliverWebhooks } = await import("~/casework/webhook-delivery.server");
const { disconnect } = await import("~/db.server");
const at = new Date(process.env.CLOCK_AT ?? "");
const sent = await deliverWebhooks(
  () => at,
  () => false,
);
process.stdout.write(`${sent}\n`);
await disconnect();

/** Messages to other systems, received over HTTP by a program that knows nothing of ours but the secret. */
import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApiClient, revokeApiClient } from "~/access/api-client.server";
import { deliverWebhooks } from "~/casework/webhook-delivery.server";
import { collectCertificate, reportFound, reportLoss } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { changeMessage } from "~/positions/api-schema";
import { MOST_TRIES, MOST_WEBHOOKS } from "~/positions/webhook";
import { messagePage, webhooksOf } from "~/positions/webhook-list.server";
import { send } from "~/positions/webhook-sending.server";
import { signedHeaders } from "~/positions/webhook-signature.server";
import { dueMessage, gatherChanges, takeTurn } from "~/positions/webhook-turn.server";
import { addWebhook, renewSecret, sendTest, stopWebhook } from "~/positions/webhooks.server";
import { issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";
import { settled } from "./settled";

process.env.CHIZHENG_WEBHOOK_NETWORKS = "127.0.0.0/8";
const database = await useDatabase();

type Received = { id: string; timestamp: string; signature: string; body: string; path: string };
let scene: Scene;
let certificateId: string;
let number: string;
let isLost = false;
let clockAt = NOW;
let receiver: Server;
let address: string;
let received: Received[] = [];
/** What the receiver answers, by how many it has got so far. */
let answerTo: (nth: number) => number | Promise<number> = () => 200;

const clock = () => clockAt;
const wait = (seconds: number) => {
  clockAt = new Date(clockAt.getTime() + seconds * 1000);
};
const deliver = () => deliverWebhooks(clock, () => false);

beforeAll(async () => {
  scene = await setScene();
  const personId = await officer(scene.urban);
  ({ certificateId, number } = await issued(scene, personId));
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
});

beforeEach(async () => {
  received = [];
  answerTo = () => 200;
  wait(600);
  await listen();
});
afterEach(async () => {
  await prisma.webhook.updateMany({
    where: { stoppedAt: null },
    data: { stoppedAt: clock(), stopReason: "by-hand" },
  });
  await hangUp();
});

async function listen(port = 0) {
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const named = (name: string) => String(request.headers[name]);
    received.push({
      ...{ id: named("webhook-id"), timestamp: named("webhook-timestamp"), path: request.url ?? "" },
      ...{ signature: named("webhook-signature"), body },
    });
    const status = await answerTo(received.length);
    response.writeHead(status, status === 302 ? { Location: "/elsewhere" } : {}).end("thank you");
  });
  await new Promise<void>((done) => receiver.listen(port, "127.0.0.1", done));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/status`;
}
const hangUp = () =>
  new Promise<void>((done) => {
    receiver.closeAllConnections();
    receiver.close(() => done());
  });

async function client(unitId = scene.district, scopes: ("changes" | "eligibility")[] = ["changes"]) {
  await inTransaction((tx) => createApiClient(tx, { name: "办案系统", unitId, scopes }, scene.issuer, NOW));
  return (await prisma.apiClient.findFirstOrThrow({ orderBy: { id: "desc" } })).id;
}
async function subscribed(unitId = scene.district) {
  await settled(database);
  const clientId = await client(unitId);
  const made = await inTransaction((tx) => addWebhook(tx, { clientId, address }, scene.issuer, clock()));
  if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
  return { clientId, webhookId: made.webhookId, secret: made.secret };
}
/** The card is lost, or found again: one change. */
async function change() {
  const act = isLost ? reportFound : reportLoss;
  const verdict = await inTransaction((tx) =>
    act(tx, { certificateId, note: "巡查途中" }, scene.issuer, clock()),
  );
  expect(verdict).toMatchObject({ ok: true });
  isLost = !isLost;
  wait(1);
  await settled(database);
}

/** From the specification: HMAC-SHA256 with what stands in base64 behind "whsec_", over id, time and body. */
function isSigned({ id, timestamp, signature, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return signature.split(" ").includes(`v1,${expected}`);
}
const statusIn = ({ body }: Received) => JSON.parse(body).data.certificates[0].status;

describe("a change", () => {
  it("is sent once, signed, with number and status and no more; another unit's system hears nothing", async () => {
    const { secret, webhookId } = await subscribed();
    const elsewhere = await subscribed(scene.market);
    await change();
    expect(await deliver()).toBe(1);
    expect(received).toHaveLength(1);
    const [message] = received;
    expect(isSigned(message!, secret)).toBe(true);
    expect(isSigned(message!, elsewhere.secret)).toBe(false);
    expect(isSigned({ ...message!, body: `${message!.body} ` }, secret)).toBe(false);
    expect(Number(message!.timestamp) * 1000).toBeCloseTo(clockAt.getTime(), -4);
    const body = JSON.parse(message!.body);
    expect(changeMessage.strict().safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({
      type: "certificate.changed",
      data: { about: "certificate", certificates: [{ number, status: isLost ? "lost" : "active" }] },
    });
    wait(10);
    expect(await deliver()).toBe(0);
    const { rows } = await messagePage(prisma, webhookId, {});
    expect(rows).toMatchObject([{ outcome: "delivered", tries: 1, lastStatus: 200 }]);
  });

  it("that is answered with 500 is sent again under the same id, and what came after waits behind it", async () => {
    await subscribed();
    answerTo = (nth) => (nth <= 2 ? 500 : 200);
    await change();
    await deliver();
    await change();
    await deliver();
    expect(received).toHaveLength(1);
    wait(6);
    await deliver();
    expect(received).toHaveLength(2);
    wait(299);
    await deliver();
    expect(received).toHaveLength(2);
    wait(6);
    await deliver();
    expect(received).toHaveLength(4);
    expect(new Set(received.slice(0, 3).map(({ id }) => id)).size).toBe(1);
    expect(received[3]!.id).not.toBe(received[0]!.id);
    expect(statusIn(received[2]!)).not.toBe(statusIn(received[3]!));
  });

  it("while the receiver is down is kept, and comes in order once it is up again", async () => {
    const { webhookId } = await subscribed();
    const { port } = receiver.address() as AddressInfo;
    await hangUp();
    for (let n = 0; n < 3; n += 1) {
      await change();
      wait(6);
      await deliver();
    }
    expect((await messagePage(prisma, webhookId, {})).rows.at(-1)).toMatchObject({
      outcome: null,
      lastFailure: "no-connection",
    });
    await listen(port);
    wait(3_600);
    expect(await deliver()).toBe(3);
    const ids = received.map(({ id }) => id);
    const made = await prisma.webhookMessage.findMany({ where: { webhookId }, orderBy: { place: "asc" } });
    expect(ids).toEqual(made.map(({ id }) => id));
  });

  it("sent by a process that died before it could say so is sent again with the same id, after its turn", async () => {
    await subscribed();
    await change();
    const turn = (await inTransaction((tx) => takeTurn(tx, clock())))!;
    await inTransaction((tx) => gatherChanges(tx, turn, clock()));
    const message = (await dueMessage(prisma, turn, clock()))!;
    const headers = signedHeaders(message, message.secrets, clock());
    expect(await send(turn.address, headers, message.body)).toEqual({ status: 200 });
    wait(30);
    expect(await deliver()).toBe(0);
    wait(31);
    expect(await deliver()).toBe(1);
    expect(received.map(({ id }) => id)).toEqual([message.id, message.id]);
  });

  it("is sent by one of several processes only, however slow the receiver", async () => {
    await subscribed();
    await change();
    await change();
    let [busy, most] = [0, 0];
    answerTo = async () => {
      most = Math.max(most, ++busy);
      await new Promise((done) => setTimeout(done, 150));
      busy -= 1;
      return 200;
    };
    const sent = await Promise.all([deliver(), deliver(), deliver()]);
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect([received.length, new Set(received.map(({ id }) => id)).size, most]).toEqual([2, 2, 1]);
  });
});

describe("a receiver", () => {
  it("that fails for days is left alone, and whoever set it up is told; what was not delivered stays written", async () => {
    const { webhookId } = await subscribed();
    const personId = await officer(scene.urban);
    await prisma.account.update({ where: { id: scene.issuer }, data: { personId } });
    answerTo = () => 503;
    await change();
    for (let n = 0; n < MOST_TRIES; n += 1) {
      await deliver();
      wait(25 * 3_600);
    }
    expect(received).toHaveLength(MOST_TRIES);
    await change();
    expect(await deliver()).toBe(0);
    const [row] = await webhooksOf(
      prisma,
      (await prisma.webhook.findUniqueOrThrow({ where: { id: webhookId } })).clientId,
    );
    expect(row).toMatchObject({ stopReason: "failing" });
    expect(await prisma.notice.count({ where: { personId, code: "api.webhook-stopped" } })).toBe(1);
    expect((await messagePage(prisma, webhookId, {})).rows).toMatchObject([{ outcome: "given-up" }]);
    expect(await prisma.auditEvent.count({ where: { type: "webhook.stopped", subjectId: webhookId } })).toBe(
      1,
    );
  });

  it("that wants no more says 410; a redirect is not followed", async () => {
    const { webhookId } = await subscribed();
    answerTo = (nth) => (nth === 1 ? 302 : 410);
    await change();
    await deliver();
    expect(received.map(({ path }) => path)).toEqual(["/status"]);
    wait(10);
    await deliver();
    expect(received.map(({ path }) => path)).toEqual(["/status", "/status"]);
    const { stopReason } = await prisma.webhook.findUniqueOrThrow({ where: { id: webhookId } });
    expect(stopReason).toBe("gone");
  });

  it("of an inside network is not reached, whatever the address is called", async () => {
    expect(await send("https://10.0.0.1/", {}, "{}")).toEqual({ failure: "inside-address" });
    expect(await send("https://[::1]/", {}, "{}")).toEqual({ failure: "inside-address" });
    expect(await send("http://8.8.8.8/", {}, "{}")).toEqual({ failure: "inside-address" });
  });
});

describe("setting up", () => {
  it("is refused with every reason", async () => {
    const clientId = await client(scene.district, ["eligibility"]);
    await inTransaction((tx) => revokeApiClient(tx, { clientId }, scene.issuer, NOW));
    const at = "http://192.168.0.1/";
    const refused = await inTransaction((tx) => addWebhook(tx, { clientId, address: at }, scene.issuer, NOW));
    expect(refused.ok ? [] : refused.refusals.map(({ code }) => code)).toEqual([
      ...["api-client.revoked", "webhook.no-scope", "webhook.address-not-https", "webhook.address-inside"],
    ]);
    const full = await client();
    for (let n = 0; n <= MOST_WEBHOOKS; n += 1) {
      const made = await inTransaction((tx) =>
        addWebhook(tx, { clientId: full, address }, scene.issuer, NOW),
      );
      expect(made.ok).toBe(n < MOST_WEBHOOKS);
    }
  });

  it("a new secret signs beside the old one for a day; a test is signed, too; stopped is stopped", async () => {
    const { webhookId, secret } = await subscribed();
    const renewed = await inTransaction((tx) => renewSecret(tx, { webhookId }, scene.issuer, clock()));
    if (!renewed.ok) throw new Error("not renewed");
    const test = () => inTransaction((tx) => sendTest(tx, { webhookId }, scene.issuer, clock()));
    await test();
    await deliver();
    expect(JSON.parse(received[0]!.body)).toMatchObject({ type: "webhook.test", data: {} });
    expect([secret, renewed.secret].map((one) => isSigned(received[0]!, one))).toEqual([true, true]);
    wait(24 * 3_600);
    await test();
    await deliver();
    expect([secret, renewed.secret].map((one) => isSigned(received[1]!, one))).toEqual([false, true]);
    const stop = { webhookId, reason: "by-hand" as const };
    await inTransaction((tx) => stopWebhook(tx, stop, scene.issuer, clock()));
    expect(await test()).toMatchObject({ refusals: [{ code: "webhook.stopped" }] });
    const kept = JSON.stringify(
      [await prisma.webhookSecret.findMany(), await prisma.auditEvent.findMany()],
      (_, value) => (typeof value === "bigint" ? String(value) : value),
    );
    for (const one of [secret, renewed.secret]) expect(kept).not.toContain(one.slice(6));
  });
});

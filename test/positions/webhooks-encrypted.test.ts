/** Messages end to end: encrypted, to a name that is resolved, from a process that trusts what it was told to trust and may die. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import forge from "node-forge";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createApiClient } from "~/access/api-client.server";
import { collectCertificate, reportLoss } from "~/certification/acts.server";
import { inTransaction, prisma } from "~/db.server";
import { addWebhook } from "~/positions/webhooks.server";
import { issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";
import { settled } from "./settled";

const NETWORKS = "127.0.0.0/8,::1/128";
process.env.CHIZHENG_WEBHOOK_NETWORKS = NETWORKS;
const database = await useDatabase();
const SENDER = path.resolve("test/support/dying-sender.ts");

type Named = { certificate: forge.pki.Certificate; keys: forge.pki.rsa.KeyPair };
/** A certificate for a name, signed by another or by itself. */
function certified(name: string, authority?: Named): Named {
  const keys = forge.pki.rsa.generateKeyPair({ bits: 2048 });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = forge.util.bytesToHex(forge.random.getBytesSync(8)).replace(/^./, "1");
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  certificate.setSubject([{ name: "commonName", value: name }]);
  certificate.setIssuer(
    authority ? authority.certificate.subject.attributes : certificate.subject.attributes,
  );
  certificate.setExtensions(
    authority
      ? [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }]
      : [
          { name: "basicConstraints", cA: true },
          { name: "keyUsage", keyCertSign: true },
        ],
  );
  certificate.sign(authority?.keys.privateKey ?? keys.privateKey, forge.md.sha256.create());
  return { certificate, keys };
}

type Receiver = { server: Server; address: string; received: { id: string; body: string }[] };
async function listening(named: Named, answer: () => boolean): Promise<Receiver> {
  const received: Receiver["received"] = [];
  const server = createServer(
    {
      key: forge.pki.privateKeyToPem(named.keys.privateKey),
      cert: forge.pki.certificateToPem(named.certificate),
    },
    async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      received.push({ id: String(request.headers["webhook-id"]), body });
      if (answer()) response.writeHead(200).end();
    },
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, received, address: `https://localhost:${(server.address() as AddressInfo).port}/status` };
}

let scene: Scene;
let folder: string;
let authorityFile: string;
let right: Receiver;
let wrong: Receiver;
let sender: ChildProcess | undefined;
let isKilling = false;

beforeAll(async () => {
  scene = await setScene();
  folder = mkdtempSync(path.join(tmpdir(), "chizheng-authority-"));
  const authority = certified("Linhu Test Authority");
  authorityFile = path.join(folder, "authority.pem");
  writeFileSync(authorityFile, forge.pki.certificateToPem(authority.certificate));
  right = await listening(certified("localhost", authority), () => {
    // Between its arrival and its being noted there is nobody left to note it.
    if (isKilling) process.kill(sender!.pid!, "SIGKILL");
    return !isKilling;
  });
  wrong = await listening(certified("elsewhere.example", authority), () => true);
});
afterAll(() => {
  for (const one of [right, wrong]) {
    one?.server.closeAllConnections();
    one?.server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** How the process ended: null when it was killed. */
async function sendElsewhere(seconds: number, { trusting = true, networks = NETWORKS } = {}) {
  const { NODE_EXTRA_CA_CERTS: _, ...around } = process.env;
  sender = spawn(process.execPath, ["--import", "tsx", SENDER], {
    env: {
      ...around,
      ...(trusting ? { NODE_EXTRA_CA_CERTS: authorityFile } : {}),
      CLOCK_AT: new Date(NOW.getTime() + seconds * 1000).toISOString(),
      CHIZHENG_WEBHOOK_NETWORKS: networks,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(sender, "exit");
  return code as number | null;
}

async function subscribe(address: string): Promise<string> {
  await settled(database);
  const asked = { name: "办案系统", unitId: scene.district, scopes: ["changes" as const] };
  await inTransaction((tx) => createApiClient(tx, asked, scene.issuer, NOW));
  const { id: clientId } = await prisma.apiClient.findFirstOrThrow({ orderBy: { id: "desc" } });
  const made = await inTransaction((tx) => addWebhook(tx, { clientId, address }, scene.issuer, NOW));
  if (!made.ok) throw new Error(made.refusals.map(({ code }) => code).join());
  return made.webhookId;
}
const change = async (certificateId: string) => {
  await inTransaction((tx) => reportLoss(tx, { certificateId, note: "巡查途中" }, scene.issuer, NOW));
  await settled(database);
};
const holder = async () => {
  const { certificateId } = await issued(scene, await officer(scene.urban));
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  return certificateId;
};
const messages = (webhookId: string) =>
  prisma.webhookMessage.findMany({ where: { webhookId }, orderBy: { place: "asc" } });
const failures = async (webhookId: string) =>
  (await prisma.webhookTry.findMany({ where: { message: { webhookId } }, orderBy: { sentAt: "asc" } })).map(
    ({ failure, status }) => failure ?? status,
  );

it("an unknown authority and a wrong name are refused and tried again; a killed sender's message comes again under its id", async () => {
  const certificateId = await holder();
  const later = await holder();
  const webhookId = await subscribe(right.address);
  await change(certificateId);

  expect(await sendElsewhere(60, { trusting: false })).toBe(0);
  expect(right.received).toEqual([]);
  expect(await failures(webhookId)).toEqual(["no-connection"]);
  expect(await messages(webhookId)).toMatchObject([{ outcome: null, tries: 1 }]);

  isKilling = true;
  expect(await sendElsewhere(120)).toBeNull();
  isKilling = false;
  expect(right.received).toHaveLength(1);
  expect(await failures(webhookId)).toEqual(["no-connection"]);

  const misnamed = await subscribe(wrong.address);
  await change(later);
  expect(await sendElsewhere(300)).toBe(0);
  // The same message again, then the next: one for each change.
  const ids = right.received.map(({ id }) => id);
  const made = await messages(webhookId);
  expect(made.map(({ outcome }) => outcome)).toEqual(["delivered", "delivered"]);
  expect(ids).toEqual([made[0]!.id, made[0]!.id, made[1]!.id]);
  expect(right.received[1]!.body).toBe(right.received[0]!.body);
  expect(await failures(webhookId)).toEqual(["no-connection", 200, 200]);
  expect(wrong.received).toEqual([]);
  expect(await failures(misnamed)).toEqual(["no-connection"]);
  expect(await messages(misnamed)).toMatchObject([{ outcome: null, tries: 1 }]);

  // Of a network that nobody has named the same address is not reached, however right its certificate.
  await change(await holder());
  expect(await sendElsewhere(900, { networks: "" })).toBe(0);
  expect(right.received).toHaveLength(3);
  expect((await failures(webhookId)).at(-1)).toBe("inside-address");
}, 300_000);

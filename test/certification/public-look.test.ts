/** What programs read of a certificate, checked by means that are not ours: `jose`, and a decoder written from the specification. */
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { disableAccount } from "~/access/account-state.server";
import { createAccount } from "~/access/accounts.server";
import { addDays, chinaDateOf } from "~/calendar";
import { collectCertificate, reportFound, reportLoss } from "~/certification/acts.server";
import { checksOf } from "~/certification/checks.server";
import { codeKeys } from "~/certification/code-keys.server";
import { credentialOf, secured } from "~/certification/credential";
import { codeKeyOf } from "~/certification/offline-proof";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import type { RegisterEntry } from "~/certification/register-entry";
import { rosterPage } from "~/certification/roster.server";
import { inTransaction, prisma } from "~/db.server";
import { env } from "~/env.server";
import { completeIssuance } from "~/jobs.server";
import { changeEmployment, type EmploymentChange } from "~/personnel/employment.server";
import { transferEmployment } from "~/personnel/transfer.server";
import { loader as statusList } from "~/routes/status-lists.$purpose";
import { loader as page } from "~/routes/v.$token._index";
import { loader as credential } from "~/routes/v.$token.credential";
import { loader as entryJson } from "~/routes/v.$token.entry[.]json";
import { verificationText } from "~/text/verification";
import { useDatabase } from "../support/database";
import { HEARD, issued, NOW, officer, type Scene, setScene } from "./scene";

const database = await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterEach(() => vi.useRealTimers());

async function inUse() {
  const personId = await officer(scene.urban);
  const { certificateId, number } = await issued(scene, personId);
  await completeIssuance(certificateId, NOW);
  const collected = await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  if (!collected.ok) throw new Error("not collected");
  const { publicToken, statusIndex } = await prisma.certificate.findUniqueOrThrow({
    where: { id: certificateId },
  });
  return { personId, certificateId, number, token: publicToken, place: statusIndex };
}

async function decide(certificateId: string, act: "revoke" | "suspend", ground: string) {
  const details = {
    act,
    ground,
    legalBasis: "《浙江省行政执法证件管理办法》第十七条",
    decisionNumber: "临人社证〔2026〕8号",
    effectiveOn: "2026-11-20",
    banUntilOn: null,
    note: "案情不公开",
    statement: HEARD,
  } as never;
  const proposed = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details }, scene.issuer, NOW),
  );
  if (!proposed.ok) throw new Error(`not proposed: ${JSON.stringify(proposed)}`);
  const approved = await inTransaction((tx) =>
    approveProposal(tx, { proposalId: proposed.proposalId }, scene.secondIssuer, NOW),
  );
  if (!approved.ok) throw new Error("not approved");
}
const lose = (certificateId: string) =>
  inTransaction((tx) => reportLoss(tx, { certificateId, note: "遗失" }, scene.issuer, NOW));

const asked = (params: Record<string, string>, headers: HeadersInit = {}) =>
  ({ request: new Request("http://localhost/anywhere", { headers }), params, context: {} }) as never;
const seen = async (token: string) =>
  (await page(asked({ token }))) as { data: Record<string, unknown>; init: ResponseInit };
const jsonOf = async (token: string) => {
  const answer = await entryJson(asked({ token }));
  return { answer, body: (await answer.json()) as Record<string, never> };
};

const keySet = () => createLocalJWKSet({ keys: codeKeys() } as unknown as JSONWebKeySet);

let minutes = 0;
/** A list of a minute of its own: within one minute everybody is given the same. */
async function placesIn(purpose: string): Promise<{ marked: Set<number>; payload: Record<string, never> }> {
  minutes += 1;
  vi.useFakeTimers({ now: NOW.getTime() + minutes * 60_000, toFake: ["Date"] });
  const answer = await statusList(asked({ purpose }));
  vi.useRealTimers();
  const { payload } = await jwtVerify(await answer.text(), keySet(), {
    typ: "vc+jwt",
    currentDate: new Date(NOW.getTime() + minutes * 60_000),
  });
  const { encodedList } = payload.credentialSubject as { encodedList: string };
  expect(encodedList[0]).toBe("u");
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), "base64url"));
  const marked = new Set<number>();
  // Bitstring Status List v1.0, 3.2: index zero is the left-most bit.
  for (let index = 0; index < bits.length * 8; index += 1)
    if ((bits[Math.floor(index / 8)]! >> (7 - (index % 8))) & 1) marked.add(index);
  expect(bits.length).toBeGreaterThanOrEqual(16_384);
  return { marked, payload: payload as Record<string, never> };
}

describe("scenario 14: three scans", () => {
  const WORDS = [
    ["active", "有效", async () => {}],
    ["lost", "已挂失", lose],
    ["revoked", "已吊销", (id: string) => decide(id, "revoke", "altered-or-lent")],
  ] as const;

  it.each(WORDS)(
    "%s reads %s, with the printed fields only; it is counted, and nobody is followed",
    async (status, word, act) => {
      const { certificateId, token, number } = await inUse();
      await act(certificateId);
      const { data, init } = await seen(token);
      expect(verificationText["zh-CN"].words[status]).toBe(word);
      expect(data).toMatchObject({
        entry: { status, number, holderName: "顾长青", unitName: "临湖区城市管理局" },
      });
      expect(Object.keys(data.entry as object).sort()).toEqual(
        [
          "field",
          "happened",
          "hasPhoto",
          "holderName",
          "issuer",
          "number",
          "status",
          "token",
          "unitName",
          "validFromOn",
          "validToOn",
        ].sort(),
      );
      expect(new Headers(init.headers).has("Set-Cookie")).toBe(false);
      const { answer, body } = await jsonOf(token);
      expect(body.status).toEqual({ code: status, "zh-CN": word, en: verificationText.en.words[status] });
      for (const text of [JSON.stringify(data), JSON.stringify(body)])
        expect(text).not.toMatch(/\d{17}[\dX]|案情|civil-servant|第十七条/);
      expect(answer.headers.has("Set-Cookie")).toBe(false);

      await seen(token);
      const counted = await database.ownerQuery<Record<string, unknown>>(
        "SELECT * FROM certificate_check WHERE certificate_id = $1 ORDER BY way",
        [certificateId],
      );
      expect(counted.map(({ way, checks }) => [way, checks])).toEqual([
        ["entry", 1],
        ["page", 2],
      ]);
      // A number, a day, a way: nothing that tells one visitor from another.
      expect(Object.keys(counted[0]!).sort()).toEqual(["certificate_id", "checked_on", "checks", "way"]);
      expect(await checksOf(prisma, certificateId, new Date())).toEqual({ today: 3, total: 3 });
    },
  );

  it("counts go up and never down, whoever writes", async () => {
    const { certificateId, token } = await inUse();
    await seen(token);
    await seen(token);
    for (const set of ["checks = 1", "checks = checks", "way = 'entry'"])
      await expect(
        database.ownerQuery(`UPDATE certificate_check SET ${set} WHERE certificate_id = $1`, [certificateId]),
      ).rejects.toMatchObject({ code: "23001" });
  });

  it("a certificate that was replaced says so, and one whose holder's account is gone answers as before", async () => {
    const { personId, certificateId, token } = await inUse();
    const before = (await seen(token)).data.entry;
    await inTransaction(async (tx) => {
      const facts = { loginName: "gone", displayName: "顾长青", personId, passwordHash: "-" };
      const id = await createAccount(tx, facts, null, NOW);
      expect((await disableAccount(tx, { accountId: id }, scene.issuer, NOW)).ok).toBe(true);
    });
    expect((await seen(token)).data.entry).toEqual(before);
    await database.ownerQuery(
      `INSERT INTO certificate_act (id, certificate_id, act, effective_at, recorded_at) VALUES (gen_random_uuid(), $1, 'replace', $2, $2)`,
      [certificateId, NOW],
    );
    const { data } = await seen(token);
    expect(data).toMatchObject({ entry: { status: "replaced", holderName: "顾长青" } });
    expect(verificationText["zh-CN"].words.replaced).toBe("已换发");
  });
});

describe("the entry for programs", () => {
  it("says what the page says, never kept, open to every site, with the digests of the documents", async () => {
    const { certificateId, token, number } = await inUse();
    const { answer, body } = await jsonOf(token.toLowerCase());
    expect(answer.headers.get("Content-Type")).toContain("application/json");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(body).toMatchObject({
      schema: "chizheng-public-entry/1",
      verificationCode: token,
      number,
      holderName: "顾长青",
      field: { code: "urban-management", "zh-CN": expect.any(String), en: expect.any(String) },
      happened: null,
      photo: null,
    });
    const kept = await prisma.certificateDocument.findMany({
      where: { certificateId },
      orderBy: { layout: "asc" },
    });
    expect(body.documents).toEqual(kept.map(({ layout, fileHash }) => ({ layout, sha256: fileHash })));
    const { bytes } = await prisma.certificateDocument.findFirstOrThrow({ where: { certificateId } });
    expect(bytes).toBeGreaterThan(0);
    expect(kept.every(({ fileHash }) => /^[0-9a-f]{64}$/.test(fileHash))).toBe(true);
  });

  it("answers a code that it does not know with data too", async () => {
    for (const token of ["0000-0000-0000-0000-0001", "nonsense"]) {
      const { answer, body } = await jsonOf(token);
      expect([answer.status, body.error]).toEqual([404, "certificate.unknown"]);
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect((await credential(asked({ token }))).status).toBe(404);
    }
  });
});

describe("the credential", () => {
  it("is verified by another implementation, and holds what is printed", async () => {
    const { token, number, place } = await inUse();
    const answer = await credential(asked({ token }));
    expect(answer.headers.get("Content-Type")).toBe("application/vc+jwt");
    const text = await answer.text();
    expect(decodeProtectedHeader(text)).toMatchObject({
      alg: "EdDSA",
      typ: "vc+jwt",
      kid: codeKeys().at(-1)!.kid,
    });
    const { payload } = await jwtVerify(text, keySet(), { typ: "vc+jwt" });
    const site = env().publicUrl;
    expect(payload).toMatchObject({
      "@context": ["https://www.w3.org/ns/credentials/v2", expect.any(Object)],
      id: `${site}/v/${token.replaceAll("-", "")}/credential`,
      type: ["VerifiableCredential", "EnforcementCertificate"],
      issuer: { id: site },
      validFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00\+08:00$/),
      credentialSubject: { name: "顾长青", certificateNumber: number, unitName: "临湖区城市管理局" },
      credentialStatus: ["revocation", "suspension"].map((statusPurpose) => ({
        type: "BitstringStatusListEntry",
        statusPurpose,
        statusListIndex: String(place),
        statusListCredential: `${site}/status-lists/${statusPurpose}`,
      })),
    });
    expect(JSON.stringify(payload)).not.toMatch(/\d{17}[\dX]|identityNumber|personId/);
    const other = createLocalJWKSet({
      keys: [codeKeyOf({ bytes: Buffer.alloc(32, 9) })],
    } as unknown as JSONWebKeySet);
    await expect(jwtVerify(text, other)).rejects.toThrow();
    const [head, said, signature] = text.split(".") as [string, string, string];
    const forged = Buffer.from(said, "base64url").toString().replace("顾长青", "顾长春");
    await expect(
      jwtVerify(`${head}.${Buffer.from(forged).toString("base64url")}.${signature}`, keySet()),
    ).rejects.toThrow();
  });

  it("ends when the last day does, in China", async () => {
    const { certificateId, token } = await inUse();
    const { registerEntry } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    const { validFromOn, validToOn } = registerEntry as RegisterEntry;
    const { payload } = await jwtVerify(await (await credential(asked({ token }))).text(), keySet());
    const says = payload as unknown as { validFrom: string; validUntil: string };
    expect(new Date(says.validFrom).getTime()).toBe(Date.parse(`${validFromOn}T00:00:00+08:00`));
    expect(new Date(says.validUntil).getTime()).toBe(Date.parse(`${validToOn}T00:00:00+08:00`) + 86_400_000);
  });

  it("is verified after its key has been followed by a new one", async () => {
    const old = { bytes: Buffer.alloc(32, 3) };
    const { certificateId, place } = await inUse();
    const { registerEntry } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    const text = secured(credentialOf(registerEntry as RegisterEntry, place, env().publicUrl), old);
    const both = createLocalJWKSet({
      keys: [codeKeyOf(old), ...codeKeys()],
    } as unknown as JSONWebKeySet);
    expect((await jwtVerify(text, both)).protectedHeader.kid).toBe(codeKeyOf(old).kid);
  });
});

describe("out of use: nothing was decided, but the holder does not serve in the unit", () => {
  const TODAY = chinaDateOf(NOW);
  const CHANGES = {
    "moved to another bureau": (personId: string) =>
      inTransaction((tx) =>
        transferEmployment(tx, { personId, unitId: scene.market, title: null, fromOn: TODAY }, null, NOW),
      ),
    "stood down": (personId: string) => changed(personId, { status: "suspended" }),
    retired: (personId: string) => changed(personId, { status: "retired" }),
    "kept on by contract": (personId: string) => changed(personId, { identity: "contract" }),
  };
  const changed = (personId: string, change: Partial<EmploymentChange>) =>
    inTransaction((tx) =>
      changeEmployment(tx, { personId, relation: "home", fromOn: TODAY, ...change }, null, NOW),
    );
  const onRoster = async (number: string) =>
    (await rosterPage(prisma, { q: number }, {}, 10, NOW)).rows.length === 1;

  it.each(Object.entries(CHANGES))("%s", async (_, change) => {
    const { personId, number, token, place } = await inUse();
    const status = async () => {
      const { body } = await jsonOf(token);
      const { entry } = (await seen(token)).data as { entry: { status: string } };
      expect((body.status as unknown as { code: string }).code).toBe(entry.status);
      return entry.status;
    };
    vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
    expect([await status(), await onRoster(number)]).toEqual(["active", true]);
    expect((await placesIn("suspension")).marked.has(place)).toBe(false);
    expect(await change(personId)).toMatchObject({ ok: true });
    vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
    expect([await status(), await onRoster(number)]).toEqual(["out-of-use", false]);
    const { body } = await jsonOf(token);
    expect(body.happened).toMatchObject({
      effectiveAt: "2026-11-19T16:00:00.000Z",
      ground: { code: "holder-not-serving" },
    });
    // Which of the four it was is nobody's business.
    expect(JSON.stringify(body)).not.toMatch(/停职|退休|合同|调/);
    expect((await placesIn("suspension")).marked.has(place)).toBe(true);
    expect((await placesIn("revocation")).marked.has(place)).toBe(false);
  });

  it("and in use again once the holder is", async () => {
    const { personId, number, token } = await inUse();
    await CHANGES["stood down"](personId);
    await changed(personId, { status: "in-post", fromOn: addDays(TODAY, 3) });
    const later = new Date(NOW.getTime() + 3 * 86_400_000);
    vi.useFakeTimers({ now: later, toFake: ["Date"] });
    expect(((await jsonOf(token)).body.status as unknown as { code: string }).code).toBe("active");
    expect((await rosterPage(prisma, { q: number }, {}, 10, later)).rows).toHaveLength(1);
  });
});

describe("the status lists", () => {
  it("follow what happens to a certificate", async () => {
    const { certificateId, place } = await inUse();
    const where = async () => {
      const [ended, stopped] = [await placesIn("revocation"), await placesIn("suspension")];
      return [ended.marked.has(place), stopped.marked.has(place)];
    };
    expect(await where()).toEqual([false, false]);
    await lose(certificateId);
    expect(await where()).toEqual([false, true]);
    await inTransaction((tx) => reportFound(tx, { certificateId, note: "找回" }, scene.issuer, NOW));
    expect(await where()).toEqual([false, false]);
    await decide(certificateId, "revoke", "altered-or-lent");
    expect(await where()).toEqual([true, false]);
  });

  it("count a certificate that waits to be collected as stopped", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban));
    const { statusIndex } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    expect((await placesIn("suspension")).marked.has(statusIndex)).toBe(true);
  });

  it("say from when they are and how long they may be kept, and what has not changed is not sent again", async () => {
    const { payload } = await placesIn("suspension");
    expect(payload).toMatchObject({
      id: `${env().publicUrl}/status-lists/suspension`,
      type: ["VerifiableCredential", "BitstringStatusListCredential"],
      issuer: env().publicUrl,
      validFrom: expect.stringMatching(/:00\.000Z$/),
      credentialSubject: { type: "BitstringStatusList", statusPurpose: "suspension", ttl: 300_000 },
    });
    const { validFrom, validUntil } = payload as unknown as Record<"validFrom" | "validUntil", string>;
    expect(Date.parse(validUntil) - Date.parse(validFrom)).toBe(86_400_000);
    vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
    const first = await statusList(asked({ purpose: "suspension" }));
    expect(first.headers.get("Cache-Control")).toBe("public, max-age=300");
    expect(first.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const etag = first.headers.get("ETag")!;
    expect(
      (await statusList(asked({ purpose: "suspension" }, { "If-None-Match": `"x", W/${etag}` }))).status,
    ).toBe(304);
    const unknown = statusList(asked({ purpose: "expiry" })).catch((thrown: Response) => thrown);
    expect((await unknown).status).toBe(404);
  });
});

it("the digest is that of the file a person is given", async () => {
  const { certificateId, token } = await inUse();
  const { readFile } = await import("~/files.server");
  const { body } = await jsonOf(token);
  for (const { layout, sha256 } of body.documents as unknown as { layout: string; sha256: string }[]) {
    const kept = await prisma.certificateDocument.findFirstOrThrow({ where: { certificateId, layout } });
    const { bytes } = await readFile(prisma, kept.fileHash);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
    // By this the browser tells a changed document of this certificate from another one.
    expect(bytes.toString("latin1")).toContain(token);
  }
});

import { createHash } from "node:crypto";
import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { openSession } from "~/access/session.server";
import { addDays, chinaDateOf } from "~/calendar";
import { collectCertificate, reportLoss, voidCertificate } from "~/certification/acts.server";
import type { DecidedAct } from "~/certification/ground";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import * as approvalPage from "~/routes/_staff.applications.$applicationId.approval";
import * as staffDocument from "~/routes/_staff.certificates.$certificateId.document";
import * as issuancesPage from "~/routes/_staff.issuances._index";
import * as ownDocument from "~/routes/my.certificate.document";
import * as roster from "~/routes/roster";
import * as verdict from "~/routes/v.$token._index";
import * as verify from "~/routes/verify";
import { useDatabase } from "../support/database";
import { apply, approve, HEARD, issued, officer, type Scene, setScene } from "./scene";

await useDatabase();
// The pages ask the clock themselves, so here everything happens now.
const NOW = new Date();
const passedOn = addDays(chinaDateOf(NOW), -30);
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const asked = (path: string, init: RequestInit = {}, params: Record<string, string> = {}) =>
  ({
    request: new Request(`http://localhost${path}`, init),
    params,
    context: {},
  }) as unknown as ActionFunctionArgs;
const cookieOf = async (accountId: string) =>
  (await inTransaction((tx) => openSession(tx, { id: accountId }, "test", NOW))).split(";")[0]!;
const tokenOf = async (certificateId: string) =>
  (await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } })).publicToken;

type Answer = {
  data: { entry: Record<string, unknown> | null };
  init: { status?: number; headers?: HeadersInit };
};
const look = async (token: string) =>
  (await verdict.loader(asked(`/v/${token}`, {}, { token }))) as unknown as Answer;

async function inUse() {
  const personId = await officer(scene.urban, { passedOn });
  const { certificateId } = await issued(scene, personId, NOW);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  return { personId, certificateId, token: await tokenOf(certificateId) };
}
async function decide(certificateId: string, act: DecidedAct, ground: string) {
  const details = {
    ground,
    legalBasis: "第十七条",
    decisionNumber: "7",
    effectiveOn: null,
    banUntilOn: null,
    note: "案情不公开",
    statement: HEARD,
  };
  const proposed = await inTransaction((tx) =>
    proposeAct(tx, { certificateId, act, details }, scene.issuer, NOW),
  );
  if (!proposed.ok) throw new Error("not proposed");
  await inTransaction((tx) =>
    approveProposal(tx, { proposalId: proposed.proposalId }, scene.secondIssuer, NOW),
  );
}

describe("the public page", () => {
  it.each([
    ["active", async () => {}],
    ["suspended", (id: string) => decide(id, "suspend", "off-post-training")],
    ["cancelled", (id: string) => decide(id, "cancel", "retired")],
    ["revoked", (id: string) => decide(id, "revoke", "altered-or-lent")],
    ["annulled", (id: string) => decide(id, "annul", "false-materials")],
    [
      "lost",
      (id: string) =>
        inTransaction((tx) => reportLoss(tx, { certificateId: id, note: "遗失" }, scene.issuer, NOW)),
    ],
  ] as const)("answers for %s, never cached, no cookie, nothing of the case", async (status, act) => {
    const { certificateId, token } = await inUse();
    await act(certificateId);
    const { data, init } = await look(token);
    const headers = new Headers(init.headers);
    expect([init.status, data.entry?.status]).toEqual([200, status]);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.has("Set-Cookie")).toBe(false);
    expect(JSON.stringify(data)).not.toMatch(/案情|第十七条|civil-servant|\d{17}/);
  });

  it("answers before collection and after voiding", async () => {
    const { certificateId } = await issued(scene, await officer(scene.urban, { passedOn }), NOW);
    const token = await tokenOf(certificateId);
    expect((await look(token)).data.entry?.status).toBe("to-collect");
    await inTransaction((tx) => voidCertificate(tx, { certificateId, note: "错字" }, scene.issuer, NOW));
    expect((await look(token)).data.entry?.status).toBe("voided");
  });

  it("reads a code as people type it, and is calm about one it does not know", async () => {
    const { token } = await inUse();
    const typed = token.toLowerCase().replaceAll("-", "").replaceAll("0", "o");
    expect((await look(typed)).data.entry?.token).toBe(token);
    const unknown = await look("0000-0000-0000-0000-0001");
    expect([unknown.init.status, unknown.data.entry]).toEqual([404, null]);
  });

  it("is found by number and name together; a code leads to its own page; what is missing is asked for", async () => {
    const { certificateId, token } = await inUse();
    const { number } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    const by = (typed: { number: string; name: string }, clientAddress = "203.0.113.7") =>
      verify
        .action({
          request: new Request("http://localhost/verify", {
            method: "POST",
            body: new URLSearchParams(typed),
          }),
          params: {},
          context: { clientAddress } as never,
        })
        .catch((thrown: unknown) => thrown) as Promise<Response & Answer>;
    const name = "顾长青";
    expect((await by({ number: ` ${number} `, name: "顾 长青" })).headers.get("Location")).toBe(
      `/v/${token}`,
    );
    expect((await by({ number: token, name: "" })).headers.get("Location")).toBe(`/v/${token}`);
    expect((await by({ number, name: "顾长" })).init.status).toBe(404);
    expect((await by({ number: "123", name })).init.status).toBe(404);
    expect((await by({ number: "", name })).init.status).toBe(422);
    expect((await by({ number, name: "" })).init.status).toBe(422);

    // Who tries many waits, and only they: the number is not shut for others.
    const guesser = "198.51.100.9";
    const guesses = [];
    for (let n = 0; n < 70; n += 1) guesses.push(await by({ number: `${n}`, name: `猜${n}` }, guesser));
    expect(guesses.at(-1)!.init.status).toBe(429);
    expect((await by({ number, name }, guesser)).init.status).toBe(429);
    expect((await by({ number, name })).headers.get("Location")).toBe(`/v/${token}`);
  });

  it("the roster lists who holds one, by whole name only", async () => {
    const listed = async (query: string) =>
      ((await roster.loader(asked(`/roster${query}`))) as unknown as { data: { total: number } }).data.total;
    expect(await listed("")).toBeGreaterThan(0);
    expect(await listed(`?q=${encodeURIComponent("顾")}`)).toBe(0);
    expect(await listed(`?q=${encodeURIComponent("顾长青")}`)).toBeGreaterThan(0);
  });
});

describe("the document", () => {
  const hashOf = async (response: Response) =>
    createHash("sha256")
      .update(Buffer.from(await response.arrayBuffer()))
      .digest("hex");

  it("is the same bytes for its holder and for staff, each time; named in Chinese; each download logged", async () => {
    const { personId, certificateId } = await inUse();
    const account = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: "holder", displayName: "顾长青", personId, passwordHash: "-" },
        null,
        NOW,
      ),
    );
    const own = { headers: { Cookie: await cookieOf(account) } };
    const staff = { headers: { Cookie: await cookieOf(scene.issuer) } };
    const first = await ownDocument.loader(asked("/my/certificate/document", own));
    const named = first.headers.get("Content-Disposition") ?? "";
    expect(decodeURIComponent(named)).toMatch(/filename\*=UTF-8''行政执法证件登记证明-顾长青-\d+\.pdf$/);
    expect(named).toMatch(/^attachment; filename="certificate-\d+\.pdf"; /);
    const hashes = [
      await hashOf(first),
      await hashOf(await ownDocument.loader(asked("/my/certificate/document", own))),
      await hashOf(
        await staffDocument.loader(
          asked(`/certificates/${certificateId}/document`, staff, { certificateId }),
        ),
      ),
    ];
    const kept = await prisma.certificateDocument.findFirstOrThrow({
      where: { certificateId, layout: "a4" },
    });
    expect(new Set(hashes)).toEqual(new Set([kept.fileHash]));
    const logged = { type: "certificate.document-downloaded", subjectId: certificateId };
    expect(await prisma.auditEvent.count({ where: logged })).toBe(3);
  });

  it("is not there for another unit's staff, nor without an account", async () => {
    const { certificateId } = await inUse();
    const stranger = await inTransaction(async (tx) => {
      const { createAccount: create, grantRole } = await import("~/access/accounts.server");
      const id = await create(
        tx,
        { loginName: "market", displayName: "market", personId: null, passwordHash: "-" },
        null,
        NOW,
      );
      await grantRole(tx, { accountId: id, role: "unit-personnel-officer", unitId: scene.market }, null, NOW);
      return id;
    });
    const ask = async (init: RequestInit) =>
      (
        (await Promise.resolve(staffDocument.loader(asked("/x", init, { certificateId }))).catch(
          (thrown: unknown) => thrown,
        )) as Response
      ).status;
    expect(await ask({ headers: { Cookie: await cookieOf(stranger) } })).toBe(404);
    expect(await ask({})).toBe(302);
  });
});

describe("pages that act", () => {
  const form = async (accountId: string, fields: [string, string][]) => ({
    method: "POST",
    headers: { Cookie: await cookieOf(accountId), "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
  type Refused = {
    init: { status: number };
    data: { refusals: { code: string }[]; typed: { opinion: string } };
  };

  it("a review taken twice is refused with what was typed", async () => {
    const applicationId = await apply(scene, await officer(scene.urban, { passedOn }), NOW);
    const post = async () =>
      approvalPage.action(
        asked("/x", await form(scene.legalReviewer, [["opinion", "情况属实"]]), { applicationId }),
      );
    const first = (await post().catch((thrown: unknown) => thrown)) as Response;
    expect([first.status, first.headers.get("Location")]).toEqual([
      303,
      `/applications/${applicationId}?done=approved`,
    ]);
    const second = (await post()) as unknown as Refused;
    expect(second.init.status).toBe(422);
    expect(second.data.typed.opinion).toBe("情况属实");
    expect(second.data.refusals.map(({ code }) => code)).toContain("application.reviewed-by-you");
  });

  it("a batch is issued one by one: what cannot be is refused, the rest is issued", async () => {
    const good = await apply(scene, await officer(scene.urban, { passedOn }), NOW);
    await approve(scene, good, NOW);
    const early = await apply(scene, await officer(scene.urban, { name: "沈若岚", passedOn }), NOW);
    const fields: [string, string][] = [
      ["application", good],
      ["application", early],
      ["decisionNumber", "临人社证〔2026〕12号"],
    ];
    const answer = (await issuancesPage.action(
      asked("/issuances", await form(scene.issuer, fields)),
    )) as unknown as {
      init: { status: number };
      data: { issued: number; refused: { name: string }[] };
    };
    expect(answer.init.status).toBe(422);
    expect([answer.data.issued, answer.data.refused.map(({ name }) => name)]).toEqual([1, ["沈若岚"]]);
    expect(await prisma.certificate.count({ where: { applicationId: good } })).toBe(1);
    const none = (await issuancesPage.action(
      asked("/issuances", await form(scene.issuer, [])),
    )) as unknown as {
      data: { problems: unknown[] };
    };
    expect(none.data.problems).toHaveLength(2);
  });
});

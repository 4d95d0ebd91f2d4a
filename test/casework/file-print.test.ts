import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { openSession } from "~/access/session.server";
import { record } from "~/audit/audit.server";
import { inTransaction, prisma } from "~/db.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { recordEmployment } from "~/personnel/employment.server";
import { openIdentityNumber } from "~/personnel/identity-vault.server";
import { action as looks } from "~/routes/_staff.people.$personId.looks";
import { loader as paper } from "~/routes/_staff.people.$personId.paper";
import { loader as myFile } from "~/routes/my.file";
import { loader as ownPaper } from "~/routes/my.file_.paper";
import { loader as lookUp } from "~/routes/verify";
import { loader as check } from "~/routes/verify_.files.$code";
import { readPages } from "../certificates/read-pdf";
import { smallDistrict, someone } from "../personnel/district";
import { useDatabase } from "../support/database";

await useDatabase();
const now = new Date();
const cookies: Record<string, string> = {};
let district: Awaited<ReturnType<typeof smallDistrict>>;
let personId: string;

async function sign(login: string, role: Role | null, unitId: string, ofPerson: string | null = null) {
  cookies[login] = await inTransaction(async (tx) => {
    const account = { loginName: login, displayName: login, personId: ofPerson, passwordHash: "x" };
    const accountId = await createAccount(tx, account, null, now);
    if (role) await grantRole(tx, { accountId, role, unitId }, null, now);
    return openSession(tx, { id: accountId }, "test", now);
  });
}

beforeAll(async () => {
  district = await smallDistrict();
  personId = await someone("顾长青");
  await sign("urban-hr", "unit-personnel-officer", district.urban);
  await sign("market-hr", "unit-personnel-officer", district.market);
  await sign("own", null, district.urban, personId);
  const job = {
    personId,
    relation: "home",
    identity: "civil-servant",
    status: "in-post",
    title: "科员",
  } as const;
  await inTransaction(async (tx) => {
    await recordEmployment(tx, { ...job, unitId: district.urban, fromOn: "2020-01-01" }, null, now);
    // Enough to run over several pages.
    for (let n = 0; n < 80; n += 1)
      await record(tx, {
        type: "person.photo-seen",
        at: now,
        actorId: null,
        personId,
        data: { photoId: personId, fileHash: "none" },
      });
  });
});

type Handler = (args: never) => Promise<unknown>;

async function asked(handler: Handler, who: string | null, path: string, params = {}, body?: FormData) {
  const headers = new Headers(who ? { Cookie: cookies[who]!.split(";")[0]! } : {});
  const request = new Request(`http://localhost${path}`, {
    headers,
    ...(body ? { method: "POST", body } : {}),
  });
  try {
    return (await handler({ request, params, context: {} } as never)) as Response;
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    return thrown;
  }
}

const print = (who: string, search = "") =>
  asked(paper as Handler, who, `/people/${personId}/paper${search}`, { personId });

async function giveReason(who: string) {
  const form = new FormData();
  form.set("reason", "audit");
  await asked(looks as Handler, who, `/people/${personId}/looks`, { personId }, form);
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe("a personnel file on paper", () => {
  it("is refused outside the scope, and asks for a reason first", async () => {
    expect((await print("market-hr")).status).toBe(404);
    const sent = await print("urban-hr", "?on=2026-01-01");
    expect([sent.status, sent.headers.get("Location")]).toEqual([
      302,
      `/people/${personId}/looks?on=2026-01-01`,
    ]);
    expect(await prisma.filePrint.count()).toBe(0);
  });

  it("says everything, page by page, with where each section begins, and no whole identity number", async () => {
    await giveReason("urban-hr");
    const response = await print("urban-hr");
    expect(response.headers.get("Content-Type")).toBe("application/pdf");
    const pages = await readPages(await bytesOf(response));
    const all = pages.map((page) => page.join(""));
    expect(all.length).toBeGreaterThan(2);
    expect(all[0]).toContain("顾长青");
    expect(all.join("")).toContain("公务员");
    expect(all.join("").match(/查看照片/g)).toHaveLength(80);
    for (const [n, page] of all.entries()) expect(page).toContain(`第 ${n + 1} 页，共 ${all.length} 页`);
    const { heading, page } = contentsOf(pages[0]!).find(({ heading: one }) => one.startsWith("十、"))!;
    expect(page).toBeGreaterThan(2);
    expect(all[page - 1]).toContain(heading);
    const number = await openIdentityNumber(
      await prisma.identityNumber.findFirstOrThrow({ where: { personId } }),
    );
    expect(all.join("")).not.toContain(number);
  });

  it("is known by its code to anybody, who learns how many pages and which bytes, and not whose it is", async () => {
    const bytes = await bytesOf(await print("urban-hr"));
    const pages = await readPages(bytes);
    const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/.exec(pages[0]!.join(""))![0];
    const led = await asked(lookUp as Handler, null, `/verify?number=${code}`);
    expect(led.headers.get("Location")).toBe(`/verify/files/${code}`);
    const found = (await asked(check as Handler, null, `/verify/files/${code}`, { code })) as unknown as {
      data: { print: { pages: number; sha256: string } };
    };
    expect(found.data.print).toMatchObject({
      pages: pages.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
    expect(JSON.stringify(found.data)).not.toContain("顾长青");
    expect(JSON.stringify(found.data)).not.toContain(personId);
    const other = "0000-0000-0000-0000-0000";
    const unknown = (await asked(check as Handler, null, `/verify/files/${other}`, {
      code: other,
    })) as unknown as {
      init: { status: number };
    };
    expect(unknown.init.status).toBe(404);
  });

  it("lists every file about the person with its digest", async () => {
    const recordedById = (await prisma.account.findFirstOrThrow({ where: { loginName: "urban-hr" } })).id;
    const kept = await inTransaction(async (tx) => {
      const bytes = Buffer.from("portrait");
      const fileHash = await storeFile(tx, { bytes, mediaType: "image/png", purpose: "photo", now });
      const portrait = {
        id: newId(),
        personId,
        fileHash,
        width: 1,
        height: 1,
        recordedById,
        recordedAt: now,
      };
      await tx.personPhoto.create({ data: portrait });
      return fileHash;
    });
    const pages = await readPages(await bytesOf(await print("urban-hr")));
    expect(pages.flat().join("").replace(/\s/g, "")).toContain(kept);
  });

  it("is told to the person, who may print it without a reason", async () => {
    const before = await prisma.filePrint.count();
    const own = await bytesOf(await asked(ownPaper as Handler, "own", "/my/file/paper"));
    expect((await readPages(own))[0]!.join("")).toContain("本人打印");
    expect(await prisma.filePrint.count()).toBe(before + 1);
    const page = (await asked(myFile as Handler, "own", "/my/file")) as unknown as Awaited<
      ReturnType<typeof myFile>
    >;
    expect(page.looks.latest.map(({ type, actorName }) => [type, actorName])).toContainEqual([
      "person.file-printed",
      "urban-hr",
    ]);
  });

  it("keeps what was printed for good", async () => {
    const [one] = await prisma.filePrint.findMany({ take: 1 });
    await expect(prisma.filePrint.update({ where: { id: one!.id }, data: { pages: 1 } })).rejects.toThrow();
    await expect(prisma.filePrint.delete({ where: { id: one!.id } })).rejects.toThrow();
  });
});

/** The list of contents, as the first page tells it: a heading, then its page. */
function contentsOf(texts: readonly string[]): { heading: string; page: number }[] {
  const from = texts.indexOf("目录") + 1;
  const listed: { heading: string; page: number }[] = [];
  for (let n = from; n + 1 < texts.length; n += 2)
    if (/^\d+$/.test(texts[n + 1]!)) listed.push({ heading: texts[n]!, page: Number(texts[n + 1]) });
  return listed;
}

/** The public roster: who stands on it, for how long, and that nobody needs to read all of it. */
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { addDays, chinaDateOf, toDbDate } from "~/calendar";
import { collectCertificate, reportLoss } from "~/certification/acts.server";
import { approveProposal, proposeAct } from "~/certification/proposals.server";
import type { rosterPage } from "~/certification/roster.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { COUNTED } from "~/paging";
import { loader as page } from "~/routes/roster";
import { loader as bodies } from "~/routes/roster_.bodies[.]json";
import { loader as json } from "~/routes/roster[.]json";
import { loader as sheet } from "~/routes/roster[.]xlsx";
import { useDatabase } from "../support/database";
import { HEARD, issued, NOW, officer, type Scene, setScene } from "./scene";

const database = await useDatabase();
let scene: Scene;
const TOMORROW = addDays(chinaDateOf(NOW), 1);

beforeAll(async () => {
  scene = await setScene();
});
afterEach(() => vi.useRealTimers());

async function inUse(name?: string) {
  const personId = await officer(scene.urban, name ? { name } : {});
  const { certificateId, number } = await issued(scene, personId);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
  return { personId, certificateId, number };
}

async function asked<A>(loader: (args: never) => Promise<A>, address: string, at = NOW): Promise<A> {
  vi.useFakeTimers({ now: at, toFake: ["Date"] });
  const request = new Request(`http://localhost${address}`);
  return loader({ request, params: {}, context: {} } as never);
}
const shown = async (query = "", at = NOW) =>
  ((await asked(page, `/roster${query}`, at)) as unknown as { data: Awaited<ReturnType<typeof rosterPage>> })
    .data;
const numbers = async (query = "", at = NOW) => {
  const all: string[] = [];
  for (let after = ""; ; ) {
    const place = `${query === "" ? "?" : `${query}&`}after=${after}`;
    const answer = await (await asked(json, `/roster.json${place}`, at)).json();
    all.push(...answer.officers.map(({ number }: { number: string }) => number));
    if (answer.next === null) return all;
    after = answer.next;
  }
};

describe("who is on it", () => {
  it("is there once the card is in hand, and gone the moment it is lost, suspended or over", async () => {
    const personId = await officer(scene.urban, { name: "等领取" });
    const { certificateId, number } = await issued(scene, personId);
    expect(await numbers()).not.toContain(number);
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    expect(await numbers()).toContain(number);
    const lost = await inUse();
    expect(await numbers()).toContain(lost.number);
    const { certificateId: lostId } = lost;
    const said = { certificateId: lostId, note: "遗失" };
    await inTransaction((tx) => reportLoss(tx, said, scene.issuer, NOW));
    expect(await numbers()).not.toContain(lost.number);
    const details = {
      ...{ act: "suspend", ground: "under-inquiry", legalBasis: "《重庆市行政执法监督条例》第十八条" },
      ...{ decisionNumber: "临人社证〔2026〕8号", effectiveOn: chinaDateOf(NOW), banUntilOn: null },
      ...{ note: "案情不公开", statement: HEARD },
    } as never;
    const act = "suspend" as const;
    const proposed = await inTransaction((tx) =>
      proposeAct(tx, { certificateId, act, details }, scene.issuer, NOW),
    );
    if (!proposed.ok) throw new Error(JSON.stringify(proposed));
    const { proposalId } = proposed;
    const approved = await inTransaction((tx) =>
      approveProposal(tx, { proposalId }, scene.secondIssuer, NOW),
    );
    expect(approved).toMatchObject({ ok: true });
    expect(await numbers()).not.toContain(number);
    const expiring = await inUse();
    const { validToOn } = await prisma.certificate.findUniqueOrThrow({
      where: { id: expiring.certificateId },
    });
    const lastMorning = new Date(validToOn.getTime());
    expect(await numbers("", lastMorning)).toContain(expiring.number);
    expect(await numbers("", new Date(lastMorning.getTime() + 86_400_000))).not.toContain(expiring.number);
  });

  it("names nobody of a body that is not published yet, and everybody from the day on", async () => {
    const { number } = await inUse();
    const body = await prisma.enforcementBody.findFirstOrThrow({
      where: { unitId: scene.urban, supersededAt: null },
    });
    await database.ownerQuery("ALTER TABLE enforcement_body DISABLE TRIGGER USER");
    const publish = (on: Date | null) =>
      database.ownerQuery("UPDATE enforcement_body SET published_on = $1 WHERE id = $2", [
        on as never,
        body.id,
      ]);
    for (const on of [null, toDbDate(TOMORROW)]) {
      await publish(on);
      expect(await numbers()).toEqual([]);
      expect((await shown("?body=urban")).rows).toEqual([]);
      const listed = await (await asked(bodies, "/roster/bodies.json")).json();
      expect(listed.bodies.map(({ code }: { code: string }) => code)).toEqual(["market"]);
    }
    expect(await numbers("", new Date(NOW.getTime() + 86_400_000))).toContain(number);
    await publish(body.publishedOn);
    await database.ownerQuery("ALTER TABLE enforcement_body ENABLE TRIGGER USER");
    expect(await numbers()).toContain(number);
  });

  it("tells what is printed and public, and no more", async () => {
    const { number } = await inUse("公示甲");
    const answer = await (await asked(json, `/roster.json?q=${number}`)).json();
    expect(answer).toMatchObject({ schema: "chizheng-roster/1", next: null });
    expect(Object.keys(answer.officers[0]).sort()).toEqual([
      ...["address", "body", "field", "holderName", "number", "validFromOn", "validToOn", "verificationCode"],
    ]);
    expect(answer.officers[0].body).toEqual({ code: "urban", name: "临湖区城市管理局" });
  });
});

describe("looking for somebody", () => {
  it("takes a whole name or a number, and a body", async () => {
    const { number } = await inUse("欧阳长风");
    const named = (q: string, more = "") => numbers(`?q=${encodeURIComponent(q)}${more}`);
    expect(await named("欧阳长风")).toEqual([number]);
    expect(await named(` ${number} `)).toEqual([number]);
    expect(await named("欧阳")).toEqual([]);
    expect(await named("欧阳长风", "&body=urban")).toEqual([number]);
    expect(await named("欧阳长风", "&body=market")).toEqual([]);
    expect(await named("欧阳长风", "&body=no-such-body")).toEqual([]);
  });

  it("is the same list in the workbook, with the filters of the page", async () => {
    const { number } = await inUse("表中人");
    const file = await asked(sheet, `/roster.xlsx?q=${encodeURIComponent("表中人")}`);
    expect(file.headers.get("Content-Type")).toContain("spreadsheetml");
    const { readSheet } = await import("read-excel-file/node");
    const rows = await readSheet(Buffer.from(await file.arrayBuffer()));
    expect(rows.slice(1).map((row) => [row[0], row[3]])).toEqual([["表中人", number]]);
  });
});

describe("more than a page", () => {
  it("is turned forwards and backwards, each of 1,230 once", async () => {
    const { certificateId } = await inUse("很多人");
    await copies(certificateId, 1_230);
    const all = await numbers();
    const total = all.length;
    expect(new Set(all).size).toBe(total);
    expect(total).toBeGreaterThan(1_230);
    expect(all).toEqual([...all].sort());

    const seen: string[] = [];
    let query = "";
    for (;;) {
      const found = await shown(query);
      seen.push(...found.rows.map(({ number }) => number));
      expect(found.total).toBe(total);
      if (!found.hasNext) break;
      query = `?after=${found.rows.at(-1)!.token}`;
    }
    expect(seen).toEqual(all);
    const last = await shown(query);
    const back = await shown(`?before=${last.rows[0]!.token}`);
    expect(back.rows.map(({ number }) => number)).toEqual(
      all.slice(-last.rows.length - 50, -last.rows.length),
    );
    expect(COUNTED).toBeGreaterThan(total);
  });
});

/** Other people's certificates of the same body, written past the verbs. */
async function copies(certificateId: string, count: number) {
  const { verificationCode } = await import("~/certification/number");
  const { createHash } = await import("node:crypto");
  const model = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  const rows = Array.from({ length: count }, (_, n) => ({
    ...{ id: newId(), applicationId: null, number: `T${String(n).padStart(8, "0")}` },
    publicToken: verificationCode(createHash("sha256").update(`copy ${n}`).digest()),
  }));
  const { statusIndex: _, registerEntry, ...same } = model;
  await prisma.certificate.createMany({
    data: rows.map((row) => ({ ...same, ...row, registerEntry: registerEntry as object })),
  });
  await prisma.certificateAct.createMany({
    data: rows.map(({ id }) => ({
      ...{ id: newId(), certificateId: id, act: "collect", effectiveAt: NOW, recordedAt: NOW },
    })),
  });
}

import { beforeAll, describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { type PersonChanged, previewRules } from "~/casework/rule-change.server";
import { inTransaction, prisma } from "~/db.server";
import { recordStudyCategory } from "~/personnel/record.server";
import { resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import { assignPack } from "~/rulebook/packs.server";
import { issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

const database = await useDatabase();
const heading = { id: "national", title: "草案", version: 2, effectiveFromOn: "2027-01-01" } as const;
const source = { title: "本平台默认设置", standing: "own-choice" } as const;
const stricter = resolvePack(nationalPack, {
  ...heading,
  apply: {
    identities: { value: ["civil-servant"], source },
    concentratedPenaltyIdentities: { value: ["civil-servant"], source },
  },
});
let scene: Scene;
const who: Record<string, string> = {};

beforeAll(async () => {
  scene = await setScene();
  who.servant = await officer(scene.urban, { name: "公务员甲" });
  who.institution = await officer(scene.urban, { name: "事业编乙", identity: "public-institution" });
  who.unqualified = await officer(scene.urban, { name: "未考丙", qualified: false });
  who.holder = await officer(scene.urban, { name: "持证丁", identity: "public-institution" });
  who.elsewhere = await officer(scene.market, {
    name: "市监戊",
    identity: "public-institution",
    field: "market-regulation",
  });
  await inTransaction((tx) =>
    recordStudyCategory(
      tx,
      { personId: who.servant!, category: "enforcement", fromOn: "2020-01-01" },
      null,
      NOW,
    ),
  );
  await issued(scene, who.holder!);
});

const look = (after = stricter, paths = ["/linhu/"], most?: number) =>
  previewRules(prisma, { code: "national", rules: { before: nationalPack, after }, paths }, NOW, most);
const kindsOf = (changed: PersonChanged[]) =>
  Object.fromEntries(changed.map(({ personId, changes }) => [personId, changes.map(({ kind }) => kind)]));

describe("what a draft of the rules would change", () => {
  it("is nothing for the rules in force", async () => {
    const { people, judged, changed } = await look(nationalPack);
    expect([people, judged, changed]).toEqual([5, 5, []]);
  });

  it("names who would be barred from applying and from holding, with the reasons, and nobody else", async () => {
    const { counts, changed } = await look();
    expect(kindsOf(changed)).toEqual({
      [who.institution!]: ["barred-from-applying"],
      [who.holder!]: ["barred-from-holding"],
      [who.elsewhere!]: ["barred-from-applying"],
    });
    expect(counts).toMatchObject({ "barred-from-applying": 2, "barred-from-holding": 1, "study-side": 0 });
    const found = changed.find(({ personId }) => personId === who.institution)!;
    expect(found).toMatchObject({ name: "事业编乙", unitName: "临湖区城市管理局" });
    expect(found.changes[0]!.refusals.map(({ code }) => code)).toEqual(["identity.not-admitted"]);
  });

  it("names who would be free again when the rule goes the other way", async () => {
    const { changed } = await previewRules(
      prisma,
      { code: "national", rules: { before: stricter, after: nationalPack }, paths: ["/linhu/urban/"] },
      NOW,
    );
    expect(kindsOf(changed)).toEqual({
      [who.institution!]: ["free-to-apply"],
      [who.holder!]: ["free-to-hold"],
    });
  });

  it("says when a certificate could be renewed instead, and until when the next would run", async () => {
    const after = resolvePack(nationalPack, {
      ...heading,
      certificate: { renewWindowMonths: { value: 3, source }, validYears: { value: 3, source } },
    });
    const { changed } = await look(after);
    expect(changed.map(({ personId, changes }) => [personId, changes])).toEqual([
      [
        who.holder,
        [
          { kind: "renewal-window", refusals: [], before: "2031-05-19", after: "2031-08-19" },
          { kind: "next-validity", refusals: [], before: "2036-11-19", after: "2034-11-19" },
        ],
      ],
    ]);
  });

  it("says whose year of study would change sides", async () => {
    const after = resolvePack(nationalPack, { ...heading });
    const { "enforcement-15-days": gone, ...quotas } = after.quotas;
    const none = { ...after, quotas: {} };
    expect(gone).toBeDefined();
    expect(kindsOf((await look({ ...after, quotas })).changed)).toEqual({});
    const { changed } = await look(none);
    const change = changed.find(({ personId }) => personId === who.servant)!.changes;
    expect(change).toEqual([{ kind: "study-side", refusals: [], before: "behind", after: "owes-none" }]);
  });

  it("asks only those whom the pack binds, in the units the reader may see", async () => {
    expect((await look(stricter, ["/linhu/market/"])).changed.map(({ personId }) => personId)).toEqual([
      who.elsewhere,
    ]);
    expect((await look(stricter, [])).people).toBe(0);
    await inTransaction((tx) =>
      assignPack(tx, { unitId: scene.market, packCode: "jilin", fromOn: "2026-01-01" as DateOn }, null, NOW),
    );
    const { people, changed } = await look();
    expect([people, changed.length]).toEqual([4, 2]);
  });

  it("above its bound judges a sample, says so, and looks at the same people each time", async () => {
    const first = await look(stricter, ["/linhu/"], 2);
    expect([first.people, first.judged]).toEqual([4, 2]);
    expect(await look(stricter, ["/linhu/"], 2)).toEqual(first);
  });

  it("writes nothing", async () => {
    const counted = async () =>
      (
        await database.ownerQuery<{ n: string }>(
          "SELECT (SELECT count(*) FROM audit_event) + (SELECT count(*) FROM eligibility_check) AS n",
        )
      )[0]!.n;
    const before = await counted();
    await look();
    expect(await counted()).toBe(before);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import type { LegalQualificationRow } from "~/personnel/legal-qualification-page.server";
import * as list from "~/routes/_staff.legal-qualifications._index";
import * as confirmation from "~/routes/_staff.legal-qualifications.$qualificationId.confirmation";
import * as withdrawal from "~/routes/_staff.legal-qualifications.$qualificationId.withdrawal";
import * as recording from "~/routes/_staff.people.$personId.legal-qualifications";
import { legalQualificationsText } from "~/text/legal-qualifications";
import { NOW, officer, type Scene, setScene } from "../certification/scene";
import { call, formOf, signedIn } from "../routes/call";
import { rendered } from "../routes/rendered";
import { useDatabase } from "../support/database";

await useDatabase();
let scene: Scene;
let clerk: string;
let legal: string;
let elsewhere: string;

beforeAll(async () => {
  scene = await setScene();
  clerk = await signedIn(scene.personnelOfficer);
  legal = await signedIn(scene.legalAffairs);
  const named = { code: "yuhe", parentId: null, name: "玉河区", shortName: "玉河区" } as const;
  const other = await inTransaction((tx) =>
    createUnit(tx, { ...named, kind: "jurisdiction", fromOn: "2014-01-01" }, null, NOW),
  );
  elsewhere = await signedIn(scene.submitter, "personnel-department", other);
});

const NUMBER = "A20193301065678";
const enter = (personId: string, values: Record<string, string>, who = clerk) =>
  call(recording.action, who, `/people/${personId}/legal-qualifications`, { personId }, formOf(values));
const rows = async (who: string, query = "") =>
  ((await call(list.loader, who, `/legal-qualifications${query}`)).body as { rows: LegalQualificationRow[] })
    .rows;

describe("the pages of legal qualifications", () => {
  it("record, confirm and withdraw, and list no whole number", async () => {
    const personId = await officer(scene.urban);
    const empty = await enter(personId, { obtainedOn: "2019-13-01" });
    expect(empty.status).toBe(422);
    expect((empty.body as { problems: { field: string }[] }).problems.map(({ field }) => field)).toEqual([
      "number",
      "obtainedOn",
      "source",
    ]);
    const typed = { number: NUMBER, obtainedOn: "2019-03-01", source: "核对证书原件" };
    expect((await enter(personId, typed)).location).toBe("/legal-qualifications?done=recorded");
    const [waiting] = await rows(legal, "?state=waiting");
    expect(waiting).toMatchObject({ personId, state: "waiting", maskedNumber: "••••5678" });
    expect(JSON.stringify(await rows(legal))).not.toContain(NUMBER);

    const at = { qualificationId: waiting!.id };
    const shown = await call(confirmation.loader, legal, "/x", at);
    expect(shown.body).toMatchObject({ certificateNumber: NUMBER });
    expect((await call(confirmation.action, clerk, "/x", at, formOf({}))).status).toBe(403);
    expect((await call(confirmation.loader, elsewhere, "/x", at)).status).toBe(404);
    expect(await rows(elsewhere)).toEqual([]);
    const done = await call(confirmation.action, legal, "/x", at, formOf({}));
    expect(done.location).toBe("/legal-qualifications?done=confirmed");
    expect(await rows(legal, "?state=waiting")).toEqual([]);

    const unsaid = await call(withdrawal.action, legal, "/x", at, formOf({ reason: "" }));
    expect(unsaid.status).toBe(422);
    const taken = await call(withdrawal.action, legal, "/x", at, formOf({ reason: "证书属于他人" }));
    expect(taken.location).toBe("/legal-qualifications?done=withdrawn");
    expect((await rows(legal))[0]).toMatchObject({ state: "withdrawn", reason: "证书属于他人" });
    const events = await prisma.auditEvent.findMany({ where: { personId, type: { startsWith: "legal-" } } });
    expect(events.map(({ type }) => type)).toEqual([
      "legal-qualification.recorded",
      "legal-qualification.confirmed",
      "legal-qualification.withdrawn",
    ]);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain(NUMBER);
  });
});

describe("what they show", () => {
  it("is the same in both languages, with the masked number in lists", async () => {
    const personId = await officer(scene.urban);
    const bad = await enter(personId, { number: "A1", obtainedOn: "2099-01-01", source: "原件" });
    await enter(personId, { number: "A20203301061234", obtainedOn: "2020-03-01", source: "核对证书原件" });
    const [waiting] = await rows(legal, "?state=waiting");
    const at = { qualificationId: waiting!.id };
    for (const locale of ["zh-CN", "en"] as const) {
      const t = legalQualificationsText[locale];
      const all = await rendered(list, { loaded: (await call(list.loader, legal, "/x")).body }, locale);
      expect(all).toContain("••••1234");
      expect(all).toContain(t.confirm);
      const form = (await call(recording.loader, clerk, "/x", { personId })).body;
      expect(await rendered(recording, { loaded: form, refused: bad.body }, locale)).toContain(
        'value="2099-01-01"',
      );
      const one = (await call(confirmation.loader, legal, "/x", at)).body;
      expect(await rendered(confirmation, { loaded: one }, locale)).toContain("A20203301061234");
      expect(await rendered(withdrawal, { loaded: one }, locale)).toContain(t.deciding.withdrawTitle);
    }
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { renewalLinesOf, renewalRunOf } from "~/casework/renewal-run-results.server";
import { requestRenewalRun, resumeRenewalRuns, runRenewals } from "~/casework/renewal-runs.server";
import { collectCertificate } from "~/certification/acts.server";
import { decideApplication } from "~/certification/application-decision.server";
import { refuseApplication, submitApplication } from "~/certification/applications.server";
import {
  pageOf,
  renewalFigures,
  renewalsMatching,
  renewalsOf,
  wantedFor,
} from "~/certification/renewals.server";
import { inTransaction, prisma } from "~/db.server";
import { action as ask } from "~/routes/_staff.renewal-runs._index";
import { loader as runPage } from "~/routes/_staff.renewal-runs.$runId";
import { loader as page } from "~/routes/_staff.renewals._index";
import { loader as download } from "~/routes/_staff.renewals.export";
import { refusalsOf } from "~/verdict";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { approve, codesOf, FIELD, issued, NOW, officer, passed, type Scene, setScene } from "./scene";
import { metYear } from "./training-scene";

await useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

/** Certificates of that day run to 2027-01-31; renewals are taken from 2026-07-31. */
const THEN = new Date("2022-02-01T02:00:00Z");
const PERIOD = { fromOn: "2027-01-01", toOn: "2027-02-28" } as const;

/** A certificate in use that is due; its holder passed both parts again, unless told otherwise. */
async function holder({ again = true, name = "顾长青", at = THEN } = {}) {
  const personId = await officer(scene.urban, { passedOn: "2021-12-01", name });
  const { certificateId } = await issued(scene, personId, at);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, at));
  if (again) await passed(personId, "2026-09-12");
  return { personId, certificateId };
}
const holders = async (count: number) => {
  const made: Awaited<ReturnType<typeof holder>>[] = [];
  for (let n = 0; n < count; n += 1) made.push(await holder());
  return made;
};
const listed = async (now = NOW) =>
  (await renewalsOf(prisma, { unitIds: [scene.urban], ...PERIOD }, now)).rows;
const rowOf = async (certificateId: string, now = NOW) =>
  (await listed(now)).find((row) => row.certificateId === certificateId)!;
const request = (ids: string[], by = scene.submitter, now = NOW) =>
  inTransaction((tx) => requestRenewalRun(tx, ids, by, now));
const idsOf = (made: { certificateId: string }[]) => made.map(({ certificateId }) => certificateId);
const applicationsOf = (made: { personId: string }[]) =>
  prisma.application.count({
    where: { kind: "renewal", personId: { in: made.map(({ personId }) => personId) } },
  });
const PACE = Number(process.env.RENEWALS ?? 40);
/** Half of it goes into making the holders, each through every act that a certificate takes. */
const LIMIT_MS = 30_000 + PACE * 1_500;

describe("the list", () => {
  it("says of everyone what a single application is told", async () => {
    const fit = await holder();
    const unfit = await holder({ again: false });
    await metYear(scene, fit.personId, 2025, false);
    for (const { personId, certificateId } of [fit, unfit]) {
      const row = await rowOf(certificateId);
      const wanted = wantedFor({ personId, unitId: scene.urban, field: FIELD });
      const alone = await decideApplication(prisma, wanted, NOW);
      expect(row.refusals).toEqual(refusalsOf(alone));
      expect(row.warnings).toEqual(alone.warnings);
    }
    const row = await rowOf(fit.certificateId);
    expect(row).toMatchObject({ stage: "may-apply", mayApply: true, opensOn: "2026-07-31" });
    expect(row.warnings).toMatchObject([
      { code: "renewal.study-short", facts: { credited: 16.5, required: 15, year: 2025 } },
    ]);
    expect(await rowOf(unfit.certificateId)).toMatchObject({ stage: "lacking", mayApply: false });
    expect(codesOf({ ok: false, refusals: (await rowOf(unfit.certificateId)).refusals })).toEqual([
      "renewal.exam-missing",
      "renewal.exam-missing",
    ]);
  });

  it("follows one through every stage, and counts them", async () => {
    const { personId, certificateId } = await holder();
    const stage = async (now = NOW) => (await rowOf(certificateId, now)).stage;
    expect(await stage(new Date("2026-07-30T02:00:00Z"))).toBe("not-open");
    const wanted = wantedFor({ personId, unitId: scene.urban, field: FIELD });
    const submit = async () => {
      const answer = await inTransaction((tx) => submitApplication(tx, wanted, scene.submitter, NOW));
      if (!answer.ok) throw new Error(codesOf(answer).join());
      return answer.applicationId;
    };
    const first = await submit();
    expect(await stage()).toBe("applied");
    const refused = { applicationId: first, opinion: "材料不实", citation: "第十条" };
    await inTransaction((tx) => refuseApplication(tx, refused, scene.legalReviewer, NOW));
    expect(await rowOf(certificateId)).toMatchObject({ stage: "refused", mayApply: true });
    await approve(scene, await submit());
    expect(await stage()).toBe("in-review");
    expect(await stage(new Date("2027-02-10T02:00:00Z"))).toBe("in-review");
    const other = await holder();
    expect((await rowOf(other.certificateId, new Date("2027-02-10T02:00:00Z"))).stage).toBe("overdue");
    const rows = await listed();
    const figures = renewalFigures(rows);
    expect(Object.values(figures).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(figures["in-review"]).toBe(1);
    const [found] = renewalsMatching(rows, { stage: "in-review" });
    expect(found?.certificateId).toBe(certificateId);
  });

  it("turns at a certificate and back", () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({ certificateId: String(n) }));
    const first = pageOf(rows, {});
    expect([first.rows.length, first.hasPrevious, first.hasNext, first.total]).toEqual([
      50,
      false,
      true,
      120,
    ]);
    const last = pageOf(rows, { after: "99" });
    expect([last.rows[0]?.certificateId, last.rows.length, last.hasNext]).toEqual(["100", 20, false]);
    const back = pageOf(rows, { before: "100" });
    expect([back.rows[0]?.certificateId, back.hasPrevious, back.hasNext]).toEqual(["50", true, true]);
  });
});

describe("applying for many", () => {
  it(
    `${PACE} in one run, killed in the middle and gone on with: each applied for once`,
    async () => {
      const made = await holders(PACE);
      const unfit = await holder({ again: false });
      const answer = await request(idsOf([...made, unfit]));
      const runId = answer.ok ? answer.runId : "";
      const child = spawn(
        process.execPath,
        ["--import", "tsx", path.resolve("test/support/dying-renewals.ts")],
        {
          env: { ...process.env, RUN_ID: runId, NOW: NOW.toISOString() },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const ended = once(child, "exit");
      const decided = () => prisma.renewalRunLine.count({ where: { runId, decidedAt: { not: null } } });
      while ((await decided()) < 5) await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
      const half = await decided();
      expect(half).toBeGreaterThanOrEqual(5);
      expect(half).toBeLessThan(PACE);
      expect(await applicationsOf(made)).toBe(half);
      // Somebody is alive in it for a minute; after that it is gone on with.
      expect(await resumeRenewalRuns(() => NOW)).toBe(0);
      const later = new Date(NOW.getTime() + 61_000);
      expect(await resumeRenewalRuns(() => later)).toBe(1);
      expect(await renewalRunOf(prisma, runId, scene.submitter)).toMatchObject({
        ...{ total: PACE + 1, applied: PACE, refused: 1, finishedAt: later },
      });
      expect(await applicationsOf(made)).toBe(PACE);
      const { lines } = await renewalLinesOf(prisma, runId, { after: 0, refusedOnly: true });
      expect(lines).toMatchObject([{ certificateId: unfit.certificateId, applicationId: null }]);
      await runRenewals(runId, () => later);
      expect(await applicationsOf(made)).toBe(PACE);
    },
    LIMIT_MS,
  );

  it("two officers at once: a certificate waits in one run, and is applied for once", async () => {
    const made = await holders(6);
    const ids = idsOf(made);
    const [one, other] = await Promise.all([
      request(ids.slice(0, 4)),
      request(ids.slice(2), scene.personnelOfficer),
    ]);
    expect([one.ok, other.ok]).toEqual([true, true]);
    const runs = [one, other].map((answer) => (answer.ok ? answer.runId : ""));
    const lines = await prisma.renewalRunLine.findMany({ where: { runId: { in: runs } } });
    expect(lines.map(({ certificateId }) => certificateId).sort()).toEqual([...ids].sort());
    // Pressed again, it is the same run; what waits elsewhere begins none.
    expect(await request(ids)).toEqual(one);
    expect(codesOf(await request(ids, scene.legalReviewer))).toEqual(["renewal-run.under-way"]);
    await Promise.all([...runs, ...runs].map((runId) => runRenewals(runId, () => NOW)));
    expect(await applicationsOf(made)).toBe(6);
    const again = await request(ids);
    if (!again.ok) throw new Error("it was refused");
    await runRenewals(again.runId, () => NOW);
    expect(await applicationsOf(made)).toBe(6);
    const told = await renewalLinesOf(prisma, again.runId, { after: 0, refusedOnly: true });
    expect(new Set(told.lines.flatMap(({ refusals }) => refusals.map(({ code }) => code)))).toEqual(
      new Set(["application.live-exists"]),
    );
  });

  it("is refused for nobody and for too many", async () => {
    expect(codesOf(await request([]))).toEqual(["renewal-run.nothing"]);
    const many = Array.from({ length: 5_001 }, () => scene.urban);
    expect(codesOf(await request(many))).toEqual(["renewal-run.too-many"]);
  });

  it("holds a waiting certificate in one run even past the verb", async () => {
    const { certificateId } = await holder();
    const answer = await request([certificateId], scene.personnelOfficer);
    const runId = answer.ok ? answer.runId : "";
    const line = { runId, place: 2, certificateId };
    const twice = prisma.renewalRun
      .create({
        data: {
          ...{ id: scene.urban, total: 1, requestedById: scene.issuer, requestedAt: NOW, lastSeenAt: NOW },
          lines: { create: { place: line.place, certificateId } },
        },
      })
      .then(() => "taken");
    await expect(twice).rejects.toThrow(/renewal_run_line_waiting|Unique constraint/);
    await runRenewals(runId, () => NOW);
  });
});

describe("the pages", () => {
  it("lead from the list to a run of those chosen, or of all that can be applied for", async () => {
    const fit = await holder({ name: "唐小满" });
    const unfit = await holder({ name: "唐小满", again: false });
    const cookie = await signedIn(scene.submitter);
    const query = "?from=2027-01-01&to=2027-02-28&q=唐小满";
    const { body } = await call(page, cookie, `/renewals${encodeURI(query)}`);
    expect(body).toMatchObject({ total: 2, fit: 1, maySubmit: true });
    expect(JSON.stringify(body)).not.toContain("identity");
    const file = await download({
      request: new Request(`http://localhost/renewals/export${encodeURI(query)}&format=csv`, {
        headers: { Cookie: cookie },
      }),
      params: {},
      context: {},
    } as never);
    const text = await file.text();
    expect(text.split("\n").filter((line) => line.includes("唐小满"))).toHaveLength(2);
    expect(text).toContain("可以申请");
    const nobody = await call(ask, cookie, "/renewal-runs?index", {}, formOf({}));
    expect(nobody.status).toBe(422);
    const whole = formOf({ whole: "1", from: "2027-01-01", to: "2027-02-28", q: "唐小满" });
    const { location } = await call(ask, cookie, "/renewal-runs?index", {}, whole);
    const runId = location!.split("/").at(-1)!;
    await runRenewals(runId, () => new Date());
    const run = await call(runPage, cookie, location!, { runId });
    expect(run.body).toMatchObject({ run: { total: 1, applied: 1, refused: 0 } });
    expect(await applicationsOf([fit, unfit])).toBe(1);
    const chosen = formOf({ certificate: [unfit.certificateId, "x"] });
    const second = await call(ask, cookie, "/renewal-runs?index", {}, chosen);
    await runRenewals(second.location!.split("/").at(-1)!, () => new Date());
    expect(await applicationsOf([unfit])).toBe(0);
    const stranger = await call(runPage, await signedIn(scene.personnelOfficer), location!, { runId });
    expect(stranger.status).toBe(404);
  });
});

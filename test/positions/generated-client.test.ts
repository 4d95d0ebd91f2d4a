/** A client made from the description as another project would make it, against the app over HTTP. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import createClient from "openapi-fetch";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "~/access/api-client.server";
import { chinaDateOf } from "~/calendar";
import { collectCertificate, reportLoss } from "~/certification/acts.server";
import { inTransaction } from "~/db.server";
import { assignPerson } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { FIELD, issued, officer, type Scene, setScene } from "../certification/scene";
import { type OwnApp, ownApp } from "../support/own-app";

let app: OwnApp;
let scene: Scene;
let key: string;
const officers: { certificateId: string; number: string }[] = [];
const now = new Date();

beforeAll(async () => {
  app = await ownApp();
  scene = await setScene();
  const post = { unitId: scene.urban, title: "巡查岗", family: "enforcement" as const, field: FIELD };
  const positionId = await inTransaction((tx) => createPosition(tx, post, null, now));
  for (let n = 0; n < 2; n += 1) {
    const personId = await officer(scene.urban);
    const { certificateId, number } = await issued(scene, personId);
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, now));
    const seat = { personId, positionId, fromOn: chinaDateOf(now), toOn: null };
    const assigned = await inTransaction((tx) => assignPerson(tx, seat, scene.personnelOfficer, now));
    expect(assigned).toMatchObject({ ok: true });
    officers.push({ certificateId, number });
  }
  const client = {
    name: "办案系统",
    unitId: scene.district,
    scopes: ["eligibility", "team", "changes"] as const,
  };
  key = await inTransaction((tx) => createApiClient(tx, client, null, now));
  await app.start();
}, 240_000);
afterAll(() => app?.close());

// What it answers is not known to the compiler here: its types are made when the test runs, and checked by the first of them.
type Operation = {
  responses: {
    200: { content: { "application/json": Told } };
    default: { content: { "application/json": Told } };
  };
};
// biome-ignore lint/suspicious/noExplicitAny: as above
type Told = any;
type Loose = Record<
  "/api/v1/eligibility" | "/api/v1/team-eligibility",
  { post: Operation & { requestBody: { content: { "application/json": object } } } }
> & { "/api/v1/changes": { get: Operation & { parameters: { query?: { after: string } } } } };
const client = (with_ = key) =>
  createClient<Loose>({ baseUrl: app.url, headers: { Authorization: `Bearer ${with_}` } });

describe("a generated client", () => {
  it("has types that the compiler accepts for right questions and refuses for wrong ones", async () => {
    const document = await (await fetch(`${app.url}/api/v1/openapi.json`)).json();
    const types = astToString(await openapiTS(document));
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-client-"));
    try {
      fs.writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
      fs.writeFileSync(path.join(folder, "api.ts"), types);
      fs.writeFileSync(path.join(folder, "use.ts"), USE);
      fs.symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
      const options = [
        "--strict",
        "--noEmit",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--target",
        "es2022",
      ];
      const tsc = path.resolve("node_modules/typescript/bin/tsc");
      const { stdout } = spawnSync(process.execPath, [tsc, ...options, "--types", "node", "use.ts"], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(stdout).toBe("");
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it("asks about an officer", async () => {
    const body = {
      certificateNumber: officers[0]!.number,
      unit: "urban",
      field: FIELD,
      caseNumber: "2026-17",
    };
    const { data, response } = await client().POST("/api/v1/eligibility", { body });
    expect(response.status).toBe(200);
    expect(data).toMatchObject({ eligible: true, reasons: [] });
  });

  it("asks about a team, and hears of a change", async () => {
    const begin = await client().GET("/api/v1/changes");
    const certificateNumbers = officers.map(({ number }) => number);
    const team = () =>
      client().POST("/api/v1/team-eligibility", { body: { certificateNumbers, unit: "urban" } });
    expect((await team()).data).toMatchObject({ mayAct: true });
    const { certificateId, number } = officers[1]!;
    await inTransaction((tx) => reportLoss(tx, { certificateId, note: "遗失" }, scene.issuer, new Date()));
    const after = await team();
    expect(after.data.mayAct).toBe(false);
    expect(after.data.reasons[0].code).toBe("team.short");
    const since = { params: { query: { after: begin.data.next } } };
    const told = async () => (await client().GET("/api/v1/changes", since)).data.changes;
    await expect
      .poll(told, { timeout: 30_000 })
      .toMatchObject([{ about: "certificate", certificates: [{ number, status: "lost" }] }]);
  });

  it("hears what is wrong", async () => {
    const body = { certificateNumber: officers[0]!.number, unit: "urban" };
    const stranger = await client("cz_nobody-has-this-key").POST("/api/v1/eligibility", { body });
    expect([stranger.response.status, stranger.error.error]).toEqual([401, "unauthorized"]);
    const elsewhere = await client().POST("/api/v1/eligibility", { body: { ...body, unit: "nowhere" } });
    expect([elsewhere.response.status, elsewhere.error.error]).toEqual([404, "unit-not-found"]);
    const wrong = await client().POST("/api/v1/eligibility", { body: { unit: "urban", at: "soon" } });
    expect(wrong.response.status).toBe(422);
    expect(wrong.error.issues.map(({ field }: { field: string }) => field)).toEqual([
      "certificateNumber",
      "at",
    ]);
    const narrow = { name: "窄", unitId: scene.urban, perMinute: 1 };
    const own = await inTransaction((tx) => createApiClient(tx, narrow, null, new Date()));
    expect((await client(own).GET("/api/v1/changes")).response.status).toBe(403);
    const limited = await client(own).POST("/api/v1/eligibility", { body });
    // A minute may just have begun.
    expect([200, 429]).toContain(limited.response.status);
    if (limited.response.status === 429)
      expect(Number(limited.response.headers.get("Retry-After"))).toBeGreaterThan(0);
  });
});

/** How another project uses the types; a line under @ts-expect-error that fits after all is an error. */
const USE = `
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";
const client = createClient<paths>({ baseUrl: "https://example.gov.cn" });
const one = await client.POST("/api/v1/eligibility", { body: { certificateNumber: "1", unit: "urban" } });
const eligible: boolean | undefined = one.data?.eligible;
const until: string | null | undefined = one.data?.until;
const wrong: string | undefined = one.error?.error;
const team = await client.POST("/api/v1/team-eligibility", {
  body: { certificateNumbers: ["1", "2"], unit: "urban", act: "coercion" },
});
const members: { certificateNumber: string }[] | undefined = team.data?.members;
const changes = await client.GET("/api/v1/changes", { params: { query: { after: "x" } } });
const status: "active" | "lost" | string | undefined = changes.data?.changes[0]?.certificates[0]?.status;
const message: components["schemas"]["ChangeMessage"]["type"] = "certificate.changed";
// @ts-expect-error a question needs a number
await client.POST("/api/v1/eligibility", { body: { unit: "urban" } });
// @ts-expect-error there is no such act
await client.POST("/api/v1/team-eligibility", { body: { certificateNumbers: ["1"], unit: "u", act: "stroll" } });
// @ts-expect-error there is no such address
await client.GET("/api/v1/people");
console.log(eligible, until, wrong, members, status, message);
`;

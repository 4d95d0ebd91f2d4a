import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createApiClient } from "~/access/api-client.server";
import { collectCertificate } from "~/certification/acts.server";
import { prepareDocuments } from "~/certification/certificates.server";
import type { RegisterEntry } from "~/certification/register-entry";
import { signerAt } from "~/certification/signing.server";
import { inTransaction, prisma } from "~/db.server";
import { readFile } from "~/files.server";
import { completeIssuance } from "~/jobs.server";
import { assignPerson } from "~/positions/assignments.server";
import { createPosition } from "~/positions/positions.server";
import { action as askApi } from "~/routes/api.v1.eligibility";
import { loader as publicPage } from "~/routes/v.$token._index";
import { readPdf } from "../certificates/read-pdf";
import { FIELD, issued, officer, type Scene, setScene } from "../certification/scene";
import { useDatabase } from "../support/database";

// A certificate of five years less a day, whose last day counts: valid to 2027-10-31, whatever zone the server is in.
await useDatabase();

const ISSUED = new Date("2022-11-01T02:00:00Z");
const LAST_SECOND = new Date("2027-10-31T15:59:59Z"); // 23:59:59 in China
const FIRST_SECOND = new Date("2027-10-31T16:00:01Z"); // 00:00:01 of 1 November in China
const KEY = "test-case-system-key";

let scene: Scene;
let number: string;
let token: string;
let certificateId: string;
let positionId: string;
let colleague: string;

beforeAll(async () => {
  scene = await setScene();
  const holder = await officer(scene.urban, { passedOn: "2022-09-01" });
  const certificate = await issued(scene, holder, ISSUED);
  ({ certificateId, number } = certificate);
  await completeIssuance(certificateId, ISSUED);
  await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, ISSUED));
  token = (await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } })).publicToken;
  const post = { unitId: scene.urban, title: "市容巡查岗", family: "enforcement" as const, field: FIELD };
  positionId = await inTransaction((tx) => createPosition(tx, post, null, ISSUED));
  await inTransaction((tx) =>
    assignPerson(
      tx,
      { personId: holder, positionId, fromOn: "2022-11-01", toOn: null },
      scene.personnelOfficer,
      ISSUED,
    ),
  );
  // Of the same age, on no post yet: the one a team leader would put on duty that night.
  colleague = await officer(scene.urban, { passedOn: "2022-09-01" });
  const second = await issued(scene, colleague, ISSUED);
  await inTransaction((tx) => collectCertificate(tx, second, scene.issuer, ISSUED));
  await inTransaction((tx) =>
    createApiClient(tx, { name: "case system", unitId: scene.district, key: KEY }, null, LAST_SECOND),
  );
});

afterEach(() => vi.useRealTimers());

const at = (now: Date) => vi.useFakeTimers({ now, toFake: ["Date"] });
const statusShown = async () => {
  const request = new Request(`http://localhost/v/${token}`);
  const answer = await publicPage({ request, params: { token }, context: {} } as never);
  return (answer as { data: { entry: { status: string } } }).data.entry.status;
};
const eligibleByApi = async () => {
  const request = new Request("http://localhost/api/v1/eligibility", {
    method: "POST",
    headers: { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify({ certificateNumber: number, unit: "urban", field: FIELD }),
  });
  const response = await askApi({ request, params: {}, context: {} } as never);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return ((await response.json()) as { eligible: boolean }).eligible;
};

describe.each(["UTC", "America/New_York", "Asia/Shanghai"])("a server in %s", (zone) => {
  beforeAll(() => {
    process.env.TZ = zone;
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  });

  it("page and API say yes to the last second of the last day, and no from midnight in China", async () => {
    at(LAST_SECOND);
    expect([await statusShown(), await eligibleByApi()]).toEqual(["active", true]);
    at(FIRST_SECOND);
    expect([await statusShown(), await eligibleByApi()]).toEqual(["expired", false]);
  });

  it("the paper names the same last day, in the same bytes", async () => {
    const { fileHash } = await prisma.certificateDocument.findFirstOrThrow({
      where: { certificateId, layout: "a4" },
    });
    const kept = (await readFile(prisma, fileHash)).bytes;
    expect((await readPdf(kept)).texts.join(" ")).toContain("2022年11月1日至2027年10月31日");
    const { registerEntry } = await prisma.certificate.findUniqueOrThrow({ where: { id: certificateId } });
    const prepared = await prepareDocuments(prisma, registerEntry as RegisterEntry);
    const signing = await signerAt(ISSUED);
    if (!prepared.ok || !signing.ok) throw new Error("It cannot be printed");
    const [again] = await prepared.render({ signer: signing.signer, at: ISSUED });
    expect(again!.bytes.equals(kept)).toBe(true);
  });
});

it("someone is put on duty at 23:59:59 and not at 00:00:01", async () => {
  const put = (now: Date, fromOn: "2027-10-31" | "2027-11-01") =>
    inTransaction((tx) =>
      assignPerson(tx, { personId: colleague, positionId, fromOn, toOn: null }, scene.personnelOfficer, now),
    );
  const late = await put(FIRST_SECOND, "2027-11-01");
  expect(late.ok ? [] : late.refusals.map(({ code }) => code)).toEqual(["certificate.expired"]);
  expect((await put(LAST_SECOND, "2027-10-31")).ok).toBe(true);
});

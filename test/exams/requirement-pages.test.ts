import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { addDays, chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { createUnit } from "~/organisation/organisation.server";
import { createPosition } from "~/positions/positions.server";
import * as batchPage from "~/routes/_staff.appointment-batches.$batchId._index/route";
import * as candidates from "~/routes/_staff.appointment-batches.$batchId.candidates";
import * as entries from "~/routes/_staff.appointment-batches.$batchId.entries";
import * as newBatch from "~/routes/_staff.appointment-batches.new";
import * as exemptions from "~/routes/_staff.exemptions._index";
import * as approval from "~/routes/_staff.exemptions.$exemptionId.approval";
import * as evidence from "~/routes/_staff.exemptions.$exemptionId.evidence";
import * as list from "~/routes/_staff.requirements._index/route";
import * as requirementPage from "~/routes/_staff.requirements.$requirementId._index";
import * as asking from "~/routes/_staff.requirements.$requirementId.exemptions";
import * as download from "~/routes/_staff.requirements.export";
import * as requiring from "~/routes/_staff.requirements.new/route";
import * as oneself from "~/routes/my.registrations.$examId";
import { loadPacks } from "~/rulebook/packs.server";
import { call, formOf, signedIn } from "../routes/call";
import { useDatabase } from "../support/database";
import { EARLY, type Hall, officer } from "./exam-hall";

await useDatabase();
const NOW = new Date();
const TODAY = chinaDateOf(NOW);
type Units = Pick<Hall, "root" | "urban" | "market">;
let units: Units;
let legal: string;
let colleague: string;
let training: string;
let personnel: string;
let congress: string;

beforeAll(async () => {
  units = await inTransaction(async (tx) => {
    await loadPacks(tx, null, EARLY);
    const unit = (code: string, kind: "jurisdiction" | "enforcement-bureau", parentId: string | null) => {
      const named = { code, parentId, name: code, shortName: code, kind, fromOn: "2020-01-01" as const };
      return createUnit(tx, named, null, EARLY);
    };
    const root = await unit("linhu", "jurisdiction", null);
    return {
      root,
      urban: await unit("urban", "enforcement-bureau", root),
      market: await unit("market", "enforcement-bureau", root),
    };
  });
  legal = await cookie("legal", "legal-affairs", units.root);
  colleague = await cookie("legal2", "legal-affairs", units.root);
  training = await cookie("training", "unit-training-officer", units.urban);
  personnel = await cookie("personnel", "personnel-department", units.root);
  congress = await cookie("congress", "congress-office", units.root);
});

async function cookie(name: string, role?: Role, unitId?: string, personId: string | null = null) {
  const account = { loginName: name, displayName: name, personId, passwordHash: "-" };
  const id = await inTransaction((tx) => createAccount(tx, account, null, EARLY));
  return signedIn(id, role, unitId);
}

const wanted = {
  kind: "annual",
  part: "",
  field: "",
  regime: "",
  dueOn: addDays(TODAY, 20),
  countsFromOn: "",
};
const require = (values: Record<string, string | string[]>) =>
  call(
    requiring.action,
    legal,
    "/requirements/new",
    {},
    formOf({ ...wanted, unitId: units.urban, ...values }),
  );
const rowsOf = async (who: string, query = "") => {
  const { body } = await call(list.loader, who, `/requirements${query}`);
  return (body as { rows: { requirementId: string; personId: string; standing: string }[] }).rows;
};

describe("requiring an exam of a unit", () => {
  it("lists everybody once, keeps what was typed when refused, and shows a unit its own people only", async () => {
    const people = [await officer(units.urban), await officer(units.urban, "contract")];
    const refused = await require({ whom: "unit", dueOn: "2020-01-01", part: "special" });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ typed: { dueOn: "2020-01-01", whom: "unit" } });
    expect(await require({ whom: "people" })).toMatchObject({
      status: 422,
      body: { problems: [{ field: "whom" }] },
    });
    expect(await require({ whom: "unit" })).toMatchObject({
      status: 200,
      body: { outcome: { required: 2 } },
    });
    expect(await require({ whom: "unit" })).toMatchObject({ status: 422, body: { outcome: { already: 2 } } });
    const strangers = await require({ kind: "qualification", part: "general", whom: "unit" });
    expect(strangers.body).toMatchObject({
      outcome: { required: 1, refused: [{ personId: people[1], reasons: [{ rule: "K05" }] }] },
    });
    expect((await rowsOf(training, "?kind=annual")).map(({ personId }) => personId).sort()).toEqual(
      [...people].sort(),
    );
    expect(await rowsOf(training, "?kind=annual&state=overdue")).toEqual([]);
    expect(await rowsOf(training, `?unit=${units.market}&kind=renewal`)).toEqual([]);
    const file = await call(download.loader, training, "/requirements/export?format=csv&kind=annual");
    const text = Buffer.from(await (file.body as Response).arrayBuffer()).toString("utf8");
    expect(text.trim().split("\r\n")).toHaveLength(3);
    expect(text).toContain("应考");
  });
});

describe("letting somebody off", () => {
  it("takes a file of the unit's officer and two people, and gives the file back to whom it concerns", async () => {
    const personId = await officer(units.urban);
    await require({ whom: "people", personId: [personId] });
    const [row] = (await rowsOf(training)).filter((one) => one.personId === personId);
    const { requirementId } = row!;
    const params = { requirementId };
    const ask = (file: File | null, ground = "long-sick-leave") => {
      const form = formOf({ ground, note: "病假六个月" });
      if (file) form.append("file", file);
      return call(asking.action, training, "/x", params, form);
    };
    const pdf = new File(["%PDF-1.7 诊断证明"], "诊断证明.pdf");
    const codes = async (answer: ReturnType<typeof ask>) =>
      ((await answer).body as { refusals: { code: string }[] }).refusals.map(({ code }) => code);
    expect(await codes(ask(null, ""))).toEqual(["exemption.ground-missing", "exemption.evidence-missing"]);
    expect(await codes(ask(new File(["<script>"], "a.pdf")))).toEqual(["exemption.evidence-unusable"]);
    expect(await codes(ask(pdf, "legal-profession"))).toEqual(["exemption.ground"]);
    expect(await ask(pdf)).toMatchObject({
      status: 303,
      location: `/requirements/${requirementId}?done=asked`,
    });
    const { exemptionId } = await prisma.examExemption
      .findFirstOrThrow({ where: { requirementId } })
      .then(({ id }) => ({ exemptionId: id }));
    const queue = await call(exemptions.loader, colleague, "/exemptions?state=open");
    expect(queue.body).toMatchObject({ rows: [{ exemptionId, note: "病假六个月" }] });
    const file = await call(evidence.loader, training, "/x", { exemptionId });
    expect((file.body as Response).headers.get("Content-Disposition")).toContain("attachment");
    const elsewhere = await cookie("market", "unit-training-officer", units.market);
    expect((await call(evidence.loader, elsewhere, "/x", { exemptionId })).status).toBe(404);
    expect((await call(approval.action, training, "/x", { exemptionId }, formOf({}))).status).toBe(403);
    expect(await call(approval.action, colleague, "/x", { exemptionId }, formOf({}))).toMatchObject({
      status: 303,
      location: "/exemptions?done=granted",
    });
    const page = await call(requirementPage.loader, training, "/x", params);
    expect(page.body).toMatchObject({ requirement: { standing: "exempt" }, mayAsk: false });
  });
});

describe("candidates for posts", () => {
  it("are proposed by one department, entered by the regime's own office, and hidden from everybody else", async () => {
    const batch = { title: "任免案", regime: "congress", documentNumber: "1号", unitId: units.root };
    const days = { dueOn: addDays(TODAY, 20), termEndsOn: "" };
    const make = (values: Record<string, string>) =>
      call(newBatch.action, personnel, "/x", {}, formOf({ ...batch, ...days, ...values }));
    expect((await make({})).body).toMatchObject({
      problems: [{ field: "termEndsOn" }],
      typed: { title: "任免案" },
    });
    const made = await make({ termEndsOn: addDays(TODAY, 300) });
    const batchId = /batches\/([^?]+)/.exec(made.location ?? "")![1]!;
    const personId = await officer(units.urban);
    const positionId = await inTransaction((tx) =>
      createPosition(
        tx,
        { unitId: units.urban, title: "局长", family: "congress-appointed", field: null },
        null,
        NOW,
      ),
    );
    const add = (who: string) =>
      call(candidates.action, who, "/x", { batchId }, formOf({ personId, positionId }));
    expect((await add(congress)).status).toBe(403);
    expect((await add(personnel)).location).toBe(`/appointment-batches/${batchId}?done=added`);
    expect((await call(entries.loader, personnel, "/x", { batchId })).status).toBe(403);
    expect((await call(entries.loader, congress, "/x", { batchId })).status).toBe(200);
    expect((await call(batchPage.loader, legal, "/x", { batchId })).status).toBe(403);
    const seen = await call(batchPage.loader, congress, "/x", { batchId });
    expect(seen.body).toMatchObject({
      withMarks: true,
      mayPropose: false,
      recipients: ["chairpersons-meeting"],
    });
    // Who is proposed is no business of the unit's officers, nor of the exam office's.
    const { requirementId } = await prisma.appointmentCandidate.findFirstOrThrow({ where: { batchId } });
    for (const who of [training, legal]) {
      expect((await rowsOf(who)).map((row) => row.requirementId)).not.toContain(requirementId);
      expect((await call(requirementPage.loader, who, "/x", { requirementId })).status).toBe(404);
    }
    expect((await rowsOf(personnel)).map((row) => row.requirementId)).toContain(requirementId);
  });
});

describe("registering oneself", () => {
  it("finds no exam that is nobody's or a draft", async () => {
    const personId = await officer(units.urban);
    const own = await cookie("own", undefined, undefined, personId);
    const examId = crypto.randomUUID();
    expect((await call(oneself.action, own, "/x", { examId }, formOf({}))).status).toBe(404);
    expect((await call(oneself.action, own, "/x", { examId: "x" }, formOf({}))).status).toBe(404);
  });
});

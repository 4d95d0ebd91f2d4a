import { beforeAll, describe, expect, it } from "vitest";
import { disableAccount } from "~/access/account-state.server";
import { createAccount, grantRole } from "~/access/accounts.server";
import type { Actor } from "~/access/permissions";
import { openSession } from "~/access/session.server";
import { instantAt } from "~/calendar";
import { collectCertificate } from "~/certification/acts.server";
import { defectsOf, mendDefects } from "~/certification/application-defects.server";
import { addApplicationFiles, filesOf } from "~/certification/application-files.server";
import { applicationPage } from "~/certification/application-list.server";
import { approveReview, resubmitApplication, withdrawApplication } from "~/certification/applications.server";
import { checkCandidates } from "~/certification/new-application.server";
import { ownCertification } from "~/certification/own.server";
import { inTransaction, prisma } from "~/db.server";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { renamePerson } from "~/personnel/person.server";
import { action as upload } from "~/routes/_staff.applications.$applicationId.files._index";
import { loader as download } from "~/routes/_staff.applications.$applicationId.files.$fileId";
import { action as returnPage } from "~/routes/_staff.applications.$applicationId.return";
import { action as submitMany } from "~/routes/_staff.applications.new";
import { useDatabase } from "../support/database";
import { apply, codesOf, FIELD, issued, NOW, officer, type Scene, setScene } from "./scene";

// Between submission and issue: what an application rests on, what is to be mended, who has it.
await useDatabase();

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const PDF = Buffer.from("%PDF-1.7\n%%EOF\n");
const post = async (by: string, action: unknown, params: object, body: FormData | null) => {
  const cookie = await inTransaction((tx) => openSession(tx, { id: by }, "test", new Date()));
  const headers = { Cookie: cookie.split(";")[0]! };
  const request = new Request("http://localhost/", body ? { method: "POST", body, headers } : { headers });
  return (action as (args: unknown) => Promise<unknown>)({ request, params, context: {} }).catch(
    (thrown: unknown) => thrown,
  ) as Promise<Response & { data: unknown; init: { status: number } }>;
};
const formOf = (fields: [string, string | File][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

describe("files behind an application", () => {
  const add = (applicationId: string, bytes: Buffer, name = "证明.pdf") =>
    inTransaction((tx) =>
      addApplicationFiles(
        tx,
        { applicationId, kind: "establishment-proof", uploads: [{ name, bytes }] },
        scene.submitter,
        NOW,
      ),
    );

  it("are known by their bytes, kept once each, and not added to what is closed", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    expect(codesOf(await add(applicationId, Buffer.from("MZ")))).toEqual(["study-file.unreadable"]);
    expect(await filesOf(prisma, applicationId)).toEqual([]);
    expect(await add(applicationId, PDF)).toEqual({ ok: true });
    expect(await add(applicationId, PDF, "again.pdf")).toEqual({ ok: true });
    expect(await filesOf(prisma, applicationId)).toMatchObject([
      { kind: "establishment-proof", name: "证明.pdf", bytes: PDF.length },
    ]);
    expect(
      await prisma.auditEvent.count({ where: { type: "application.file-added", subjectId: applicationId } }),
    ).toBe(1);
    await inTransaction((tx) => withdrawApplication(tx, { applicationId, reason: "" }, scene.submitter, NOW));
    expect(codesOf(await add(applicationId, PDF))).toEqual(["application.closed"]);
    await expect(prisma.applicationFile.updateMany({ data: { name: "x" } })).rejects.toThrow();
  });

  it("are given by the unit, opened by reviewers with an event each, and hidden from other units", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    const sent = await post(
      scene.submitter,
      upload,
      { applicationId },
      formOf([
        ["kind", "entrustment"],
        ["file", new File([new Uint8Array(PDF)], "委托书.pdf")],
      ]),
    );
    expect(sent.headers.get("Location")).toBe(`/applications/${applicationId}?done=files`);
    const none = await post(scene.submitter, upload, { applicationId }, formOf([["kind", "other"]]));
    expect(none.data).toMatchObject({ refusals: [{ code: "application.file-missing" }] });
    const [file] = await filesOf(prisma, applicationId);
    const at = { applicationId, fileId: file!.id };
    const seen = await post(scene.legalReviewer, download, at, null);
    expect(Buffer.from(await seen.arrayBuffer()).equals(PDF)).toBe(true);
    expect(
      await prisma.auditEvent.findMany({
        where: { type: "application.file-seen", subjectId: applicationId },
      }),
    ).toMatchObject([{ actorId: scene.legalReviewer }]);
    const other = await apply(scene, await officer(scene.urban));
    expect((await post(scene.legalReviewer, download, { ...at, applicationId: other }, null)).status).toBe(
      404,
    );
    const elsewhere = await inTransaction(async (tx) => {
      const named = { loginName: "elsewhere", displayName: "x", personId: null, passwordHash: "-" };
      const id = await createAccount(tx, named, null, NOW);
      await grantRole(tx, { accountId: id, role: "unit-legal-reviewer", unitId: scene.market }, null, NOW);
      return id;
    });
    expect((await post(elsewhere, download, at, null)).status).toBe(404);
    expect(await prisma.auditEvent.count({ where: { type: "access.denied", actorId: elsewhere } })).toBe(1);
  });
});

describe("a return names everything at once", () => {
  it("by what was ticked and every line written; each is ticked off once, by the unit, and shown to the applicant", async () => {
    const personId = await officer(scene.urban);
    const applicationId = await apply(scene, personId);
    const back = await post(
      scene.legalReviewer,
      returnPage,
      { applicationId },
      formOf([
        ["code", "photo-unfit"],
        ["code", "establishment-proof-missing"],
        ["code", "no-such-code"],
        ["defects", "  审查表缺主管领导签字\n\n姓名与身份证不一致 "],
      ]),
    );
    expect(back.status).toBe(303);
    const named = await defectsOf(prisma, applicationId);
    expect(named.map(({ code, says }) => [code, says])).toEqual([
      ["photo-unfit", null],
      ["establishment-proof-missing", null],
      ["other", "审查表缺主管领导签字"],
      ["other", "姓名与身份证不一致"],
    ]);
    const mend = (...defectIds: string[]) =>
      inTransaction((tx) => mendDefects(tx, { applicationId, defectIds }, scene.submitter, NOW));
    const again = () =>
      inTransaction((tx) => resubmitApplication(tx, { applicationId }, scene.submitter, NOW));
    expect(codesOf(await mend(crypto.randomUUID()))).toEqual(["application.defect-unknown"]);
    const [photo, ...others] = named.map(({ id }) => id);
    expect(await mend(photo!)).toEqual({ ok: true });
    expect(await again()).toMatchObject({ refusals: [{ facts: { open: 3, total: 4 } }] });
    const own = { accountId: "", personId, displayName: "", grants: [] } as Actor & { personId: string };
    const [mine] = (await ownCertification(prisma, own, NOW)).applications;
    expect(mine).toMatchObject({ state: "returned", holders: ["submitter", "officer"] });
    expect(mine!.defects.map(({ mendedAt }) => mendedAt !== null)).toEqual([true, false, false, false]);
    expect(await mend(photo!, ...others)).toEqual({ ok: true });
    expect(
      await prisma.auditEvent.count({
        where: { type: "application.defect-mended", subjectId: applicationId },
      }),
    ).toBe(4);
    await expect(
      prisma.applicationDefect.update({ where: { id: photo! }, data: { mendedAt: null, mendedById: null } }),
    ).rejects.toThrow();
    expect(await again()).toEqual({ ok: true });
    expect(codesOf(await mend(photo!))).toEqual(["application.not-returned"]);
  });

  it("nothing named is refused, with what was typed", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    const answer = await post(scene.legalReviewer, returnPage, { applicationId }, formOf([["defects", " "]]));
    expect(answer.init.status).toBe(422);
    expect(answer.data).toMatchObject({
      refusals: [{ code: "application.defects-missing", source: { article: "第三十二条" } }],
    });
  });
});

describe("who has it", () => {
  const rowOf = async (applicationId: string, at = NOW) => {
    const units = await unitsUnder(prisma, [""], "2026-11-20");
    const nobody: Actor = { accountId: scene.legalAffairs, personId: null, displayName: "", grants: [] };
    const { rows } = await applicationPage(prisma, nobody, { units }, {}, at);
    return rows.find(({ id }) => id === applicationId)!;
  };

  it("names those who hold the role there and may take the step, and the working days left", async () => {
    const applicationId = await apply(scene, await officer(scene.urban));
    expect(await rowOf(applicationId)).toMatchObject({
      ...{ turn: { role: "unit-legal" }, holders: ["legal"], sinceAt: NOW },
      limit: { used: 0, left: 10, overdue: false },
    });
    expect((await rowOf(applicationId, instantAt("2026-12-04", "09:00"))).limit).toMatchObject({
      ...{ used: 10, left: 0, overdue: false },
    });
    expect((await rowOf(applicationId, instantAt("2026-12-07", "09:00"))).limit).toMatchObject({
      ...{ left: 0, overdue: true },
    });
    await inTransaction((tx) => approveReview(tx, { applicationId }, scene.legalReviewer, NOW));
    expect((await rowOf(applicationId)).holders).toEqual(["officer"]);
    await inTransaction((tx) => approveReview(tx, { applicationId }, scene.personnelOfficer, NOW));
    await inTransaction((tx) => approveReview(tx, { applicationId }, scene.legalAffairs, NOW));
    expect((await rowOf(applicationId)).holders).toEqual(["issuer", "second"]);
  });

  it("neither the applicant nor a stopped account is named, though they hold the role", async () => {
    const personId = await officer(scene.urban);
    const hold = (loginName: string, person: string | null) =>
      inTransaction(async (tx) => {
        const named = { loginName, displayName: loginName, personId: person, passwordHash: "-" };
        const id = await createAccount(tx, named, null, NOW);
        await grantRole(tx, { accountId: id, role: "unit-legal-reviewer", unitId: scene.urban }, null, NOW);
        return id;
      });
    await hold("applicant", personId);
    await hold("colleague", null);
    const stopped = await hold("stopped", null);
    await inTransaction((tx) => disableAccount(tx, { accountId: stopped }, scene.issuer, NOW));
    const applicationId = await apply(scene, personId);
    expect((await rowOf(applicationId)).holders).toEqual(["legal", "colleague"]);
  });
});

describe("a batch before it is submitted", () => {
  it("says what the register knows of each, and everything against each", async () => {
    const unit = (await findUnit(prisma, scene.urban, "2026-11-20"))!;
    const holder = await officer(scene.urban);
    const { certificateId, number } = await issued(scene, holder);
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    const renamed = { personId: holder, name: "顾常青", fromOn: "2026-11-01" as const };
    await inTransaction((tx) => renamePerson(tx, renamed, scene.issuer, NOW));
    const unqualified = await officer(scene.urban, { qualified: false, identity: "contract" });
    const candidates = [holder, unqualified].map((personId) => ({
      ...{ personId, name: "", identity: "civil-servant" as const },
    }));
    const [known, barred] = await checkCandidates(
      prisma,
      { unit, kind: "change", field: FIELD },
      candidates,
      NOW,
    );
    expect(known).toMatchObject({
      refusals: [],
      known: {
        certificate: { number, validToOn: "2031-11-19" },
        changed: ["name"],
        passed: [
          { part: "special", on: "2026-09-12" },
          { part: "general", on: "2026-09-12" },
        ],
        hasPhoto: false,
      },
    });
    expect(codesOf({ ok: false, refusals: barred!.refusals })).toEqual([
      "identity.excluded",
      "qualification.missing",
      "qualification.missing",
      "application.nothing-to-replace",
    ]);
  });

  it("who is refused in the act is offered the auxiliary training, too; the others are submitted", async () => {
    const fit = await officer(scene.urban);
    const contract = await officer(scene.urban, { identity: "contract" });
    const answer = await post(
      scene.submitter,
      submitMany,
      {},
      formOf([
        ["unit", scene.urban],
        ["kind", "first"],
        ["field", FIELD],
        ["person", fit],
        ["person", contract],
      ]),
    );
    expect(answer.init.status).toBe(422);
    expect(answer.data).toMatchObject({
      submitted: 1,
      refused: [{ personId: contract, auxiliary: true, refusals: [{ code: "identity.excluded" }] }],
    });
  });
});

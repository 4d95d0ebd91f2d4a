import { createAccount, grantRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import type { DateOn } from "~/calendar";
import { approveReview, submitApplication } from "~/certification/applications.server";
import { allocateCertificate } from "~/certification/issuance.server";
import { inTransaction } from "~/db.server";
import { grantQualification } from "~/exams/qualification.server";
import { createUnit, recordEnforcementBody } from "~/organisation/organisation.server";
import { recordEmployment } from "~/personnel/employment.server";
import type { EmploymentIdentity } from "~/personnel/identity";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { registerPerson } from "~/personnel/person.server";
import { loadPacks } from "~/rulebook/packs.server";

/** A district with two bureaus, an office for each review, and the accounts that take them. */
export type Scene = {
  district: string;
  urban: string;
  market: string;
  /** Account ids. */
  submitter: string;
  legalReviewer: string;
  personnelOfficer: string;
  legalAffairs: string;
  issuer: string;
  secondIssuer: string;
};

export const FIELD = "urban-management";
export const NOW = new Date("2026-11-20T02:00:00Z");
const SINCE: DateOn = "2014-01-01";

let people = 0;

export async function setScene(): Promise<Scene> {
  return inTransaction(async (tx) => {
    await loadPacks(tx, null, NOW);
    const unit = (
      code: string,
      parentId: string | null,
      name: string,
      kind: Parameters<typeof createUnit>[1]["kind"],
    ) => createUnit(tx, { code, parentId, name, shortName: name, kind, fromOn: SINCE }, null, NOW);
    const district = await unit("linhu", null, "临湖区", "jurisdiction");
    const urban = await unit("urban", district, "临湖区城市管理局", "enforcement-bureau");
    const market = await unit("market", district, "临湖区市场监督管理局", "enforcement-bureau");
    await unit("justice", district, "临湖区司法局", "legal-affairs-office");
    await unit("personnel", district, "临湖区人力资源和社会保障局", "personnel-department");
    for (const [unitId, field] of [
      [urban, FIELD],
      [market, "market-regulation"],
    ] as const) {
      await recordEnforcementBody(
        tx,
        {
          unitId,
          basis: "statutory",
          fields: [field],
          document: "临政发〔2014〕1号",
          publishedOn: "2014-03-01",
          fromOn: SINCE,
        },
        null,
        NOW,
      );
    }
    const account = async (loginName: string, role: Role, unitId: string) => {
      const id = await createAccount(
        tx,
        { loginName, displayName: loginName, personId: null, passwordHash: "-" },
        null,
        NOW,
      );
      await grantRole(tx, { accountId: id, role, unitId }, null, NOW);
      return id;
    };
    return {
      district,
      urban,
      market,
      submitter: await account("submitter", "unit-training-officer", urban),
      legalReviewer: await account("legal", "unit-legal-reviewer", urban),
      personnelOfficer: await account("officer", "unit-personnel-officer", urban),
      legalAffairs: await account("affairs", "legal-affairs", district),
      issuer: await account("issuer", "personnel-department", district),
      secondIssuer: await account("second", "personnel-department", district),
    };
  });
}

/** Someone who works there; qualified unless told otherwise. */
export async function officer(
  unitId: string,
  options: {
    name?: string;
    identity?: EmploymentIdentity;
    qualified?: boolean;
    field?: string;
    passedOn?: DateOn;
  } = {},
): Promise<string> {
  people += 1;
  const {
    name = "顾长青",
    identity = "civil-servant",
    qualified = true,
    field = FIELD,
    passedOn = "2026-09-12",
  } = options;
  return inTransaction(async (tx) => {
    // A day has numbers for five hundred of either sex.
    const day = String(8 + Math.floor(people / 400)).padStart(2, "0");
    const identityNumber = fictitiousIdentityNumber(people % 400, `1988-08-${day}` as DateOn, "male");
    const registered = await registerPerson(tx, { name, identityNumber, origin: "seed" }, null, NOW);
    if (!registered.ok) throw new Error("the scene's person was refused");
    const { personId } = registered;
    const employed = await recordEmployment(
      tx,
      { personId, unitId, relation: "home", identity, status: "in-post", title: null, fromOn: "2020-01-01" },
      null,
      NOW,
    );
    if (!employed.ok)
      throw new Error(`the scene's employment was refused: ${employed.refusals.map((r) => r.code)}`);
    if (qualified) {
      for (const [part, of] of [
        ["special", field],
        ["general", null],
      ] as const)
        await grantQualification(
          tx,
          { personId, part, field: of, origin: "exam", fromOn: passedOn },
          null,
          NOW,
        );
    }
    return personId;
  });
}

/** What the holder said before something was taken away, in scenes that are about something else. */
export const HEARD = { way: "written", on: "2022-06-01", says: "对事实没有异议。" } as const;

export async function apply(scene: Scene, personId: string, at = NOW): Promise<string> {
  const wanted = { personId, unitId: scene.urban, kind: "first" as const, field: FIELD };
  const answer = await inTransaction((tx) => submitApplication(tx, wanted, scene.submitter, at));
  if (!answer.ok) throw new Error(`refused: ${answer.refusals.map(({ code }) => code).join(", ")}`);
  return answer.applicationId;
}

/** Through every review, each by another person. */
export async function approve(scene: Scene, applicationId: string, at = NOW): Promise<void> {
  for (const reviewer of [scene.legalReviewer, scene.personnelOfficer, scene.legalAffairs]) {
    const verdict = await inTransaction((tx) => approveReview(tx, { applicationId }, reviewer, at));
    if (!verdict.ok) throw new Error(`refused: ${verdict.refusals.map(({ code }) => code).join(", ")}`);
  }
}

/** A certificate waiting to be collected. */
export async function issued(scene: Scene, personId: string, at = NOW) {
  const applicationId = await apply(scene, personId, at);
  await approve(scene, applicationId, at);
  const answer = await inTransaction((tx) =>
    allocateCertificate(tx, { applicationId, decisionNumber: "临人社证〔2026〕1号" }, scene.issuer, at),
  );
  if (!answer.ok) throw new Error(`refused: ${answer.refusals.map(({ code }) => code).join(", ")}`);
  return { ...answer, applicationId };
}

export const codesOf = (answer: { ok: boolean; refusals?: { code: string }[] }) =>
  (answer.refusals ?? []).map(({ code }) => code);
export const rulesOf = (answer: { ok: boolean; refusals?: { source: { rule?: string } | null }[] }) =>
  (answer.refusals ?? []).map(({ source }) => source?.rule);

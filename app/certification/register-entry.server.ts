/** The register entry of a certificate about to be issued, from the facts of the day of issue. */
import { randomBytes } from "node:crypto";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { currentKey } from "~/keys.server";
import { findUnit, type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { ReviewerWord } from "~/rulebook/words";
import type { ApplicationFacts } from "./application-steps.server";
import { VERIFICATION_CODE_BYTES, verificationCode } from "./number";
import { provenAddress } from "./offline-proof";
import { CURRENT_CARD, CURRENT_TEMPLATE, type RegisterEntry } from "./register-entry";

export async function registerEntryFor(
  tx: Tx,
  application: ApplicationFacts,
  {
    number,
    validFromOn,
    validToOn,
    on,
    now,
  }: { number: string; validFromOn: DateOn; validToOn: DateOn; on: DateOn; now: Date },
): Promise<RegisterEntry> {
  const { personId, unitId } = application;
  const unit = await findUnit(tx, unitId, on);
  const name = (await namesOn(tx, [personId], on)).get(personId);
  if (!unit || !name) throw new Error("A certificate needs a unit and a name on the day of issue");
  const { photoHash } = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { photoHash: true },
  });
  const authority = await authorityOver(tx, unit, application.route.issuer.role, on);
  const code = verificationCode(randomBytes(VERIFICATION_CODE_BYTES));
  const statusIndex = await nextStatusIndex(tx);
  const proven = { number, holderName: name, validFromOn, validToOn, statusIndex };
  return {
    schema: "chizheng-register-entry/2",
    certificateId: newId(),
    certificateType: "administrative-enforcement",
    number,
    holderName: name,
    photoHash,
    jurisdiction: authority.jurisdiction,
    unitName: unit.name,
    unitCode: unit.code,
    field: application.field,
    validFromOn,
    validToOn,
    issuer: authority.name,
    issuedOn: on,
    issuedAt: now.toISOString(),
    verifyUrl: `${env().publicUrl}/v/${code}`,
    verificationCode: code,
    template: { ...CURRENT_TEMPLATE },
    card: { ...CURRENT_CARD },
    statusIndex,
    // Without its dashes: every character makes the code harder to read from paper.
    codeText: provenAddress(
      `${env().publicUrl}/v/${code.replaceAll("-", "")}`,
      proven,
      currentKey("certificates"),
    ),
  };
}

/** Numbers that are not used leave gaps, which say nothing to anybody. */
async function nextStatusIndex(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ next: bigint }[]>`
    SELECT nextval(pg_get_serial_sequence('certificate', 'status_index')) AS next`;
  return Number(row!.next);
}

/** The office that issues for a unit: the one of that kind nearest above it; where there is none, its jurisdiction. */
export async function authorityOver(
  tx: Tx,
  unit: UnitFacts,
  role: ReviewerWord | "personnel-department",
  on: DateOn,
): Promise<{ name: string; jurisdiction: string }> {
  const kind = role === "legal-affairs" ? "legal-affairs-office" : "personnel-department";
  const root = `/${unit.path.split("/")[1]}/`;
  const units = await unitsUnder(tx, [root], on);
  const parentOf = (path: string) => path.replace(/[^/]+\/$/, "");
  const nearest = (candidates: UnitFacts[], place: (candidate: UnitFacts) => string) =>
    candidates
      .filter((candidate) => unit.path.startsWith(place(candidate)))
      .sort((a, b) => b.path.length - a.path.length)[0]?.name;
  const jurisdiction =
    nearest(
      units.filter((each) => each.kind === "jurisdiction"),
      ({ path }) => path,
    ) ??
    units[0]?.name ??
    unit.name;
  const office = nearest(
    units.filter((each) => each.kind === kind),
    ({ path }) => parentOf(path),
  );
  return { name: office ?? jurisdiction, jurisdiction };
}

/** The list of entries, one that an address names, and what several of its routes share. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma, rowsOf, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";
import {
  type LegalQualificationDecision,
  type LegalQualificationState,
  legalQualificationState,
  maskedCertificate,
} from "./legal-qualification";
import { decideLegalQualification } from "./legal-qualifications.server";
import type { PeopleScope } from "./people.server";
import { within } from "./people-search.server";
import { requirePersonInScope } from "./person-scope.server";

export const LEGAL_QUALIFICATIONS = "/legal-qualifications";

export type LegalQualificationRow = {
  id: string;
  personId: string;
  name: string;
  maskedNumber: string;
  obtainedOn: DateOn;
  source: string;
  state: LegalQualificationState;
  reason: string | null;
  recordedById: string;
};
type Row = Omit<LegalQualificationRow, "state" | "maskedNumber"> & {
  certificateNumber: string;
  decision: string | null;
  isWithdrawn: boolean;
};

/** Entries about people of a scope, the newest first. `waiting`: only those; a page turns at an entry's id. */
export async function legalQualificationPage(
  tx: Tx,
  { scope, waiting, personId }: { scope: PeopleScope; waiting: boolean; personId?: string },
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: LegalQualificationRow[] }> {
  const from = Prisma.sql`FROM legal_qualification q
    JOIN person_name n ON n.person_id = q.person_id AND n.superseded_at IS NULL AND n.to_on IS NULL
    WHERE ${within(scope, today)} ${waiting ? Prisma.sql`AND q.decision IS NULL` : Prisma.empty}
      ${personId ? Prisma.sql`AND q.person_id = ${personId}::uuid` : Prisma.empty}`;
  const back = asked.before !== undefined;
  const cursor = asked.before ?? asked.after;
  const place = cursor ? Prisma.sql`AND q.id ${Prisma.raw(back ? ">" : "<")} ${cursor}::uuid` : Prisma.empty;
  const [size] = await rowsOf<{ total: number }>(tx, Prisma.sql`SELECT count(*)::int AS total ${from}`);
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`
    SELECT q.id::text, q.person_id::text AS "personId", n.name, q.certificate_number AS "certificateNumber",
      q.obtained_on::text AS "obtainedOn", q.source, q.decision, q.withdrawn_at IS NOT NULL AS "isWithdrawn",
      q.withdraw_reason AS reason, q.recorded_by_id::text AS "recordedById"
    ${from} ${place} ORDER BY q.id ${Prisma.raw(back ? "ASC" : "DESC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { rows: found.map(shown), ...page };
}

function shown({ certificateNumber, decision, isWithdrawn, ...row }: Row): LegalQualificationRow {
  const state = legalQualificationState({ decision, isWithdrawn });
  return { ...row, maskedNumber: maskedCertificate(certificateNumber), state };
}

/** An entry about somebody within the actor's scope, or 404. The whole number is shown to who compares it with the paper. */
export async function requireLegalQualification(
  request: Request,
  { qualificationId }: { qualificationId?: string },
  permission: Permission,
  now: Date,
) {
  await requirePermission(request, permission);
  const row = isUuid(qualificationId)
    ? await prisma.legalQualification.findUnique({ where: { id: qualificationId } })
    : null;
  if (!row) throw new Response(null, { status: 404 });
  const { actor, name } = await requirePersonInScope(request, row.personId, permission, now);
  const { id, certificateNumber, source } = row;
  return { actor, entry: { id, name, certificateNumber, source } };
}

/** What the form of an act shows of the entry it is about. */
export async function legalQualificationActPage({ request, params }: LoaderFunctionArgs) {
  return (await requireLegalQualification(request, params, "legal-qualification:confirm", new Date())).entry;
}

/** The second of two people decides: done, or the refusals. */
export const decidingLegalQualification =
  (decision: LegalQualificationDecision) =>
  async ({ request, params }: ActionFunctionArgs) => {
    const now = new Date();
    const { actor, entry } = await requireLegalQualification(
      request,
      params,
      "legal-qualification:confirm",
      now,
    );
    const verdict = await inTransaction((tx) =>
      decideLegalQualification(tx, { qualificationId: entry.id, decision }, actor, now),
    );
    if (verdict.ok) throw redirect(`${LEGAL_QUALIFICATIONS}?done=${decision}`, { status: 303 });
    return data({ refusals: verdict.refusals }, { status: 422 });
  };

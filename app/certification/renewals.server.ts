/** Certificates of a period of last days and where each stands on its way to a new one; for a list, an export, a run. */
import { chinaDateOf, type DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { PAGE_SIZE, type PageAsked, type PageTurned } from "~/paging";
import { packsFor } from "~/rulebook/packs.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import type { ApplicationState } from "./application";
import { decideApplications, TYPE, type Wanted } from "./application-decision.server";
import type { PrintedDatum } from "./printed";
import {
  MOST_LISTED,
  mayBeApplied,
  RENEWAL_STAGES,
  type RenewalStage,
  renewalProgress,
  renewalStage,
} from "./renewal";
import { standingSql, stateSql } from "./standing-sql.server";
import type { CertificateStatus } from "./status";
import { statusSql } from "./status-sql.server";
import { renewalWindow } from "./validity";

/** As many decisions as are made at a time. */
const AT_ONCE = 500;

export type RenewalFilters = {
  unitIds: readonly string[];
  /** Last valid days, both counted. */
  fromOn: DateOn;
  toOn: DateOn;
  stage?: RenewalStage;
  /** Any part of the holder's name, or the whole number. */
  q?: string;
};

export type RenewalRow = {
  certificateId: string;
  personId: string;
  unitId: string;
  holderName: string;
  unitName: string;
  number: string;
  field: string;
  validToOn: DateOn;
  opensOn: DateOn;
  stage: RenewalStage;
  mayApply: boolean;
  applicationId: string | null;
  /** What applying now would be told. */
  refusals: Refusal[];
  warnings: Refusal[];
  hasPhoto: boolean;
  /** Printed on the certificate and otherwise today. */
  changed: PrintedDatum[];
};

type Read = Pick<
  RenewalRow,
  "certificateId" | "personId" | "unitId" | "holderName" | "unitName" | "number" | "field" | "validToOn"
> & {
  status: CertificateStatus;
  applicationId: string | null;
  state: ApplicationState | null;
  position: number | null;
};

/** The soonest to end first, and whether there are more than are listed. */
export async function renewalsOf(
  tx: Tx,
  filters: RenewalFilters,
  now: Date,
): Promise<{ rows: RenewalRow[]; isCut: boolean }> {
  const today = chinaDateOf(now);
  const read = await rowsOf<Read>(
    tx,
    Prisma.sql`
    SELECT c.id::text AS "certificateId", c.person_id::text AS "personId", c.unit_id::text AS "unitId",
      c.register_entry->>'holderName' AS "holderName", c.register_entry->>'unitName' AS "unitName", c.number, c.field,
      c.valid_to_on::text AS "validToOn", c.status, r.id::text AS "applicationId", r.state, r.position
    FROM ${renewingSql(filters, now)} ORDER BY c.valid_to_on, c.id LIMIT ${MOST_LISTED + 1}`,
  );
  const listed = read.slice(0, MOST_LISTED);
  const packs = await packsFor(
    tx,
    listed.map(({ unitId }) => unitId),
    today,
  );
  const begun = listed.map(({ status, state, position, ...row }) => {
    const { fromOn: opensOn } = renewalWindow(row.validToOn, packs.get(row.unitId)!.pack);
    const application = state ? { state, position: position ?? 0 } : null;
    return {
      ...row,
      opensOn,
      progress: renewalProgress({ ...row, opensOn, status, application }, today),
    };
  });
  const asked = begun.filter(({ progress }) =>
    ["waiting", "not-open", "refused", "overdue"].includes(progress),
  );
  const answers = await answersTo(tx, asked, now);
  const rows = begun.map(({ progress, ...row }): RenewalRow => {
    const answer = answers.get(row.certificateId) ?? NOTHING;
    const stage = renewalStage(progress, answer.refusals.length);
    return { ...row, ...answer, stage, mayApply: mayBeApplied(stage, answer.refusals.length) };
  });
  return { rows, isCut: read.length > MOST_LISTED };
}

type Answer = Pick<RenewalRow, "refusals" | "warnings" | "hasPhoto" | "changed">;
const NOTHING: Answer = { refusals: [], warnings: [], hasPhoto: true, changed: [] };

/** The decision of an application, for each. */
async function answersTo(
  tx: Tx,
  rows: readonly { certificateId: string; personId: string; unitId: string; field: string }[],
  now: Date,
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const batch = rows.slice(from, from + AT_ONCE);
    const decisions = await decideApplications(tx, batch.map(wantedFor), now);
    for (const [index, decision] of decisions.entries()) {
      const { hasPhoto, changed } = decision.known;
      const refusals = refusalsOf(decision);
      answers.set(batch[index]!.certificateId, { refusals, warnings: decision.warnings, hasPhoto, changed });
    }
  }
  return answers;
}

/** The application that renews a certificate. */
export const wantedFor = ({
  personId,
  unitId,
  field,
}: Pick<Wanted, "personId" | "unitId" | "field">): Wanted => ({
  ...{ personId, unitId, field, kind: "renewal" },
});

/** `c`: certificates of the period that have not ended otherwise; `r`: the last application for their renewal. */
export function renewingSql(
  { unitIds, fromOn, toOn }: Pick<RenewalFilters, "unitIds" | "fromOn" | "toOn">,
  now: Date,
): Prisma.Sql {
  return Prisma.sql`(SELECT c.*, ${statusSql(now)} AS status FROM certificate c
      WHERE c.certificate_type = ${TYPE} AND c.unit_id = ANY(${[...unitIds]}::uuid[])
        AND c.valid_to_on >= ${fromOn}::date AND c.valid_to_on <= ${toOn}::date) c
    LEFT JOIN LATERAL (SELECT a.id, ${stateSql} AS state, p.position::int AS position FROM application a ${standingSql}
      WHERE a.person_id = c.person_id AND a.unit_id = c.unit_id AND a.certificate_type = c.certificate_type
        AND a.kind = 'renewal' AND a.created_at > c.issued_at ORDER BY a.id DESC LIMIT 1) r ON true
    WHERE c.status <> ALL(ARRAY['to-collect', 'cancelled', 'revoked', 'annulled', 'voided'])
      AND (c.status <> 'replaced' OR r.state = 'issued')`;
}

export type RenewalFigures = Record<RenewalStage, number>;

export function renewalFigures(rows: readonly { stage: RenewalStage }[]): RenewalFigures {
  const figures = Object.fromEntries(RENEWAL_STAGES.map((stage) => [stage, 0])) as RenewalFigures;
  for (const { stage } of rows) figures[stage] += 1;
  return figures;
}

/** What the filters leave of rows that were read. */
export function renewalsMatching(
  rows: readonly RenewalRow[],
  { stage, q }: Pick<RenewalFilters, "stage" | "q">,
): RenewalRow[] {
  return rows.filter(
    (row) => (!stage || row.stage === stage) && (!q || row.number === q || row.holderName.includes(q)),
  );
}

/** A page that turns at a certificate's id; of one that left the list meanwhile the first page is shown. */
export function pageOf<Row extends { certificateId: string }>(
  rows: readonly Row[],
  { after, before }: PageAsked,
): PageTurned & { rows: Row[] } {
  const at = (id: string | undefined) => rows.findIndex(({ certificateId }) => certificateId === id);
  const from = before !== undefined ? Math.max(0, at(before) - PAGE_SIZE) : at(after) + 1;
  const found = rows.slice(from, from + PAGE_SIZE);
  return {
    rows: found,
    total: rows.length,
    hasPrevious: from > 0,
    hasNext: from + found.length < rows.length,
  };
}

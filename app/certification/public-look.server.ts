/** What anybody reads about a certificate, and that it was read: every look counts, whoever looks is not kept. */

import { chinaDateOf } from "~/calendar";
import { prisma, rowsOf } from "~/db.server";
import { env } from "~/env.server";
import { currentKey } from "~/keys.server";
import { Prisma } from "../../prisma/generated/client";
import { type PublicRow, publicEntryFrom, servingColumns } from "./certificates.server";
import { type CheckWay, countCheck, countingChecks } from "./checks.server";
import { credentialOf, secured } from "./credential";
import type { PublicEntry } from "./public-entry";
import { LAYOUTS, type Layout, type RegisterEntry } from "./register-entry";
import { reviewPanelOf } from "./review-list.server";

/** The digest of a document as it was issued, by which anybody sees whether a file is that one. */
export type DocumentDigest = { layout: Layout; sha256: string };
/** Said only where the rules make it a bar: a valid card whose holder may not enforce with it. */
export type PublicReview = { year: number; isFailed: boolean };
export type PublicLook = {
  entry: PublicEntry;
  documents: DocumentDigest[];
  review: PublicReview | null;
};

/** The public entry at this instant with the digests of its documents; null where no certificate has this code. */
export async function publicLook(
  token: string,
  way: Exclude<CheckWay, "credential">,
  now: Date,
): Promise<PublicLook | null> {
  const [row] = await rowsOf<LookedAt>(prisma, lookAt(token, way, now));
  if (!row) return null;
  const documents = LAYOUTS.flatMap((layout) => {
    const sha256 = row.documents[layout];
    return sha256 ? [{ layout, sha256 }] : [];
  });
  const entry = publicEntryFrom({ ...row, acts: row.acts.map(actRow) }, now);
  const asks = row.isReviewed && entry.status === "active";
  return { entry, documents, review: asks ? await publicReview(row, now) : null };
}

async function publicReview(
  { id: certificateId, unitId, registerEntry }: LookedAt,
  now: Date,
): Promise<PublicReview | null> {
  const { validFromOn, validToOn } = registerEntry as RegisterEntry;
  const panel = await reviewPanelOf(prisma, { certificateId, unitId, validFromOn, validToOn }, now);
  const [reason] = panel?.isBar ? panel.reasons : [];
  return reason
    ? { year: Number(reason.facts.year), isFailed: reason.code === "certificate-review.failed" }
    : null;
}

type LookedAt = Omit<PublicRow, "acts"> & {
  id: string;
  unitId: string;
  /** Somewhere a review was opened: elsewhere nothing more is asked. */
  isReviewed: boolean;
  documents: Partial<Record<Layout, string>>;
  acts: { act: string; ground: string | null; effectiveAt: number; recordedAt: number }[];
};

const actRow = ({ act, ground, effectiveAt, recordedAt }: LookedAt["acts"][number]) => ({
  ...{ act, ground, supersededAt: null },
  ...{ effectiveAt: new Date(effectiveAt), recordedAt: new Date(recordedAt) },
});

// Read and counted in one statement: this is what a crowd at a gate asks for.
const lookAt = (token: string, way: CheckWay, now: Date) => Prisma.sql`/* prepared as look-at-certificate */
  WITH certificate AS (
    SELECT c.id, c.person_id, c.unit_id, c.public_token, c.register_entry FROM certificate c WHERE c.public_token = ${token}
  ), counted AS (${countingChecks(Prisma.sql`SELECT id FROM certificate`, way, now)})
  SELECT c.id::text, c.unit_id::text AS "unitId", c.public_token AS "publicToken", c.register_entry AS "registerEntry",
    EXISTS (SELECT 1 FROM certificate_campaign p WHERE p.kind = 'review') AS "isReviewed", ${servingColumns(chinaDateOf(now))},
    coalesce((SELECT jsonb_object_agg(d.layout, d.file_hash) FROM certificate_document d WHERE d.certificate_id = c.id), '{}') AS documents,
    coalesce((SELECT jsonb_agg(jsonb_build_object('act', a.act, 'ground', a.ground,
        'effectiveAt', (extract(epoch FROM a.effective_at) * 1000)::bigint,
        'recordedAt', (extract(epoch FROM a.recorded_at) * 1000)::bigint) ORDER BY a.effective_at)
      FROM certificate_act a WHERE a.certificate_id = c.id AND a.superseded_at IS NULL), '[]') AS acts
  FROM certificate c`;

/** The certificate as a credential signed with today's key; null where no certificate has this code. */
export async function credentialFor(token: string, now: Date): Promise<string | null> {
  const row = await prisma.certificate.findUnique({
    where: { publicToken: token },
    select: { id: true, registerEntry: true, statusIndex: true },
  });
  if (!row) return null;
  await countCheck(prisma, row.id, "credential", now);
  const entry = row.registerEntry as RegisterEntry;
  return secured(credentialOf(entry, row.statusIndex, env().publicUrl), currentKey("certificates"));
}

/**
 * `statusAt` as SQL, for lists that filter by it: what a certificate `c` is at an instant, as known now. A test holds
 * the two equal over random histories.
 */
import { addDays, chinaDateOf } from "~/calendar";
import { Prisma } from "../../prisma/generated/client";
import { CERTIFICATE_STATUSES, type CertificateStatus } from "./status";

/** Nearly every certificate has been issued and collected and no more: asked first, of two small indexes. */
export function statusSql(now: Date): Prisma.Sql {
  const today = chinaDateOf(now);
  return Prisma.sql`(CASE
    WHEN EXISTS (SELECT 1 FROM certificate_act u WHERE u.certificate_id = c.id AND u.superseded_at IS NULL
      AND u.act NOT IN ('issue', 'collect')) THEN ${statusByActs(now)}
    WHEN c.valid_to_on < ${today}::date THEN 'expired'
    WHEN c.valid_from_on <= ${today}::date AND EXISTS (SELECT 1 FROM certificate_act u WHERE u.certificate_id = c.id
      AND u.superseded_at IS NULL AND u.act = 'collect' AND u.effective_at <= ${now}::timestamptz) THEN 'active'
    ELSE 'to-collect' END)`;
}

function statusByActs(now: Date): Prisma.Sql {
  const today = chinaDateOf(now);
  const past = Prisma.sql`a.effective_at <= ${now}::timestamptz`;
  return Prisma.sql`(SELECT CASE
      WHEN s.annulled THEN 'annulled'
      WHEN s.ended IS NOT NULL THEN
        CASE s.ended WHEN 'cancel' THEN 'cancelled' WHEN 'revoke' THEN 'revoked' WHEN 'replace' THEN 'replaced' ELSE 'voided' END
      WHEN c.valid_to_on < ${today}::date THEN 'expired'
      WHEN s.collected IS NOT TRUE OR c.valid_from_on > ${today}::date THEN 'to-collect'
      WHEN s.loss = 'lose' THEN 'lost'
      WHEN s.hold = 'suspend' THEN 'suspended'
      ELSE 'active' END
    FROM (SELECT
        bool_or(a.act = 'annul') AS annulled,
        bool_or(a.act = 'collect' AND ${past}) AS collected,
        (array_agg(a.act ORDER BY a.effective_at, a.id) FILTER (WHERE ${past} AND a.act IN ('cancel', 'revoke', 'replace', 'void')))[1] AS ended,
        (array_agg(a.act ORDER BY a.effective_at DESC, a.id DESC) FILTER (WHERE ${past} AND a.act IN ('suspend', 'restore')))[1] AS hold,
        (array_agg(a.act ORDER BY a.effective_at DESC, a.id DESC) FILTER (WHERE ${past} AND a.act IN ('lose', 'find')))[1] AS loss
      FROM certificate_act a WHERE a.certificate_id = c.id AND a.superseded_at IS NULL) s)`;
}

/** Whoever's foremost certificate (the newest that has not ended, or else the newest) has this status; "none": has none. */
export function holdsCertificate(status: CertificateStatus | "none", now: Date): Prisma.Sql {
  if (status === "none")
    return Prisma.sql`NOT EXISTS (SELECT 1 FROM certificate c WHERE c.person_id = n.person_id)`;
  return Prisma.sql`${foremostStatus(now)} = ${status}`;
}

/** What the foremost certificate of the person `n.person_id` is; NULL: there is none. */
export const foremostStatus = (now: Date): Prisma.Sql =>
  Prisma.sql`(SELECT s.status FROM (SELECT ${statusSql(now)} AS status, c.issued_at FROM certificate c
      WHERE c.person_id = n.person_id) s
    ORDER BY s.status IN ('cancelled', 'revoked', 'annulled', 'replaced', 'voided'), s.issued_at DESC LIMIT 1)`;

/** A certificate in use whose last day comes within so many days. */
export function endsWithin(days: number, now: Date): Prisma.Sql {
  return Prisma.sql`n.person_id IN (SELECT c.person_id FROM certificate c WHERE ${endsSoon(days, now)})`;
}

/** The same of the certificate `c` itself. */
export function endsSoon(days: number, now: Date): Prisma.Sql {
  const today = chinaDateOf(now);
  // Said as what it is not: of an equal sign the planner expects one in two hundred, and sorts thousands for a page.
  const others = CERTIFICATE_STATUSES.filter((status) => status !== "active");
  return Prisma.sql`c.valid_to_on >= ${today}::date AND c.valid_to_on <= ${addDays(today, days)}::date
    AND ${statusSql(now)} <> ALL(${others}::text[])`;
}

/**
 * Certificates as facts: what issuing, the gate and the public page ask; and the one door to `certificates/`, the paper.
 * Read from the register each time; nothing is cached.
 */

import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { readFile } from "~/files.server";
import { believed } from "~/organisation/history.server";
import { servedUntil, servesIn } from "~/personnel/serving-sql.server";
import { type Refusal, refusal } from "~/verdict";
import { type LetterView, prepareLetter } from "../../certificates/letter";
import { type CertificateRefusal, prepareCertificate } from "../../certificates/render";
import type { Signing } from "../../certificates/sign";
import type { CertificateView } from "../../certificates/view";
import { Prisma } from "../../prisma/generated/client";
import type { CertificateAct } from "./act";
import { type Ban, outsideBansOf } from "./ban-register.server";
import type { CertificateFact } from "./carrying";
import { banGround, type DecidedAct } from "./ground";
import { happenedTo, type PublicEntry } from "./public-entry";
import { type Layout, type RegisterEntry, type Template, templatesOf, viewOf } from "./register-entry";
import { statusAt } from "./status";
import { whose } from "./whose.server";

export type CertificateFacts = CertificateFact & {
  certificateId: string;
  personId: string;
  field: string;
  number: string;
  issuedAt: Date;
};

/** All certificates of these people with their acts, as known at an instant (without it, now); enough for `statusAt`. */
export async function certificatesOf(
  tx: Tx,
  personIds: string[],
  { knownAt }: { knownAt?: Date } = {},
): Promise<Map<string, CertificateFacts[]>> {
  const of = new Map<string, CertificateFacts[]>(personIds.map((personId) => [personId, []]));
  if (personIds.length === 0) return of;
  const { personIds: under, ownerOf } = await whose(tx, personIds, knownAt);
  const statement = Prisma.sql`
    /* prepared as certificates-of */
    SELECT c.id::text AS "certificateId", c.person_id::text AS "personId", c.unit_id::text AS "unitId",
      c.certificate_type AS type, c.field, c.number, c.issued_at AS "issuedAt",
      c.valid_from_on::text AS "validFromOn", c.valid_to_on::text AS "validToOn",
      coalesce((SELECT jsonb_agg(jsonb_build_object('act', a.act, 'effectiveAt', ${epoch("effective_at")},
          'recordedAt', ${epoch("recorded_at")}, 'supersededAt', ${epoch("superseded_at")}) ORDER BY a.effective_at)
        FROM certificate_act a WHERE a.certificate_id = c.id AND a.recorded_at <= k.at
          AND (a.superseded_at IS NULL OR a.superseded_at > k.at)), '[]') AS acts
    FROM certificate c
    CROSS JOIN (SELECT coalesce(${knownAt ?? null}::timestamptz, 'infinity') AS at) k
    WHERE c.person_id = ANY(${under}::uuid[]) AND c.issued_at <= k.at
    ORDER BY c.issued_at`;
  const rows = await rowsOf<CertificateRow>(tx, statement);
  for (const { acts, ...row } of rows) {
    const personId = ownerOf(row);
    of.get(personId)?.push({
      ...row,
      personId,
      acts: acts.map(({ act, effectiveAt, recordedAt, supersededAt }) => ({
        act,
        effectiveAt: new Date(effectiveAt),
        recordedAt: new Date(recordedAt),
        supersededAt: supersededAt === null ? null : new Date(supersededAt),
      })),
    });
  }
  return of;
}

/** Instants inside JSON travel as milliseconds. */
type CertificateRow = Omit<CertificateFacts, "acts"> & {
  acts: { act: CertificateAct; effectiveAt: number; recordedAt: number; supersededAt: number | null }[];
};
const epoch = (column: string) => Prisma.raw(`(extract(epoch FROM a.${column}) * 1000)::bigint`);

export function actFact(row: {
  act: string;
  effectiveAt: Date;
  recordedAt: Date;
  supersededAt: Date | null;
}) {
  const { effectiveAt, recordedAt, supersededAt } = row;
  return { act: row.act as CertificateAct, effectiveAt, recordedAt, supersededAt };
}

/** Bans on re-application (K11): what decisions on certificates carry, and confirmed ones of other regions. */
export async function bansOf(
  tx: Tx,
  personIds: string[],
  { knownAt }: { knownAt?: Date } = {},
): Promise<Map<string, Ban[]>> {
  const of = new Map<string, Ban[]>(personIds.map((personId) => [personId, []]));
  if (personIds.length === 0) return of;
  const { personIds: under, ownerOf } = await whose(tx, personIds, knownAt);
  const rows = await rowsOf<BanRow>(
    tx,
    Prisma.sql`
    /* prepared as certificate-bans */
    SELECT a.certificate_id::text AS "certificateId", c.person_id::text AS "personId", a.act, a.ground,
      a.effective_at AS "fromAt", a.ban_until_on::text AS "lastDayOn", coalesce(a.decision_number, '') AS "decisionNumber"
    FROM certificate c JOIN certificate_act a ON a.certificate_id = c.id
    WHERE c.person_id = ANY(${under}::uuid[]) AND a.act IN ('revoke', 'annul') AND a.ban_until_on IS NOT NULL
      AND ${believed("a", knownAt)}
    ORDER BY a.effective_at`,
  );
  for (const { certificateId, personId, act, ground, ...ban } of rows)
    of.get(ownerOf({ certificateId, personId }))?.push({
      ...ban,
      fromOn: chinaDateOf(ban.fromAt),
      ground: banGround(act, ground ?? "") ?? "revoked",
    });
  for (const { personId, ...ban } of await outsideBansOf(tx, under, knownAt))
    of.get(ownerOf({ certificateId: "", personId }))?.push(ban);
  return of;
}

type BanRow = Pick<Ban, "fromAt" | "lastDayOn" | "decisionNumber"> & {
  certificateId: string;
  personId: string;
  act: DecidedAct;
  ground: string | null;
};

const publicInclude = { acts: { where: { supersededAt: null }, orderBy: { effectiveAt: "asc" } } } as const;

/** What anyone may read about the certificate with this verification code, at this instant; null if there is none. */
export async function publicEntry(token: string, now: Date): Promise<PublicEntry | null> {
  const row = await prisma.certificate.findUnique({ where: { publicToken: token }, include: publicInclude });
  if (!row) return null;
  const [held] = await prisma.$queryRaw<Pick<PublicRow, "serves" | "servedUntilOn">[]>`
    SELECT ${servingColumns(chinaDateOf(now))} FROM certificate c WHERE c.id = ${row.id}::uuid`;
  return publicEntryFrom({ ...row, ...held! }, now);
}

/**
 * The verification code of the certificate with this number, for who also knows its holder's name as printed; null without
 * saying which of the two is wrong. Blanks and dots in a name do not matter.
 */
export async function tokenByNumber(number: string, holderName: string): Promise<string | null> {
  const row = await prisma.certificate.findUnique({
    where: { number },
    select: { publicToken: true, registerEntry: true },
  });
  const bare = (name: string) => name.normalize("NFKC").replace(/[\s·•・.]/g, "");
  const known = row && bare((row.registerEntry as RegisterEntry).holderName) === bare(holderName);
  return known ? row.publicToken : null;
}

/** Columns `serves` and `servedUntilOn` of a certificate `c`: whether its holder serves in its unit on that date, or until when. */
export const servingColumns = (on: DateOn) => {
  const [holder, unit] = [Prisma.raw("c.person_id"), Prisma.raw("c.unit_id")];
  return Prisma.sql`${servesIn(holder, unit, on)} AS serves, ${servedUntil(holder, unit, on)}::text AS "servedUntilOn"`;
};

export type PublicRow = {
  publicToken: string;
  serves: boolean;
  servedUntilOn: DateOn | null;
  registerEntry: unknown;
  acts: {
    act: string;
    effectiveAt: Date;
    recordedAt: Date;
    supersededAt: Date | null;
    ground: string | null;
  }[];
};

export function publicEntryFrom(row: PublicRow, now: Date): PublicEntry {
  const entry = row.registerEntry as RegisterEntry;
  const acts = row.acts.map((act) => ({ ...actFact(act), ground: act.ground }));
  const stands = statusAt(entry, acts, now);
  const status = stands === "active" && !row.serves ? "out-of-use" : stands;
  return {
    token: row.publicToken,
    status,
    number: entry.number,
    holderName: entry.holderName,
    unitName: entry.unitName,
    field: entry.field,
    validFromOn: entry.validFromOn,
    validToOn: entry.validToOn,
    issuer: entry.issuer,
    hasPhoto: entry.photoHash !== null,
    happened: happenedTo(entry, acts, status, { now, notServingSinceOn: row.servedUntilOn }),
  };
}

export type PrintedDocument = { layout: Layout; template: Template; bytes: Buffer };
export type PreparedDocuments =
  | { ok: true; render: (signing: Signing) => Promise<PrintedDocument[]> }
  | { ok: false; refusals: Refusal[] };

/**
 * Checks that the entry can be printed in all its layouts, without printing it. Refusals: paper.glyph-missing { characters },
 * paper.text-too-long { places }, paper.page-overfull, paper.photo-unusable, paper.qr-too-long { bytes, most },
 * paper.template-unknown; each once.
 */
export async function prepareDocuments(tx: Tx, entry: RegisterEntry): Promise<PreparedDocuments> {
  const photo = entry.photoHash ? (await readFile(tx, entry.photoHash)).bytes : null;
  const prepared = templatesOf(entry).map(({ layout, template }) => ({
    ...{ layout, template },
    document: prepareCertificate(viewOf(entry, photo, template)),
  }));
  const reasons = prepared.flatMap(({ document }) =>
    document.ok ? [] : document.refusals.map(paperRefusal),
  );
  const refusals = [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
  if (refusals.length > 0) return { ok: false, refusals };
  const render = async (signing: Signing) => {
    const printed: PrintedDocument[] = [];
    for (const { layout, template, document } of prepared)
      if (document.ok) printed.push({ layout, template, bytes: await document.render(signing) });
    return printed;
  };
  return { ok: true, render };
}

/** The same for a view of another register. Refusals: paper.*. */
export function prepareView(
  view: CertificateView,
): { ok: true; render: (signing: Signing) => Promise<Buffer> } | { ok: false; refusals: Refusal[] } {
  const prepared = prepareCertificate(view);
  return prepared.ok ? prepared : { ok: false, refusals: prepared.refusals.map(paperRefusal) };
}

function paperRefusal(reason: CertificateRefusal): Refusal {
  if (reason.code === "glyph.missing")
    return refusal("paper.glyph-missing", { characters: reason.characters.join("") });
  if (reason.code === "text.too-long")
    return refusal("paper.text-too-long", { places: reason.places.join(", ") });
  if (reason.code === "qr.too-long")
    return refusal("paper.qr-too-long", { bytes: reason.bytes, most: reason.most });
  return refusal(`paper.${reason.code.replace(".", "-")}`);
}

/** A letter as PDF. Refusals: letter.glyph-missing { characters }, letter.too-long. */
export function letterFrom(
  view: LetterView,
): { ok: true; render: () => Promise<Buffer> } | { ok: false; refusals: Refusal[] } {
  const prepared = prepareLetter(view);
  if (prepared.ok) return prepared;
  const refusals = prepared.refusals.map((reason) =>
    reason.code === "glyph.missing"
      ? refusal("letter.glyph-missing", { characters: reason.characters.join("") })
      : refusal("letter.too-long"),
  );
  return { ok: false, refusals };
}

/** Cards ten to a sheet. They were issued, so they are known to print. */
export { renderCardSheets } from "../../certificates/card-sheet";
/** The key file that documents are signed with, and who signs with it. */
export { firstKeyFile } from "../../certificates/first-key";
export { type KeyFileRefusal, openKeyFile, outOfTime } from "../../certificates/key-file";
/** Templates and how each edition of them looks. */
export { renderPreview } from "../../certificates/render";
/** Papers for the day of an exam. They are never refused: what cannot be drawn is marked on them. */
export { renderReport } from "../../certificates/report";
export { renderRoomSheets } from "../../certificates/room-sheet";
export type { Signer } from "../../certificates/signer";
export { allTemplates } from "../../certificates/templates/catalogue";
export { renderTickets } from "../../certificates/ticket";

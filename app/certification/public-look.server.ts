/** What anybody reads about a certificate, and that it was read: every look counts, whoever looks is not kept. */

import { prisma } from "~/db.server";
import { env } from "~/env.server";
import { currentKey } from "~/keys.server";
import { publicEntryFrom } from "./certificates.server";
import { countCheck } from "./checks.server";
import { credentialOf, secured } from "./credential";
import type { PublicEntry } from "./public-entry";
import { LAYOUTS, type Layout, type RegisterEntry } from "./register-entry";

/** The digest of a document as it was issued, by which anybody sees whether a file is that one. */
export type DocumentDigest = { layout: Layout; sha256: string };
export type PublicLook = { entry: PublicEntry; documents: DocumentDigest[] };

/** The public entry at this instant with the digests of its documents; null where no certificate has this code. */
export async function publicLook(
  token: string,
  way: "page" | "entry",
  now: Date,
): Promise<PublicLook | null> {
  const row = await prisma.certificate.findUnique({
    where: { publicToken: token },
    include: { documents: true, acts: { where: { supersededAt: null }, orderBy: { effectiveAt: "asc" } } },
  });
  if (!row) return null;
  await countCheck(prisma, row.id, way, now);
  const documents = LAYOUTS.flatMap((layout) =>
    row.documents
      .filter((kept) => kept.layout === layout)
      .map(({ fileHash }) => ({ layout, sha256: fileHash })),
  );
  return { entry: publicEntryFrom(row, now), documents };
}

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

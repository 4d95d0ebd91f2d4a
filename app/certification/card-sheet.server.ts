/** Sheets of cards to print and cut, from the register entries as they were stored. */
import type { Tx } from "~/db.server";
import { readFile } from "~/files.server";
import { certificationText } from "~/text/certification";
import { textFor } from "~/text/text";
import type { CertificateView } from "../../certificates/view";
import { certificatesMatching } from "./certificate-export.server";
import type { CertificateFilters } from "./certificate-list.server";
import { renderCardSheets } from "./certificates.server";
import { type RegisterEntry, viewOf } from "./register-entry";

/** Fifty sheets on both sides: as much as anybody puts into a printer at once. */
const MOST_CARDS = 500;

/** Those waiting to be collected or in use that have a card, by number, as many as `MOST_CARDS`; null where there is none. */
export async function printCards(tx: Tx, filters: CertificateFilters, now: Date): Promise<Buffer | null> {
  const ids: string[] = [];
  for await (const { id, status } of certificatesMatching(tx, filters, now)) {
    if (status === "to-collect" || status === "active") ids.push(id);
    if (ids.length === MOST_CARDS) break;
  }
  const rows = await tx.certificate.findMany({
    where: { id: { in: ids } },
    orderBy: { number: "asc" },
    select: { registerEntry: true },
  });
  const entries = rows
    .map(({ registerEntry }) => registerEntry as RegisterEntry)
    .filter(({ card }) => card !== undefined);
  if (entries.length === 0) return null;
  const { title } = textFor(certificationText, "zh-CN").paper.cardSheet;
  const info = { title, author: entries[0]!.issuer, keywords: "", createdAt: now };
  return renderCardSheets(viewsOf(tx, entries), info);
}

/** One photograph at a time. */
async function* viewsOf(tx: Tx, entries: readonly RegisterEntry[]): AsyncGenerator<CertificateView> {
  for (const entry of entries) {
    const photo = entry.photoHash ? (await readFile(tx, entry.photoHash)).bytes : null;
    yield viewOf(entry, photo, entry.card);
  }
}

import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { readFile } from "~/files.server";
import { certificationText } from "~/text/certification";
import { refusalIn } from "~/text/refusals";
import { type Locale, textFor } from "~/text/text";
import type { Refusal } from "~/verdict";
import { LAYOUTS, type Layout, type RegisterEntry } from "./register-entry";

export type KeptDocument = { bytes: Buffer; mediaType: string; name: string; plainName: string };

/** Which layout an address asks for: the A4 page where it says nothing, null where it says nonsense. */
export function layoutFrom(request: Request): Layout | null {
  const asked = new URL(request.url).searchParams.get("layout") ?? "a4";
  return LAYOUTS.find((layout) => layout === asked) ?? null;
}

/** Why a document is still to be made: it will be, once what hinders it is gone. */
export function notMade(refusals: readonly Refusal[], locale: Locale): Response {
  const sentences = refusals.map((reason) => refusalIn(locale, reason).sentence);
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(`${sentences.join("\n")}\n`, { status: 503, headers });
}

/** The frozen document of a certificate; null while it has not been made. Who took it is logged. */
export async function takeDocument(
  tx: Tx,
  { certificateId, layout }: { certificateId: string; layout: Layout },
  actorId: string,
  now: Date,
): Promise<KeptDocument | null> {
  const kept = await tx.certificateDocument.findUnique({
    where: { certificateId_layout: { certificateId, layout } },
    include: { certificate: true },
  });
  if (!kept) return null;
  const { personId, unitId, registerEntry } = kept.certificate;
  const { paper } = textFor(certificationText, "zh-CN");
  const { holderName, number } = registerEntry as RegisterEntry;
  await record(tx, {
    type: "certificate.document-downloaded",
    at: now,
    actorId,
    personId,
    unitId,
    subjectId: certificateId,
    data: { certificateId },
  });
  return {
    ...(await readFile(tx, kept.fileHash)),
    name: paper.fileName[layout](holderName, number),
    plainName: `${layout === "card" ? "card" : "certificate"}-${number}.pdf`,
  };
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { MOST_CARDS, printCards } from "~/certification/card-sheet.server";
import { certificateFiltersFrom } from "~/certification/certificate-filters-page.server";
import { prisma } from "~/db.server";
import { certificationText } from "~/text/certification";
import { textFor } from "~/text/text";

/** Cards of the certificates that a filter finds, ten to a sheet, to print on both sides and cut. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  const now = new Date();
  const filters = await certificateFiltersFrom(prisma, actor, new URL(request.url).searchParams, now);
  const bytes = await printCards(prisma, filters, now);
  const { cardSheet } = textFor(certificationText, "zh-CN").paper;
  if (!bytes) throw new Response(cardSheet.none(MOST_CARDS), { status: 404 });
  return attachment(bytes, {
    mediaType: "application/pdf",
    name: cardSheet.fileName,
    plainName: "cards.pdf",
  });
}

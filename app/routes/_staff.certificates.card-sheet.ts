import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { printCards } from "~/certification/card-sheet.server";
import { certificateFiltersFrom } from "~/certification/certificate-filters-page.server";
import { prisma } from "~/db.server";
import { certificationText } from "~/text/certification";
import { textFor } from "~/text/text";

/** Cards of the certificates that a filter finds, ten to a sheet, to print on both sides and cut. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const bytes = await printCards(prisma, await certificateFiltersFrom(prisma, actor, search, now), now);
  if (!bytes) {
    search.set("cards", "none");
    throw redirect(`/certificates?${search}`, { status: 303 });
  }
  const { cardSheet } = textFor(certificationText, "zh-CN").paper;
  return attachment(bytes, {
    mediaType: "application/pdf",
    name: cardSheet.fileName,
    plainName: "cards.pdf",
  });
}

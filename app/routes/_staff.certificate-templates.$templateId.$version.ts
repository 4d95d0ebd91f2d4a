import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { previewOf } from "~/certification/template-preview.server";
import { env } from "~/env.server";

/** A sample of one edition, in colours or in grey. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requirePermission(request, "certificate:read");
  const { templateId: id = "", version = "" } = params;
  const edition = /^[1-9]\d{0,3}$/.test(version) ? Number(version) : 0;
  const grey = new URL(request.url).searchParams.get("grey") === "1";
  const bytes = await previewOf({ id, version: edition }, { grey, publicUrl: env().publicUrl });
  if (!bytes) throw new Response(null, { status: 404 });
  const name = `${id}-${edition}${grey ? "-grey" : ""}.pdf`;
  return attachment(bytes, { mediaType: "application/pdf", name, plainName: name });
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { attachment } from "~/attachment";
import { writeQuestions } from "~/questions/formats/formats.server";
import { localeFrom } from "~/text/text";

/** A sheet to fill in: columns, lists to choose from, and how. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "question:write");
  const { bytes, fileName, plainName, mediaType } = await writeQuestions("xlsx", [], localeFrom(request));
  return attachment(bytes, { mediaType, name: fileName, plainName });
}

import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { exportList, formatFrom } from "~/casework/list-export.server";
import { peopleExport } from "~/components/people-export.server";
import { inTransaction } from "~/db.server";
import { UNMASK_REASONS, type UnmaskReason } from "~/personnel/person";
import { CSV, download, XLSX } from "~/spreadsheet.server";
import { exportsText } from "~/text/exports";
import { type Locale, localeFrom } from "~/text/text";

const LONGEST_MS = 5 * 60_000;

/** The list of the address, numbers masked. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "person:read");
  const search = new URL(request.url).searchParams;
  return file(
    request,
    { format: search.get("format"), reason: null, paths: pathsFor(actor, "person:read") },
    actor.accountId,
  );
}

/** The same with whole numbers, for a reason. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, "person:unmask");
  if (!can(actor, "person:read")) throw new Response(null, { status: 403 });
  const form = await request.formData();
  const reason = UNMASK_REASONS.find((one) => one === form.get("reason"));
  const search = new URL(request.url).searchParams;
  if (!reason) {
    search.set("problem", "reason");
    throw redirect(`/people/exports/new?${search}`, { status: 303 });
  }
  return file(
    request,
    { format: form.get("format"), reason, paths: pathsFor(actor, "person:unmask") },
    actor.accountId,
  );
}

async function file(
  request: Request,
  asked: { format: unknown; reason: UnmaskReason | null; paths: string[] },
  actorId: string,
): Promise<Response> {
  const now = new Date();
  const locale: Locale = localeFrom(request);
  const format = formatFrom(asked.format);
  const bytes = await inTransaction(
    async (tx) => {
      const wanted = await peopleExport(
        tx,
        { search: new URL(request.url).searchParams, locale, ...asked },
        now,
      );
      return exportList(tx, { ...wanted, format }, actorId, now);
    },
    "RepeatableRead",
    LONGEST_MS,
  );
  const t = exportsText[locale];
  return download(bytes, {
    type: format === "csv" ? CSV : XLSX,
    plainName: `${t.plainNames.people}.${format}`,
    name: `${t.fileNames.people}.${format}`,
  });
}

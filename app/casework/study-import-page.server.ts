/** The import of past study an address names, and what is done with all of it: in the caller's scope, or 404. Throws responses. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Permission, pathsFor } from "~/access/permissions";
import { type Caller, requireActor } from "~/access/session.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { requirePosted } from "~/posted.server";
import { findStudyImport, type StudyImportFound } from "~/study/imports.server";
import { importWords } from "~/text/study-import-words";
import type { Refusal } from "~/verdict";
import { requestStudyRun, runStudyImport, type StudyRunAsked } from "./study-import-runs.server";

type Args = { request: Request; params: { importId?: string } };
export type AtImport = { actor: Caller; found: StudyImportFound; here: string };

/** Who holds one of these permissions nowhere gets 403. */
export async function requireStudyImport(
  { request, params: { importId } }: Args,
  allowed: readonly Permission[],
  now: Date,
): Promise<AtImport> {
  const actor = await requireActor(request);
  const paths = allowed.flatMap((permission) => pathsFor(actor, permission));
  if (paths.length === 0) throw new Response(null, { status: 403 });
  const found = isUuid(importId) ? await findStudyImport(prisma, importId, paths, now) : null;
  if (!found) throw new Response(null, { status: 404 });
  return { actor, found, here: `/study-records/imports/${found.importId}` };
}

/** The loader of an act without a form of its own: the import's page offers it. */
export async function studyImportAct(args: LoaderFunctionArgs, allowed: readonly Permission[]) {
  const { here } = await requireStudyImport(args, allowed, new Date());
  requirePosted(args.request, here);
  return { here };
}

/** Asks for it; a small import is dealt with while the browser waits, a large one shows its progress. */
export async function studyImportActFrom(
  args: ActionFunctionArgs,
  allowed: readonly Permission[],
  read: (form: FormData) => StudyRunAsked | { refusals: Refusal[]; typed: string },
) {
  const now = new Date();
  const { actor, found, here } = await requireStudyImport(args, allowed, now);
  const asked = read(await args.request.formData());
  if ("refusals" in asked) return data(asked, { status: 422 });
  const { runId, atOnce } = await inTransaction((tx) =>
    requestStudyRun(tx, found.importId, asked, actor.accountId, now),
  );
  const refusals = atOnce ? await runStudyImport(runId, importWords, () => new Date()) : [];
  // What an acceptance left is told on the page of the import.
  if (refusals.length > 0 && asked.kind !== "acceptance")
    return data({ refusals, typed: asked.kind === "undoing" ? asked.reason : "" }, { status: 422 });
  throw redirect(here, { status: 303 });
}

import { type Caller, requirePermission } from "~/access/session.server";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findQuestionImport, type QuestionImportFound } from "~/questions/question-import.server";
import { type BankName, findBankName } from "~/questions/question-selection.server";

/** Who asks, and the import of the address with its bank; or 403, or 404. */
export async function requireQuestionImport(
  request: Request,
  importId: string | undefined,
): Promise<{ actor: Caller; found: QuestionImportFound; bank: BankName }> {
  const actor = await requirePermission(request, "question:write");
  const found = isUuid(importId) ? await findQuestionImport(prisma, importId) : null;
  const bank = found && (await findBankName(prisma, found.bankId));
  if (!found || !bank) throw new Response(null, { status: 404 });
  return { actor, found, bank };
}

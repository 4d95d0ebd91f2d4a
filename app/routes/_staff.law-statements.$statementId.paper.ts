import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { statementPaper } from "~/casework/statement-paper.server";
import { prisma } from "~/db.server";
import { requireStatement } from "~/study/statement-page.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { statement } = await requireStatement(request, params, "law-statement:read");
  const paper = await statementPaper(prisma, statement);
  return attachment(paper.bytes, { mediaType: "application/pdf", ...paper });
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { attachment } from "~/attachment";
import { chinaDateOf } from "~/calendar";
import { statementPaper } from "~/casework/statement-paper.server";
import { prisma } from "~/db.server";
import { yearAsked } from "~/study/statement-page.server";
import { findStatement } from "~/study/statements.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const year = yearAsked(request, chinaDateOf(new Date()));
  const own = await findStatement(prisma, { personId_year: { personId, year } });
  if (!own?.facts) throw new Response(null, { status: 404 });
  const paper = await statementPaper(prisma, own);
  return attachment(paper.bytes, { mediaType: "application/pdf", ...paper });
}

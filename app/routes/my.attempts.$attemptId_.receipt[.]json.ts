import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { attemptIdFrom } from "~/exams/attempt-page.server";
import { receiptOf, signedReceipt } from "~/exams/receipt.server";
import { headingOf } from "~/exams/rehearsal-page.server";
import { namesOn } from "~/personnel/person.server";

/** The signed receipt of one's own attempt, to keep; 404 before the hand-in. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const receipt = await receiptOf(prisma, { attemptId: attemptIdFrom(params), personId });
  if (!receipt) throw new Response(null, { status: 404 });
  const names = await namesOn(prisma, [personId], chinaDateOf(receipt.submittedAt));
  const file = signedReceipt(receipt, headingOf(request, receipt.exam).examTitle, names.get(personId) ?? "");
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/jose+json",
      "Content-Disposition": `attachment; filename="receipt-${receipt.receiptNumber}.json"`,
      "Cache-Control": "no-store",
    },
  });
}

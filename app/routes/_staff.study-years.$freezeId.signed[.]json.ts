import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "~/attachment";
import { recordSignedGiven, signedChain } from "~/casework/study-frozen.server";
import { requireFreeze } from "~/casework/study-year-page.server";
import { inTransaction } from "~/db.server";
import { studyYearsText } from "~/text/study-years";
import { localeFrom } from "~/text/text";

/** Everything that was signed of the year, with the people whose figures it signs: for who reads the whole district. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, freeze, unit } = await requireFreeze(request, params, "study-year:read", now);
  if (!freeze.signed) throw new Response(null, { status: 404 });
  const file = await inTransaction(async (tx) => {
    const chain = await signedChain(tx, freeze);
    await recordSignedGiven(tx, freeze, actor.accountId, now);
    return chain;
  }, "RepeatableRead");
  const t = studyYearsText[localeFrom(request)];
  return attachment(Buffer.from(`${JSON.stringify(file, null, 1)}\n`), {
    mediaType: "application/json",
    name: `${t.signedName(unit.shortName, freeze.year)}.json`,
    plainName: `study-year-${freeze.year}-signed.json`,
  });
}

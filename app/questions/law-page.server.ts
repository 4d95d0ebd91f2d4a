/** The law or the amendment that an address names, or 404. */
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { type AmendmentRead, findLaw, type LawRead } from "./laws.server";

export async function lawFrom(params: { lawId?: string }): Promise<LawRead> {
  const law = isUuid(params.lawId) ? await findLaw(prisma, params.lawId) : null;
  if (!law) throw new Response(null, { status: 404 });
  return law;
}

export async function amendmentFrom(params: {
  amendmentId?: string;
}): Promise<{ law: LawRead; amendment: AmendmentRead }> {
  const { amendmentId } = params;
  const row = isUuid(amendmentId)
    ? await prisma.lawAmendment.findUnique({ where: { id: amendmentId }, select: { lawId: true } })
    : null;
  const law = row && (await findLaw(prisma, row.lawId));
  const amendment = law?.amendments.find((one) => one.amendmentId === amendmentId);
  if (!law || !amendment) throw new Response(null, { status: 404 });
  return { law, amendment };
}

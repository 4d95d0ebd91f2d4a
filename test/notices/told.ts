import { prisma } from "~/db.server";
import type { NoticeCode, NoticeFacts } from "~/notices/notice";

/** What somebody was told, oldest first. */
export async function toldTo(personId: string) {
  const rows = await prisma.notice.findMany({ where: { personId }, orderBy: { id: "asc" } });
  return rows.map(({ code, facts }) => ({ code: code as NoticeCode, facts }));
}
export const codesTold = async (personId: string) => (await toldTo(personId)).map(({ code }) => code);

/** The facts of the only one with this code. */
export async function factsTold<C extends NoticeCode>(personId: string, code: C): Promise<NoticeFacts[C]> {
  const found = (await toldTo(personId)).filter((one) => one.code === code);
  if (found.length !== 1) throw new Error(`told ${found.length} times: ${code}`);
  return found[0]!.facts as unknown as NoticeFacts[C];
}

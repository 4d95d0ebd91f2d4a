/** 法律登记: the laws that questions may cite, with their versions. Citations resolve to a version here. */
import { dateOnFrom, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";

/** A law as the files that come with the program name it; dates as calendar dates. */
export type ShippedLaw = {
  law: string;
  title: string;
  versions: readonly { version: string; effectiveOn: string; articles: number }[];
};

/** Enters laws and versions that the register lacks. What is registered already stays as it is. Harmless to repeat. */
export async function registerLaws(tx: Tx, laws: readonly ShippedLaw[], now: Date): Promise<void> {
  await tx.law.createMany({
    data: laws.map(({ law, title }) => ({ id: newId(), name: law, title, createdAt: now })),
    skipDuplicates: true,
  });
  const known = await tx.law.findMany({
    where: { name: { in: laws.map(({ law }) => law) } },
    select: { id: true, name: true },
  });
  const ids = new Map(known.map(({ id, name }) => [name, id]));
  await tx.lawVersion.createMany({
    data: laws.flatMap(({ law, versions }) =>
      versions.map(({ version, effectiveOn, articles }) => ({
        id: newId(),
        lawId: ids.get(law)!,
        version: toDbDate(dateOnFrom(version)!),
        effectiveOn: toDbDate(dateOnFrom(effectiveOn)!),
        articles,
        recordedAt: now,
      })),
    ),
    skipDuplicates: true,
  });
}

/** Blueprints as officers read them: listed a page at a time, and one with all its versions. */
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { type Blueprint, blueprintSchema } from "./blueprint";
import type { BlueprintState } from "./blueprint-state";
import type { Title } from "./blueprints.server";

export type BlueprintListed = {
  blueprintId: string;
  code: string;
  title: Title;
  isWithdrawn: boolean;
  /** The newest version. */
  number: number;
  rules: Blueprint;
};
export type BlueprintPage = {
  blueprints: BlueprintListed[];
  total: number;
  hasPrevious: boolean;
  hasNext: boolean;
};

const PAGE = 20;

/** By code; pages turn at a code. `q` is any part of code or title. */
export async function blueprintPage(
  tx: Tx,
  { q, state }: { q: string; state: BlueprintState },
  { after, before }: { after?: string; before?: string },
): Promise<BlueprintPage> {
  const within = {
    ...(state === "all" ? {} : { withdrawnAt: state === "offered" ? null : { not: null } }),
    ...(q === ""
      ? {}
      : {
          OR: [
            { code: { contains: q } },
            { title: { path: ["zh-CN"], string_contains: q } },
            { title: { path: ["en"], string_contains: q } },
          ],
        }),
  };
  const backwards = before !== undefined;
  const place = backwards ? { lt: before } : after === undefined ? undefined : { gt: after };
  const rows = await tx.blueprint.findMany({
    where: { AND: [within, place ? { code: place } : {}] },
    orderBy: { code: backwards ? "desc" : "asc" },
    take: PAGE + 1,
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const goesOn = rows.length > PAGE;
  const shown = rows.slice(0, PAGE);
  if (backwards) shown.reverse();
  return {
    blueprints: shown.flatMap(({ id, code, title, withdrawnAt, versions: [newest] }) =>
      newest
        ? [
            {
              ...{ blueprintId: id, code, title: title as Title, isWithdrawn: withdrawnAt !== null },
              ...{ number: newest.number, rules: blueprintSchema.parse(newest.rules) },
            },
          ]
        : [],
    ),
    total: await tx.blueprint.count({ where: within }),
    hasPrevious: backwards ? goesOn : after !== undefined,
    hasNext: backwards || goesOn,
  };
}

export type BlueprintVersion = {
  versionId: string;
  number: number;
  rules: Blueprint;
  createdAt: Date;
  createdById: string | null;
};
export type BlueprintFound = {
  blueprintId: string;
  code: string;
  title: Title;
  isWithdrawn: boolean;
  /** Newest first; there is always one. */
  versions: BlueprintVersion[];
  newest: BlueprintVersion;
  /** Exams made with any of the versions. */
  exams: number;
};

/** Throws 404 where there is none. */
export async function requireBlueprint(tx: Tx, blueprintId: string | undefined): Promise<BlueprintFound> {
  const row = isUuid(blueprintId)
    ? await tx.blueprint.findUnique({
        where: { id: blueprintId },
        include: { versions: { orderBy: { number: "desc" } } },
      })
    : null;
  const versions = (row?.versions ?? []).map(({ id, number, rules, createdAt, createdById }) => ({
    ...{ versionId: id, number, createdAt, createdById },
    rules: blueprintSchema.parse(rules),
  }));
  const [newest] = versions;
  if (!row || !newest) throw new Response(null, { status: 404 });
  const exams = await tx.exam.count({
    where: { blueprintVersionId: { in: versions.map(({ versionId }) => versionId) } },
  });
  const { id, code, title, withdrawnAt } = row;
  return {
    blueprintId: id,
    code,
    title: title as Title,
    isWithdrawn: withdrawnAt !== null,
    versions,
    newest,
    exams,
  };
}

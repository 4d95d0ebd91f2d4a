import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { fromDbDate } from "~/calendar";
import { Button } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { RuleDifferences } from "~/components/rule-differences";
import { SelectField } from "~/components/select-field";
import { prisma } from "~/db.server";
import { differenceOf } from "~/rulebook/difference";
import { listPacks, packVersion } from "~/rulebook/packs.server";
import { shortDate } from "~/text/dates";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.differences);

/** Any two versions of any packs, each named as `code@number`. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "rule-pack:read");
  const search = new URL(request.url).searchParams;
  const versions = (await listPacks(prisma)).flatMap(({ code, title, versions: own }) =>
    own.map(({ id, number, effectiveOn }) => ({
      id,
      name: `${code}@${number}`,
      code,
      title: title["zh-CN"] ?? code,
      number,
      on: fromDbDate(effectiveOn),
    })),
  );
  const [from, to] = ["from", "to"].map((name) => versions.find((one) => one.name === search.get(name)));
  const asked = search.has("from") || search.has("to");
  if (asked && (!from || !to)) throw new Response(null, { status: 404 });
  const rows =
    from && to
      ? differenceOf((await packVersion(prisma, from.id)).pack, (await packVersion(prisma, to.id)).pack)
      : null;
  return {
    versions: versions.map(({ id: _, ...version }) => version),
    from: from?.name ?? "",
    to: to?.name ?? "",
    rows,
  };
}

export default function Differences() {
  const { versions, from, to, rows } = useLoaderData<typeof loader>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const locale = useLocale();
  const choices = versions.map(({ name, code, title, number, on }) => ({
    value: name,
    text: `${packTitle(locale, code, title)} ${rules.versionOf(number)} · ${shortDate(on)}`,
  }));
  return (
    <>
      <PageHead
        title={t.differences}
        lede={t.differencesLede}
        crumbs={[{ text: rules.title, href: "/rule-packs" }, { text: t.differences }]}
      />
      <form className="query">
        <SelectField label={t.left} name="from" choices={choices} defaultValue={from} />
        <SelectField label={t.right} name="to" choices={choices} defaultValue={to} />
        <Button>{t.show}</Button>
      </form>
      {rows && (
        <>
          <p>{t.changedRules(rows.length)}</p>
          <RuleDifferences label={t.differences} rows={rows} />
        </>
      )}
    </>
  );
}

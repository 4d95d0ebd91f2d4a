import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Icon } from "~/components/icon";
import { PageHead } from "~/components/page-head";
import { filterOf } from "~/components/people-export.server";
import { Section } from "~/components/section";
import { SelectField } from "~/components/select-field";
import { prisma } from "~/db.server";
import { UNMASK_REASONS } from "~/personnel/person";
import { exportsText } from "~/text/exports";
import { personnelText } from "~/text/personnel";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(exportsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "person:read");
  const search = new URL(request.url).searchParams;
  const isMissing = search.get("problem") === "reason";
  search.delete("problem");
  const locale = localeFrom(request);
  const { words } = await filterOf(
    prisma,
    { search, paths: pathsFor(actor, "person:read"), locale },
    new Date(),
  );
  return data(
    {
      query: search.toString(),
      words: words
        .map(([name, value]) => exportsText[locale].pair(name, value))
        .join(exportsText[locale].join),
      mayUnmask: can(actor, "person:unmask"),
      isMissing,
    },
    { status: isMissing ? 422 : 200 },
  );
}

export default function PeopleExport() {
  const { query, words, mayUnmask, isMissing } = useLoaderData<typeof loader>();
  const people = useText(personnelText);
  const t = useText(exportsText);
  const file = (format: string) =>
    `/people/export?${new URLSearchParams([...new URLSearchParams(query), ["format", format]])}`;
  const problems = isMissing ? [{ field: "reason", message: t.reasonMissing }] : [];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede(words)}
        crumbs={[{ text: people.title, href: `/people?${query}` }, { text: t.title }]}
      />
      {isMissing && <ErrorSummary problems={problems} />}
      <Section title={t.masked}>
        <div className="acts">
          <LinkButton kind="primary" href={file("xlsx")}>
            <Icon name="download" />
            {t.maskedXlsx}
          </LinkButton>
          <LinkButton href={file("csv")}>
            <Icon name="download" />
            {t.maskedCsv}
          </LinkButton>
        </div>
      </Section>
      {mayUnmask && (
        <Section title={t.whole}>
          <form method="post" action={`/people/export?${query}`} className="form max-w-2xl">
            <p className="hint">{t.wholeHint}</p>
            <SelectField
              name="reason"
              label={t.reason}
              empty={t.chooseReason}
              choices={UNMASK_REASONS.map((value) => ({ value, text: people.unmaskReasons[value] }))}
              errors={isMissing ? [t.reasonMissing] : undefined}
            />
            <SelectField
              name="format"
              label={t.format}
              choices={(["xlsx", "csv"] as const).map((value) => ({ value, text: t.formats[value] }))}
            />
            <div className="acts">
              <Button>{t.wholeDownload}</Button>
            </div>
          </form>
        </Section>
      )}
    </>
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { uploadRosterAsked } from "~/casework/roster-asked.server";
import { LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Icon } from "~/components/icon";
import { ImportsTable } from "~/components/imports-table";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { SheetUpload } from "~/components/sheet-upload";
import { problemsFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction, prisma } from "~/db.server";
import { unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { importHistory } from "~/personnel/roster-import.server";
import { MOST_BYTES } from "~/personnel/workbook.server";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { rosterWords } from "~/text/roster-words";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

const RECENT = 10;
/** Fifty thousand rows are looked through before the answer. */
const LONGEST_MS = 5 * 60_000;

export const meta = titled(personnelText, (t) => t.imports.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "roster:import");
  const today = chinaDateOf(new Date());
  const units = await unitsFor(prisma, actor, "roster:import", today);
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    recent: (
      await importHistory(
        prisma,
        { paths: pathsFor(actor, "roster:import"), page: 1, pageSize: RECENT },
        today,
      )
    ).imports,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "roster:import");
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).imports;
  const upload = await uploadFrom(request, MOST_BYTES);
  const unitId = String(upload?.form.get("unitId") ?? "");
  const refused = (problems: { field: string; message: string }[]) =>
    data({ typed: { unitId }, problems }, { status: 422 });
  if (!upload) return refused(problemsFrom(locale, [tooLarge], () => "file"));
  const unit = await unitInScope(actor, "roster:import", unitId, chinaDateOf(now));
  if (!unit)
    return refused([{ field: "unitId", message: textFor(personnelText, locale).form.chosen(t.forUnit) }]);
  const { bytes, fileName } = upload;
  const answer = await inTransaction(
    (tx) =>
      uploadRosterAsked(
        tx,
        { unitId: unit.unitId, fileName, bytes, words: rosterWords },
        actor.accountId,
        now,
      ),
    undefined,
    LONGEST_MS,
  );
  if (!answer.ok) return refused(problemsFrom(locale, answer.refusals, () => "file"));
  const next = answer.asksForColumns ? "/columns" : "";
  throw redirect(`/people/imports/${answer.importId}${next}`, { status: 303 });
}

const tooLarge = refusal("workbook.too-large", { megabytes: MOST_BYTES / 1024 / 1024 });

export default function NewImport() {
  const { units, recent } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const text = useText(personnelText);
  const t = text.imports;
  const more = useText(rosterText);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: text.title, href: "/people" }, { text: t.title }]}
        acts={
          <LinkButton href="/people/imports/template">
            <Icon name="download" />
            {t.template}
          </LinkButton>
        }
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <SheetUpload
        words={{ ...t, fileHint: more.fileHint }}
        units={units}
        submit={t.upload}
        refused={refused}
      />
      <Section title={t.recent} end={<a href="/people/imports">{more.historyLink}</a>}>
        {recent.length === 0 ? <p className="quiet">{t.recentNone}</p> : <ImportsTable imports={recent} />}
      </Section>
    </>
  );
}

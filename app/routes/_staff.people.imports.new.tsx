import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  unstable_createMemoryUploadHandler as memory,
  unstable_parseMultipartFormData as parseForm,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Field } from "~/components/field";
import { Icon } from "~/components/icon";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { SelectField } from "~/components/select-field";
import { type Column, Table } from "~/components/table";
import { errorsAt } from "~/components/typed-form";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { recentImports, uploadRoster } from "~/personnel/roster-import.server";
import { MOST_BYTES } from "~/personnel/workbook.server";
import { shortInstant } from "~/text/dates";
import { personnelText } from "~/text/personnel";
import { rosterWords } from "~/text/roster-words";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(personnelText, (t) => t.imports.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "roster:import");
  const today = chinaDateOf(new Date());
  const units = await unitsFor(prisma, actor, "roster:import", today);
  return {
    units: units.map(({ unitId, name }) => ({ value: unitId, text: name })),
    recent: await recentImports(prisma, pathsFor(actor, "roster:import"), today),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "roster:import");
  const locale = localeFrom(request);
  const t = textFor(personnelText, locale).imports;
  const form = await formOf(request);
  const unitId = String(form?.get("unitId") ?? "");
  const refused = (problems: { field: string; message: string }[]) =>
    data({ typed: { unitId }, problems }, { status: 422 });
  if (!form) return refused(problemsFrom(locale, [tooLarge], () => "file"));
  const unit = await unitInScope(actor, "roster:import", unitId, chinaDateOf(now));
  if (!unit)
    return refused([{ field: "unitId", message: textFor(personnelText, locale).form.chosen(t.forUnit) }]);
  const file = form.get("file");
  const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
  const fileName = file instanceof File ? file.name : "";
  const answer = await inTransaction((tx) =>
    uploadRoster(tx, { unitId: unit.unitId, fileName, bytes, words: rosterWords }, actor.accountId, now),
  );
  if (!answer.ok) return refused(problemsFrom(locale, answer.refusals, () => "file"));
  throw redirect(`/people/imports/${answer.importId}`, { status: 303 });
}

const tooLarge = refusal("workbook.too-large", { megabytes: MOST_BYTES / 1024 / 1024 });

/** Null when a part is larger than a roster may be: it is not read to its end. */
async function formOf(request: Request): Promise<FormData | null> {
  try {
    return await parseForm(request, memory({ maxPartSize: MOST_BYTES }));
  } catch {
    return null;
  }
}

export default function NewImport() {
  const { units, recent } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const text = useText(personnelText);
  const t = text.imports;
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
      <form method="post" encType="multipart/form-data" className="form max-w-2xl" noValidate>
        <SelectField
          name="unitId"
          label={t.forUnit}
          hint={t.forUnitHint}
          choices={units}
          defaultValue={refused?.typed.unitId}
          errors={errorsAt(refused?.problems, "unitId")}
        />
        <Field id="file" label={t.file} hint={t.fileHint} errors={errorsAt(refused?.problems, "file")}>
          <input
            id="file"
            name="file"
            type="file"
            accept=".xlsx"
            className="input"
            aria-invalid={errorsAt(refused?.problems, "file") ? true : undefined}
            aria-describedby="file-hint"
          />
        </Field>
        <p className="hint">{t.templateHint}</p>
        <div className="acts">
          <Button kind="primary">{t.upload}</Button>
        </div>
      </form>
      <Section title={t.recent}>
        <RecentImports recent={recent} />
      </Section>
    </>
  );
}

type Recent = ReturnType<typeof useLoaderData<typeof loader>>["recent"];

function RecentImports({ recent }: { recent: Recent }) {
  const { imports: t } = useText(personnelText);
  if (recent.length === 0) return <p className="quiet">{t.recentNone}</p>;
  const columns: Column<Recent[number]>[] = [
    {
      key: "file",
      head: t.file,
      heads: true,
      cell: (row) => <a href={`/people/imports/${row.importId}`}>{row.fileName}</a>,
    },
    { key: "unit", head: t.forUnit, cell: (row) => row.unitName },
    {
      key: "at",
      head: t.uploadedAt,
      cell: (row) => <span className="num">{shortInstant(row.uploadedAt)}</span>,
    },
    {
      key: "state",
      head: t.state,
      cell: ({ acceptance }) => (acceptance ? t.done(acceptance.accepted, acceptance.refused) : t.waiting),
    },
  ];
  return <Table label={t.recent} columns={columns} rows={recent} keyOf={(row) => row.importId} compact />;
}

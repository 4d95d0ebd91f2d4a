import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { checkRosterAsked } from "~/casework/roster-asked.server";
import { Button } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { SelectField } from "~/components/select-field";
import { type Column, Table } from "~/components/table";
import { problemsFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { maskDigits, textOf } from "~/personnel/roster-cell";
import { chosenMapping, latestCheck } from "~/personnel/roster-check.server";
import {
  likelyHeaderRow,
  proposedColumns,
  REQUIRED_COLUMNS,
  ROSTER_COLUMNS,
} from "~/personnel/roster-columns";
import { findRosterImport, headOf } from "~/personnel/roster-import.server";
import { columnLetters } from "~/personnel/sheet-place";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { rosterWords } from "~/text/roster-words";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

const SAMPLES = 3;
const LONGEST_MS = 5 * 60_000;

export const meta = titled(rosterText, (t) => t.columnsTitle);

async function open({ request, params }: LoaderFunctionArgs, now: Date) {
  const actor = await requirePermission(request, "roster:import");
  const importId = String(params.importId);
  const found = isUuid(importId)
    ? await findRosterImport(prisma, importId, pathsFor(actor, "roster:import"), now)
    : null;
  if (!found) throw new Response(null, { status: 404 });
  if (found.acceptance || found.state === "working")
    throw redirect(`/people/imports/${importId}`, { status: 303 });
  return { actor, importId, fileName: found.fileName };
}

export async function loader(args: LoaderFunctionArgs) {
  const { importId, fileName } = await open(args, new Date());
  const sheet = await headOf(prisma, importId);
  const before = (await latestCheck(prisma, importId))?.mapping;
  const asked = Number(new URL(args.request.url).searchParams.get("header"));
  const near = sheet.rows.slice(0, 10);
  const header =
    near.find(({ row }) => row === (asked || (before?.headerRow ?? likelyHeaderRow(near)))) ?? near[0];
  const headers = (header?.cells ?? []).map(textOf);
  const proposed =
    before && before.headerRow === header?.row ? before.columns : proposedColumns(headers, rosterWords);
  const below = sheet.rows.filter(({ row }) => row > (header?.row ?? 0)).slice(0, SAMPLES);
  return {
    fileName,
    headerRow: header?.row ?? 1,
    headerRows: near.map(({ row, cells }) => ({
      row,
      text: maskDigits(cells.map(textOf).filter(Boolean).slice(0, 6).join(" ")).slice(0, 40),
    })),
    columns: headers.map((text, at) => ({
      letters: columnLetters(at + 1),
      text: maskDigits(text.slice(0, 60)),
      proposed: proposed[at] ?? "",
      samples: below.map(({ cells }) => maskDigits(textOf(cells[at]).slice(0, 40))).filter(Boolean),
    })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const now = new Date();
  const { actor, importId } = await open(args, now);
  const form = await args.request.formData();
  const sheet = await headOf(prisma, importId);
  const typed = form.getAll("column").map(String);
  const read = chosenMapping(sheet, { headerRow: Number(form.get("headerRow")), columns: typed });
  const answer = read.ok
    ? await inTransaction(
        (tx) =>
          checkRosterAsked(
            tx,
            { importId, mapping: read.mapping, chosen: true, words: rosterWords },
            actor.accountId,
            now,
          ),
        undefined,
        LONGEST_MS,
      )
    : read;
  if (!answer.ok) {
    const problems = problemsFrom(localeFrom(args.request), answer.refusals, () => "column-A");
    return data({ typed, problems }, { status: 422 });
  }
  throw redirect(`/people/imports/${importId}`, { status: 303 });
}

export default function Columns() {
  const { fileName, headerRow, headerRows, columns } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const text = useText(personnelText);
  const t = useText(rosterText);
  const choices = ROSTER_COLUMNS.map((column) => ({
    value: column,
    text: REQUIRED_COLUMNS.includes(column) ? t.requiredColumn(text.columns[column]) : text.columns[column],
  }));
  const shown: Column<(typeof columns)[number] & { at: number }>[] = [
    {
      key: "column",
      head: t.headerText,
      heads: true,
      cell: ({ letters, text: header }) => `${letters} ${header}`,
    },
    { key: "samples", head: t.samples, cell: ({ samples }) => samples.join(" / ") },
    {
      key: "meaning",
      head: t.meaning,
      cell: ({ letters, text: header, proposed, at }) => (
        <SelectField
          id={`column-${letters}`}
          name="column"
          label={t.meaningOf(letters, header)}
          labelHidden
          small
          empty={t.notRead}
          choices={choices}
          defaultValue={refused?.typed[at] ?? proposed}
        />
      ),
    },
  ];
  return (
    <>
      <PageHead
        title={t.columnsTitle}
        lede={t.columnsLede(fileName)}
        crumbs={[
          { text: text.title, href: "/people" },
          { text: text.imports.title, href: "/people/imports/new" },
          { text: t.columnsTitle },
        ]}
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <form className="query">
        <SelectField
          name="header"
          label={t.headerRow}
          small
          choices={headerRows.map(({ row, text: words }) => ({
            value: String(row),
            text: t.headerRowOf(row, words),
          }))}
          defaultValue={String(headerRow)}
        />
        <div className="acts">
          <Button small>{t.headerShow}</Button>
        </div>
      </form>
      <form method="post" className="stack">
        <input type="hidden" name="headerRow" value={headerRow} />
        <p className="hint">{t.proposed}</p>
        <Table
          label={t.columnsTitle}
          columns={shown}
          rows={columns.map((column, at) => ({ ...column, at }))}
          keyOf={({ letters }) => letters}
          compact
        />
        <div className="acts">
          <Button kind="primary">{t.saveColumns}</Button>
        </div>
      </form>
    </>
  );
}

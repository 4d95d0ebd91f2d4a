import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { Button, LinkButton } from "~/components/button";
import { Field } from "~/components/field";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { usePowerColumns, usePowerDays } from "~/components/power-columns";
import { type Column, Table } from "~/components/table";
import { uploadFrom } from "~/components/upload.server";
import { prisma } from "~/db.server";
import { MOST_BYTES } from "~/personnel/workbook.server";
import type { ListedPower } from "~/positions/power-list";
import { readPowerList } from "~/positions/power-list.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { fieldName } from "~/text/fields";
import { powerWords } from "~/text/power-words";
import { powersText } from "~/text/powers";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(powersText, (t) => t.import);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { unit } = await unitWithPosts(request, params.unitId, "position:write", new Date());
  return { unit: { unitId: unit.unitId, name: unit.name } };
}

/** Looks at a list; what it holds is registered by its acceptance. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { unit } = await unitWithPosts(request, params.unitId, "position:write", new Date());
  const upload = await uploadFrom(request, MOST_BYTES);
  const read = upload
    ? await readPowerList(prisma, { unitId: unit.unitId, bytes: upload.bytes, words: powerWords })
    : {
        ok: false as const,
        refusals: [refusal("workbook.too-large", { megabytes: MOST_BYTES / 1024 / 1024 })],
      };
  return read.ok
    ? { refusals: [], powers: read.powers }
    : data({ refusals: read.refusals, powers: null }, { status: 422 });
}

export default function PowersImport() {
  const { unit } = useLoaderData<typeof loader>();
  const looked = useActionData<typeof action>();
  const t = useText(powersText);
  const back = `/units/${unit.unitId}/powers`;
  const crumbs = [
    { text: unit.name, href: `/units/${unit.unitId}` },
    { text: t.title, href: back },
  ];
  if (looked?.powers) return <Preview powers={looked.powers} crumbs={crumbs} back={back} />;
  return (
    <ActPage
      title={t.import}
      lede={t.importLede}
      crumbs={crumbs}
      back={back}
      refusals={looked?.refusals}
      submit={t.importLook}
      multipart
    >
      {looked && <Notice tone="stop" title={t.importRefused(looked.refusals.length)} />}
      <Field id="file" label={t.importFile} hint={t.importHint}>
        <input
          id="file"
          name="file"
          type="file"
          accept=".xlsx,.csv,.txt"
          className="input"
          aria-describedby="file-hint"
        />
      </Field>
    </ActPage>
  );
}

function Preview({
  powers,
  crumbs,
  back,
}: {
  powers: readonly ListedPower[];
  crumbs: { text: string; href: string }[];
  back: string;
}) {
  const t = useText(powersText);
  const locale = useLocale();
  const days = usePowerDays();
  const columns: Column<ListedPower>[] = [
    ...usePowerColumns<ListedPower>(t.name),
    { key: "field", head: t.field, cell: ({ field }) => (field ? fieldName(locale, field) : t.noField) },
    { key: "days", head: t.days, cell: (row) => days(row) },
    { key: "row", head: t.row, align: "right", cell: ({ row }) => row },
  ];
  return (
    <>
      <PageHead
        title={t.importPreview}
        lede={t.importPreviewLede(powers.length)}
        crumbs={[...crumbs, { text: t.importPreview }]}
      />
      <Table label={t.importPreview} columns={columns} rows={powers} keyOf={({ row }) => String(row)} />
      <form method="post" action={`${back}/imports/acceptance`} className="form">
        <input type="hidden" name="powers" value={JSON.stringify(powers)} />
        <div className="acts">
          <LinkButton href={`${back}/imports/new`} kind="text">
            {t.import}
          </LinkButton>
          <Button kind="primary">{t.importAccept}</Button>
        </div>
      </form>
    </>
  );
}

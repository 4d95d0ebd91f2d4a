import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { templateEditions } from "~/certification/template-preview.server";
import { PageHead } from "~/components/page-head";
import { type Column, Table } from "~/components/table";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(certificationText, (t) => t.templates.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, "certificate:read");
  return { editions: templateEditions() };
}

type Edition = ReturnType<typeof useLoaderData<typeof loader>>["editions"][number];

export default function CertificateTemplates() {
  const { editions } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.templates;
  const preview = ({ id, version }: Edition) => `/certificate-templates/${id}/${version}`;
  const columns: Column<Edition>[] = [
    {
      key: "name",
      head: t.columns.name,
      heads: true,
      cell: ({ id, version }) => `${t.names[id as keyof typeof t.names]} ${t.edition(version)}`,
    },
    { key: "size", head: t.columns.size, cell: ({ width, height }) => t.size(width, height) },
    { key: "use", head: t.columns.use, cell: ({ inUse }) => (inUse ? t.inUse : t.kept) },
    {
      key: "preview",
      head: t.columns.preview,
      acts: true,
      cell: (edition) => (
        <span className="acts">
          <a href={preview(edition)}>{t.colours}</a>
          <a href={`${preview(edition)}?grey=1`}>{t.grey}</a>
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: all.certificates.title, href: "/certificates" }, { text: t.title }]}
      />
      <Table
        label={t.title}
        columns={columns}
        rows={editions}
        keyOf={({ id, version }) => `${id} ${version}`}
      />
    </>
  );
}

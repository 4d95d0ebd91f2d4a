import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireQuestionImport } from "~/components/question-import-gate.server";
import { prisma } from "~/db.server";
import type { Problem } from "~/questions/formats/exchanged-question";
import { problemsOfImport, type QuestionImportFound } from "~/questions/question-import.server";
import { draftsOfImport } from "~/questions/question-import-acceptance.server";
import { importPreview, SHOWN } from "~/questions/question-import-preview.server";
import { exchangeText } from "~/text/question-exchange";
import { titled } from "~/text/title";
import { Preview } from "./preview";
import { Result } from "./result";

const PAGE = 50;

export const meta = titled(exchangeText, (t) => t.importTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { found, bank } = await requireQuestionImport(request, params.importId);
  const search = new URL(request.url).searchParams;
  const problems = pageOf(await problemsOfImport(prisma, found.importId), search.get("problems"));
  const shared = { found, bank, problems, search: search.toString() };
  if (found.acceptance)
    return {
      kind: "result" as const,
      ...shared,
      drafts: await draftsOfImport(prisma, found.importId),
      done: search.get("done"),
      submitted: countIn(search, "submitted"),
      left: countIn(search, "left"),
    };
  return { kind: "preview" as const, ...shared, ...(await preview(found, search)) };
}

async function preview(found: QuestionImportFound, search: URLSearchParams) {
  const shown = SHOWN.find((one) => one === search.get("shown")) ?? null;
  const asked = countIn(search, "page") || 1;
  const looked = await importPreview(prisma, found, { shown, page: asked, pageSize: PAGE }, new Date());
  const pages = Math.max(1, Math.ceil(looked.total / PAGE));
  const page = Math.min(asked, pages);
  const range = [(page - 1) * PAGE, Math.min(looked.total, page * PAGE)] as const;
  return { shown, preview: looked, page, pages, range };
}

const countIn = (search: URLSearchParams, name: string) =>
  Math.max(0, Math.min(100_000, Math.trunc(Number(search.get(name))) || 0));

function pageOf(problems: readonly Problem[], asked: string | null) {
  const pages = Math.max(1, Math.ceil(problems.length / PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(asked)) || 1));
  const range = [(page - 1) * PAGE, Math.min(problems.length, page * PAGE)] as const;
  return { page, pages, range, kept: problems.length, rows: problems.slice(...range) };
}

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function QuestionImport() {
  const data = useLoaderData<typeof loader>();
  return data.kind === "preview" ? <Preview data={data} /> : <Result data={data} />;
}

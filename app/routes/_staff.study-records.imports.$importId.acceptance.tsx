import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { studyImportAct, studyImportActFrom } from "~/casework/study-import-page.server";
import { ActRefused } from "~/components/act-refused";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(importsText, (t) => t.refusedNow);

const allowed = ["study:accept"] as const;

export const loader = (args: LoaderFunctionArgs) => studyImportAct(args, allowed);

/** Everything of the import that waits, each by its own verdict: what is left is told on the page of the import. */
export const action = (args: ActionFunctionArgs) =>
  studyImportActFrom(args, allowed, () => ({ kind: "acceptance" }));

export default function Acceptance() {
  const { here } = useLoaderData<typeof loader>();
  const t = useText(importsText);
  return <ActRefused verdict={t.refusedNow} refusals={[]} back={{ href: here, text: t.back }} />;
}

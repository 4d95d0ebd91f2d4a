import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { studyImportAct, studyImportActFrom } from "~/casework/study-import-page.server";
import { ActRefused } from "~/components/act-refused";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(importsText, (t) => t.refusedNow);

const allowed = ["study:record"] as const;

export const loader = (args: LoaderFunctionArgs) => studyImportAct(args, allowed);

export const action = (args: ActionFunctionArgs) =>
  studyImportActFrom(args, allowed, (form) => ({
    kind: "entry",
    mode: form.get("mode") === "all" ? "all" : "good-rows",
  }));

export default function Entry() {
  const { here } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(importsText);
  return (
    <ActRefused verdict={t.refusedNow} refusals={refused?.refusals} back={{ href: here, text: t.back }} />
  );
}

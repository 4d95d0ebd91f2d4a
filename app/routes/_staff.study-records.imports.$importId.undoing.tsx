import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStudyImport, studyImportActFrom } from "~/casework/study-import-page.server";
import { ActPage } from "~/components/act-page";
import { Notice } from "~/components/notice";
import { TextAreaField } from "~/components/text-area-field";
import { prisma } from "~/db.server";
import { textIn } from "~/form-text";
import { tallyOf } from "~/study/import-acts.server";
import { studyText } from "~/text/study";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

const LONGEST_REASON = 500;
const allowed = ["study:record", "study:accept"] as const;

export const meta = titled(importsText, (t) => t.undoTitle);

export async function loader(args: LoaderFunctionArgs) {
  const { found, here } = await requireStudyImport(args, allowed, new Date());
  if (found.stage !== "entered") throw redirect(here, { status: 303 });
  const { submitted, confirmed, accepted } = await tallyOf(prisma, found.importId);
  return { here, fileName: found.fileName, returning: submitted + confirmed, reversing: accepted };
}

export const action = (args: ActionFunctionArgs) =>
  studyImportActFrom(args, allowed, (form) => {
    const reason = textIn(form, "reason", LONGEST_REASON).trim();
    return reason === ""
      ? { refusals: [refusal("study-record.reason-missing")], typed: "" }
      : { kind: "undoing", reason };
  });

export default function Undoing() {
  const { here, fileName, returning, reversing } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(importsText);
  return (
    <ActPage
      title={t.undoTitle}
      lede={t.undoLede(fileName)}
      crumbs={[
        { text: useText(studyText).title, href: "/study-records" },
        { text: t.title, href: "/study-records/imports" },
        { text: t.entered, href: here },
      ]}
      back={here}
      refusals={refused?.refusals}
      submit={t.undoConfirm}
      stop
    >
      {returning > 0 && <Notice>{t.undoReturns(returning)}</Notice>}
      {reversing > 0 && <Notice tone="warn">{t.undoReverses(reversing)}</Notice>}
      <TextAreaField
        label={t.undoReason}
        hint={t.undoReasonHint}
        name="reason"
        maxLength={LONGEST_REASON}
        required
        defaultValue={refused?.typed}
      />
    </ActPage>
  );
}

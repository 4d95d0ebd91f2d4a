import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { Icon } from "~/components/icon";
import { PageHead } from "~/components/page-head";
import { SheetUpload } from "~/components/sheet-upload";
import { problemsFrom } from "~/components/typed-form.server";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction, prisma } from "~/db.server";
import { unitInScope, unitsFor } from "~/personnel/person-scope.server";
import { MOST_BYTES } from "~/personnel/workbook.server";
import { uploadStudy } from "~/study/imports.server";
import { personnelText } from "~/text/personnel";
import { studyText } from "~/text/study";
import { importWords } from "~/text/study-import-words";
import { importsText } from "~/text/study-imports";
import { localeFrom, textFor, useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

/** Fifty thousand rows are looked through before the answer. */
const LONGEST_MS = 5 * 60_000;

export const meta = titled(importsText, (t) => t.add);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:record");
  const units = await unitsFor(prisma, actor, "study:record", chinaDateOf(new Date()));
  return { units: units.map(({ unitId, name }) => ({ value: unitId, text: name })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const actor = await requirePermission(request, "study:record");
  const locale = localeFrom(request);
  const upload = await uploadFrom(request, MOST_BYTES);
  const unitId = String(upload?.form.get("unitId") ?? "");
  const refused = (problems: { field: string; message: string }[]) =>
    data({ typed: { unitId }, problems }, { status: 422 });
  if (!upload) return refused(problemsFrom(locale, [tooLarge], () => "file"));
  const unit = await unitInScope(actor, "study:record", unitId, chinaDateOf(now));
  if (!unit) return refused([{ field: "unitId", message: textFor(importsText, locale).chooseUnit }]);
  const { bytes, fileName } = upload;
  const answer = await inTransaction(
    (tx) =>
      uploadStudy(tx, { unitId: unit.unitId, fileName, bytes, words: importWords }, actor.accountId, now),
    undefined,
    LONGEST_MS,
  );
  if (!answer.ok) return refused(problemsFrom(locale, answer.refusals, () => "file"));
  throw redirect(`/study-records/imports/${answer.importId}`, { status: 303 });
}

const tooLarge = refusal("workbook.too-large", { megabytes: MOST_BYTES / 1024 / 1024 });

export default function NewImport() {
  const { units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(importsText);
  const { upload } = useText(personnelText).imports;
  return (
    <>
      <PageHead
        title={t.add}
        lede={t.newLede}
        crumbs={[
          { text: useText(studyText).title, href: "/study-records" },
          { text: t.title, href: "/study-records/imports" },
          { text: t.add },
        ]}
        acts={
          <LinkButton href="/study-records/imports/template">
            <Icon name="download" />
            {t.template}
          </LinkButton>
        }
      />
      {refused && <ErrorSummary problems={refused.problems} />}
      <SheetUpload words={t} units={units} submit={upload} refused={refused} />
    </>
  );
}

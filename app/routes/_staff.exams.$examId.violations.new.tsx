import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "~/components/button";
import { Field } from "~/components/field";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { SelectField } from "~/components/select-field";
import { TextAreaField } from "~/components/text-area-field";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction } from "~/db.server";
import { MOST_EVIDENCE_BYTES } from "~/exams/evidence-form.server";
import { aimFrom, requireInvigilation } from "~/exams/invigilation-page.server";
import { VIOLATION_CODES, type ViolationCode } from "~/exams/violation";
import { violationFrom } from "~/exams/violation-form.server";
import { recordViolation } from "~/exams/violations.server";
import { storeFile } from "~/files.server";
import { examsText } from "~/text/exams";
import { invigilationText } from "~/text/invigilation";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(violationsText, (t) => t.add);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { exam } = invigilation;
  const { candidate } = await aimFrom(request, invigilation, now);
  // The board is where one is chosen.
  if (!candidate) throw redirect(`/exams/${exam.id}/invigilation`);
  return {
    exam: { id: exam.id, title: exam.title },
    candidate: { name: candidate.name, unit: candidate.unit },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const invigilation = await requireInvigilation(request, params, now);
  const { actor, exam } = invigilation;
  const { candidate } = await aimFrom(request, invigilation, now);
  if (!candidate) throw new Response(null, { status: 404 });
  // Twice as much is read, so that a file that is too large does not lose what was typed beside it.
  const upload = await uploadFrom(request, 2 * MOST_EVIDENCE_BYTES);
  const { typed, code, evidence, refusals } = violationFrom(upload);
  if (!code || refusals.length > 0) return data({ typed, refusals }, { status: 422 });
  const answer = await inTransaction(async (tx) => {
    const evidenceHash = evidence && (await storeFile(tx, { ...evidence, purpose: "evidence", now }));
    const { registrationId } = candidate;
    const entry = { examId: exam.id, registrationId, description: typed.description, code, evidenceHash };
    return recordViolation(tx, entry, actor, now);
  });
  if (answer.ok)
    throw redirect(`/exams/${exam.id}/violations/${answer.violationId}?done=recorded`, { status: 303 });
  return data({ typed, refusals: answer.refusals }, { status: 422 });
}

export default function NewViolation() {
  const { exam, candidate } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { title } = useText(examsText);
  const t = useText(violationsText);
  const { whom } = useText(invigilationText);
  const locale = useLocale();
  const codes = VIOLATION_CODES.map((value: ViolationCode) => ({ value, text: t.codes[value] }));
  return (
    <>
      <PageHead
        title={t.add}
        lede={`${whom.candidate(candidate.name, candidate.unit)}${t.ledeNew}`}
        crumbs={[
          { text: title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title, href: `/exams/${exam.id}/violations` },
          { text: t.add },
        ]}
      />
      {refused && <Refusal level={2} verdict={t.cannot} reasons={reasonsFrom(locale, refused.refusals)} />}
      <form method="post" encType="multipart/form-data" className="form max-w-[46rem]">
        <SelectField
          name="code"
          label={t.code}
          choices={codes}
          empty={t.chooseCode}
          defaultValue={refused?.typed.code}
        />
        <TextAreaField
          name="description"
          label={t.description}
          hint={t.descriptionHint}
          rows={5}
          defaultValue={refused?.typed.description}
        />
        <Field id="file" label={t.evidence} hint={t.evidenceHint} optional>
          <input
            id="file"
            name="file"
            type="file"
            accept="image/jpeg,image/png,application/pdf"
            className="input"
            aria-describedby="file-hint"
          />
        </Field>
        <div className="acts">
          <Button kind="primary">{t.add}</Button>
        </div>
      </form>
    </>
  );
}

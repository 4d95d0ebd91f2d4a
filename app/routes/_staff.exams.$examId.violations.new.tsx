import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "~/components/button";
import { Field } from "~/components/field";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { SelectField } from "~/components/select-field";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction, prisma } from "~/db.server";
import { requireInvigilation } from "~/exams/invigilation-page.server";
import { seatLines } from "~/exams/rooms.server";
import { VIOLATION_CODES, type ViolationCode } from "~/exams/violation";
import { violationFormFrom } from "~/exams/violation-form.server";
import { recordViolation } from "~/exams/violations.server";
import { storeFile } from "~/files.server";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";
import { refusal } from "~/verdict";

export const meta = titled(violationsText, (t) => t.add);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { exam, rooms } = await requireInvigilation(request, params, now);
  const lines = await seatLines(prisma, exam.id, now);
  const wanted = new URL(request.url).searchParams.get("candidate") ?? "";
  return {
    exam: { id: exam.id, title: exam.title },
    wanted,
    candidates: lines
      .filter(({ roomId }) => !rooms || (roomId !== null && rooms.includes(roomId)))
      .map(({ registrationId, name, unit }) => ({ value: registrationId, text: `${name} ${unit}` })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exam, rooms } = await requireInvigilation(request, params, now);
  const { typed, code, evidence, refusals } = await violationFormFrom(request);
  const lines = await seatLines(prisma, exam.id, now);
  const line = lines.find(({ registrationId }) => registrationId === typed.registrationId);
  const isOwn = line && (!rooms || (line.roomId !== null && rooms.includes(line.roomId)));
  if (!isOwn) refusals.push(refusal("registration.unknown-person"));
  if (!isOwn || !code || refusals.length > 0) return data({ typed, refusals }, { status: 422 });
  const answer = await inTransaction(async (tx) => {
    const evidenceHash = evidence && (await storeFile(tx, { ...evidence, purpose: "evidence", now }));
    const entry = { examId: exam.id, ...typed, code, evidenceHash };
    return recordViolation(tx, entry, actor, now);
  });
  if (answer.ok)
    throw redirect(`/exams/${exam.id}/violations/${answer.violationId}?done=recorded`, { status: 303 });
  return data({ typed, refusals: answer.refusals }, { status: 422 });
}

export default function NewViolation() {
  const { exam, candidates, wanted } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { title } = useText(examsText);
  const t = useText(violationsText);
  const locale = useLocale();
  const codes = VIOLATION_CODES.map((value: ViolationCode) => ({ value, text: t.codes[value] }));
  return (
    <>
      <PageHead
        title={t.add}
        lede={t.lede}
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
          name="registrationId"
          label={t.candidate}
          choices={candidates}
          empty={t.chooseCandidate}
          defaultValue={refused?.typed.registrationId ?? wanted}
        />
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
        <Field id="evidence" label={t.evidence} hint={t.evidenceHint} optional>
          <input
            id="evidence"
            name="evidence"
            type="file"
            accept="image/jpeg,image/png,application/pdf"
            className="input"
            aria-describedby="evidence-hint"
          />
        </Field>
        <div className="acts">
          <Button kind="primary">{t.add}</Button>
        </div>
      </form>
    </>
  );
}

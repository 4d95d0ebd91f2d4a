import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Field } from "~/components/field";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { SelectField } from "~/components/select-field";
import { TextAreaField } from "~/components/text-area-field";
import { uploadFrom } from "~/components/upload.server";
import { inTransaction, prisma } from "~/db.server";
import { MOST_EVIDENCE_BYTES } from "~/exams/evidence-form.server";
import { exemptionFormFrom } from "~/exams/exemption-form.server";
import { askExemption } from "~/exams/exemptions.server";
import { exemptionGrounds, LONGEST_NOTE } from "~/exams/requirement";
import { requireRequirement } from "~/exams/requirement-page.server";
import { packFor } from "~/rulebook/packs.server";
import { common } from "~/text/common";
import { requiredExam } from "~/text/required-exam";
import { requirementsText } from "~/text/requirements";
import { rulebookText } from "~/text/rulebook";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.askExemption);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { requirement } = await requireRequirement(request, params, "exemption:ask", now);
  const { unitId } = await prisma.examRequirement.findUniqueOrThrow({
    where: { id: requirement.requirementId },
    select: { unitId: true },
  });
  const { pack } = await packFor(prisma, unitId, chinaDateOf(now));
  return { requirement, grounds: exemptionGrounds(requirement, pack) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, requirement } = await requireRequirement(request, params, "exemption:ask", now);
  const { requirementId } = requirement;
  // Twice as much is read, so that a file that is too large does not lose what was typed beside it.
  const { typed, ground, evidence, refusals } = exemptionFormFrom(
    await uploadFrom(request, 2 * MOST_EVIDENCE_BYTES),
  );
  if (!ground || refusals.length > 0) return data({ typed, refusals }, { status: 422 });
  const asked = { requirementId, ground, note: typed.note, evidence };
  const answer = await inTransaction((tx) => askExemption(tx, asked, actor.accountId, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/requirements/${requirementId}?done=asked`, { status: 303 });
  return data({ typed, refusals: answer.refusals }, { status: 422 });
}

export default function AskExemption() {
  const { requirement, grounds } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  const { cancel } = useText(common);
  const words = useText(rulebookText).words;
  const locale = useLocale();
  const back = `/requirements/${requirement.requirementId}`;
  return (
    <>
      <PageHead
        title={t.askExemption}
        lede={`${requirement.name}, ${requiredExam(locale, requirement)}. ${t.askLede}`}
        crumbs={[
          { text: t.title, href: "/requirements" },
          { text: requirement.name, href: back },
          { text: t.askExemption },
        ]}
      />
      {refused && <Refusal level={2} verdict={t.cannotAsk} reasons={reasonsFrom(locale, refused.refusals)} />}
      {grounds.length === 0 ? (
        <Empty title={t.noGrounds} />
      ) : (
        <form method="post" encType="multipart/form-data" className="form max-w-[46rem]">
          <SelectField
            name="ground"
            label={t.grounds}
            choices={grounds.map((value) => ({ value, text: words[value] ?? value }))}
            empty={t.chooseGround}
            defaultValue={refused?.typed.ground}
          />
          <TextAreaField
            name="note"
            label={t.note}
            hint={t.noteHint}
            rows={4}
            maxLength={LONGEST_NOTE}
            defaultValue={refused?.typed.note}
            optional
          />
          <Field id="file" label={t.evidence} hint={t.evidenceHint}>
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
            <LinkButton href={back} kind="text">
              {cancel}
            </LinkButton>
            <Button kind="primary">{t.ask}</Button>
          </div>
        </form>
      )}
    </>
  );
}

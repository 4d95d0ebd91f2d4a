import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { dateOnFrom } from "~/calendar";
import { ActPage } from "~/components/act-page";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { SIGNATURE_ROLES, signaturesOpenTo } from "~/exams/violation";
import { requireViolation } from "~/exams/violation-page.server";
import { cheatingBanYears, signViolation } from "~/exams/violations.server";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";
import { refusal } from "~/verdict";

export const meta = titled(violationsText, (t) => t.sign);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam, violation, signer } = await requireViolation(request, params, "violation:sign", new Date());
  const state = { isEffective: violation.effectiveAt !== null, isWithdrawn: violation.withdrawnAt !== null };
  return {
    exam: { id: exam.id, title: exam.title },
    violation: { id: violation.violationId, name: violation.name, kind: violation.kind },
    roles: signaturesOpenTo(signer, state, violation.signatures),
    banYears: await cheatingBanYears(prisma, exam.id),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { exam, violation, signer } = await requireViolation(request, params, "violation:sign", now);
  const form = await request.formData();
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 60);
  const typed = { role: text("role"), decisionNumber: text("decisionNumber"), banLastOn: text("banLastOn") };
  const role = SIGNATURE_ROLES.find((one) => one === typed.role);
  if (!role) return data({ typed, refusals: [refusal("violation.role-missing")] }, { status: 422 });
  const { violationId } = violation;
  const { decisionNumber } = typed;
  const signing = { violationId, role, decisionNumber, banLastOn: dateOnFrom(typed.banLastOn) };
  const answer = await inTransaction((tx) => signViolation(tx, signing, signer, now));
  if (!answer.ok) return data({ typed, refusals: answer.refusals }, { status: 422 });
  const done = answer.isEffective ? "effective" : "signed";
  throw redirect(`/exams/${exam.id}/violations/${violationId}?done=${done}`, { status: 303 });
}

export default function Signatures() {
  const { exam, violation, roles, banYears } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { title } = useText(examsText);
  const t = useText(violationsText);
  const list = `/exams/${exam.id}/violations`;
  const here = `${list}/${violation.id}`;
  const isChief = roles.includes("chief");
  return (
    <ActPage
      title={t.sign}
      lede={isChief ? t.signChiefLede : t.signLede}
      crumbs={[
        { text: title, href: "/exams" },
        { text: exam.title, href: `/exams/${exam.id}` },
        { text: t.title, href: list },
        { text: violation.name, href: here },
      ]}
      back={here}
      refusals={refused?.refusals}
      submit={t.sign}
      stop={isChief}
    >
      <SelectField
        name="role"
        label={t.role}
        choices={roles.map((role) => ({ value: role, text: t.roles[role] }))}
        empty={t.chooseRole}
        defaultValue={refused?.typed.role ?? (roles.length === 1 ? roles[0] : undefined)}
      />
      {isChief && (
        <TextField
          name="decisionNumber"
          label={t.decisionNumber}
          defaultValue={refused?.typed.decisionNumber}
        />
      )}
      {isChief && violation.kind === "cheating" && banYears !== null && <p>{t.banBy(banYears)}</p>}
      {isChief && violation.kind === "cheating" && banYears === null && (
        <TextField
          name="banLastOn"
          label={t.banLastOn}
          hint={t.banHint}
          figures
          defaultValue={refused?.typed.banLastOn}
        />
      )}
    </ActPage>
  );
}

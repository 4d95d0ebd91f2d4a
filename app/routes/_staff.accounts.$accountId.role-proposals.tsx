import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { roles } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { requireAccountInScope } from "~/casework/account-page.server";
import { proposeRole } from "~/casework/role-grants.server";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { SelectField } from "~/components/select-field";
import { TextField } from "~/components/text-field";
import { inTransaction, prisma } from "~/db.server";
import { unitsFor } from "~/personnel/person-scope.server";
import { accessText } from "~/text/access";
import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.proposal.title);

const LONGEST_REASON = 200;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "role:propose", now);
  const units = await unitsFor(prisma, actor, "role:propose", chinaDateOf(now));
  return { account, units: units.map(({ unitId, name }) => ({ unitId, name })) };
}

type Field = "role" | "unitId" | "reason";

/** The first of two people: nothing is granted yet. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "role:propose", now);
  const form = await request.formData();
  const text = (name: Field) => String(form.get(name) ?? "").trim();
  const typed = { role: text("role"), unitId: text("unitId"), reason: text("reason") };
  const role = roles.find((known) => known === typed.role);
  const units = await unitsFor(prisma, actor, "role:propose", chinaDateOf(now));
  const unit = units.find(({ unitId }) => unitId === typed.unitId);
  const wrong: Field[] = [
    ...(role ? [] : (["role"] as const)),
    ...(unit ? [] : (["unitId"] as const)),
    ...(typed.reason === "" || [...typed.reason].length > LONGEST_REASON ? (["reason"] as const) : []),
  ];
  if (!role || !unit || wrong.length > 0) return data({ typed, wrong, refusals: [] }, { status: 422 });
  const wanted = { accountId: account.id, role, unitId: unit.unitId, reason: typed.reason };
  const answer = await inTransaction((tx) => proposeRole(tx, wanted, actor, now));
  if (answer.ok) throw redirect(`/accounts/${account.id}?done=proposed`, { status: 303 });
  return data({ typed, wrong, refusals: answer.refusals }, { status: 422 });
}

export default function RoleProposal() {
  const { account, units } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const all = useText(accountsText);
  const t = all.proposal;
  const names = useText(accessText).roles;
  const words = useText(common);
  const locale = useLocale();
  const wrong: readonly Field[] = refused?.wrong ?? [];
  const errorsOf = (field: Field) => (wrong.includes(field) ? [t.problem[field]] : undefined);
  const home = `/accounts/${account.id}`;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede(account.displayName)}
        crumbs={[
          { text: all.title, href: "/accounts" },
          { text: account.displayName, href: home },
          { text: t.title },
        ]}
      />
      <ErrorSummary problems={wrong.map((field) => ({ field, message: t.problem[field] }))} />
      {refused && refused.refusals.length > 0 && (
        <Refusal level={2} verdict={t.refused} reasons={reasonsFrom(locale, refused.refusals)} />
      )}
      <form method="post" className="form max-w-2xl" noValidate>
        <SelectField
          name="role"
          label={t.role}
          empty={t.choose}
          choices={roles.map((value) => ({ value, text: names[value] }))}
          defaultValue={refused?.typed.role}
          errors={errorsOf("role")}
        />
        <SelectField
          name="unitId"
          label={t.unit}
          hint={t.unitHint}
          empty={t.choose}
          choices={units.map(({ unitId, name }) => ({ value: unitId, text: name }))}
          defaultValue={refused?.typed.unitId}
          errors={errorsOf("unitId")}
        />
        <TextField
          name="reason"
          label={t.reason}
          hint={t.reasonHint}
          defaultValue={refused?.typed.reason}
          errors={errorsOf("reason")}
        />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
          <LinkButton kind="text" href={home}>
            {words.back}
          </LinkButton>
        </div>
      </form>
    </>
  );
}

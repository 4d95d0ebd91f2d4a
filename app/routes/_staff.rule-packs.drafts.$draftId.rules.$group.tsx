import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireDraft } from "~/casework/rule-pack-scope.server";
import { Button, LinkButton } from "~/components/button";
import { ErrorSummary } from "~/components/error-summary";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { RuleFields, ruleProblemsIn } from "~/components/rule-fields";
import { inTransaction } from "~/db.server";
import { isRuleGroup, quotaField, type RuleGroupName, ruleFields } from "~/rulebook/control";
import { changeDraft } from "~/rulebook/drafts.server";
import { rulesRead, typedRules } from "~/rulebook/form";
import { NEW_QUOTA, type TypedRules } from "~/rulebook/typed-rules";
import { certificationText } from "~/text/certification";
import { common } from "~/text/common";
import { draftsText } from "~/text/rule-pack-drafts";
import { packTitle, rulebookText } from "~/text/rulebook";
import { locales, useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(draftsText, (t) => t.groupsTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const group = groupFrom(params.group);
  const { draft } = await requireDraft(request, params.draftId, "rule-pack:draft", new Date());
  const { draftId, code, title, pack, steps } = draft;
  if (draft.state !== "open") throw redirect(`/rule-packs/drafts/${draftId}`);
  const fields = ruleFields(group, pack);
  return {
    draftId,
    code,
    title,
    group,
    seen: steps.at(-1)!.number,
    fields: group === "quotas" ? [...fields, quotaField(NEW_QUOTA)] : fields,
    typed: typedRules(group, pack),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const group = groupFrom(params.group);
  const { actor, draft } = await requireDraft(request, params.draftId, "rule-pack:draft", now);
  const form = await request.formData();
  const typed = rulesFrom(form);
  const seen = Number(form.get("seen"));
  const read = rulesRead(group, draft.pack, typed);
  if (!read.pack) return data({ typed, problems: read.problems, refusals: [], seen }, { status: 422 });
  const { pack } = read;
  const { draftId } = draft;
  const answer = await inTransaction((tx) => changeDraft(tx, { draftId, pack, seen }, actor.accountId, now));
  if (!answer.ok) return data({ typed, problems: [], refusals: answer.refusals, seen }, { status: 422 });
  throw redirect(`/rule-packs/drafts/${draftId}?done=drafted`, { status: 303 });
}

function groupFrom(name: string | undefined): RuleGroupName {
  if (!isRuleGroup(name)) throw new Response(null, { status: 404 });
  return name;
}

/** What a rule may say instead of a number is typed as the reader's language has it. */
const permanent = locales.map((locale) => rulebookText[locale].words.permanent);

function rulesFrom(form: FormData): TypedRules {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => [
      name,
      form
        .getAll(name)
        .flatMap((value) => (typeof value === "string" ? [value.trim().slice(0, 400)] : []))
        .map((value) => (name.startsWith("retention.") && permanent.includes(value) ? "permanent" : value)),
    ]),
  );
}

export default function Rules() {
  const { draftId, code, title, group, seen, fields, typed } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(draftsText);
  const rules = useText(rulebookText);
  const { cancel } = useText(common);
  const words = useText(certificationText);
  const locale = useLocale();
  const problems = refused?.problems ?? [];
  const back = `/rule-packs/drafts/${draftId}`;
  return (
    <>
      <PageHead
        title={rules.groups[group]}
        lede={t.draftOf(packTitle(locale, code, title))}
        crumbs={[
          { text: rules.title, href: "/rule-packs" },
          { text: t.draftOf(packTitle(locale, code, title)), href: back },
          { text: rules.groups[group] },
        ]}
      />
      <ErrorSummary problems={ruleProblemsIn(locale, problems)} />
      {refused && refused.refusals.length > 0 && (
        <Refusal
          level={2}
          verdict={words.refused}
          lede={words.refusedHint}
          reasons={reasonsFrom(locale, refused.refusals)}
        />
      )}
      <form method="post" className="form max-w-[52rem]" noValidate>
        <input type="hidden" name="seen" value={refused?.seen ?? seen} />
        <RuleFields fields={fields} typed={refused?.typed ?? typed} problems={problems} />
        <div className="acts">
          <LinkButton href={back} kind="text">
            {cancel}
          </LinkButton>
          <Button kind="primary">{t.save}</Button>
        </div>
      </form>
    </>
  );
}

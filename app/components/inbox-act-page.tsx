import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { useLocale, useText } from "~/text/text";
import type { Refusal as Reason } from "~/verdict";
import { LinkButton } from "./button";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";

/** What a decision of the second person came to when it was refused; otherwise the way back to the list of what waits. */
export function InboxActPage({
  title,
  verdict,
  refusals,
}: {
  title: string;
  verdict: string;
  refusals: readonly Reason[] | undefined;
}) {
  const { inbox: t } = useText(accountsText);
  const { back } = useText(common);
  const locale = useLocale();
  return (
    <>
      <PageHead title={title} crumbs={[{ text: t.title, href: "/role-proposals" }, { text: title }]} />
      {refusals && <Refusal level={2} verdict={verdict} reasons={reasonsFrom(locale, refusals)} />}
      <p className="acts">
        <LinkButton kind="primary" href="/role-proposals">
          {back}
        </LinkButton>
      </p>
    </>
  );
}

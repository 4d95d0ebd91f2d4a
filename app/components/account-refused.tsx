import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { useLocale, useText } from "~/text/text";
import type { Refusal as Refused } from "~/verdict";
import { LinkButton } from "./button";
import { PageHead } from "./page-head";
import { reasonsFrom } from "./reasons";
import { Refusal } from "./refusal";

/** A noun about an account that has no form of its own: nothing but why it was not done, and the way back. */
export function AccountRefused({
  account,
  title,
  refusals,
}: {
  account: { id: string; displayName: string };
  title: string;
  refusals: readonly Refused[] | undefined;
}) {
  const t = useText(accountsText);
  const { back } = useText(common);
  const locale = useLocale();
  const home = `/accounts/${account.id}`;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { text: t.title, href: "/accounts" },
          { text: account.displayName, href: home },
          { text: title },
        ]}
      />
      {refusals && <Refusal level={2} verdict={t.account.refused} reasons={reasonsFrom(locale, refusals)} />}
      <p className="acts">
        <LinkButton kind="primary" href={home}>
          {back}
        </LinkButton>
      </p>
    </>
  );
}

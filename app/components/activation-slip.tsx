import { accountsText } from "~/text/accounts";
import { longInstant } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { Facts } from "./facts";
import { Notice } from "./notice";
import { PageHead } from "./page-head";

export type Slip = {
  accountId: string;
  name: string;
  loginName: string;
  code: string;
  /** Does not work before a second person has confirmed it. */
  needsSecond: boolean;
  until: string;
  address: string;
  occasion: "opened" | "issued" | "enabled";
};

/** What is handed over: shown once, made to be printed. */
export function ActivationSlip({ slip }: { slip: Slip }) {
  const all = useText(accountsText);
  const t = all.code;
  const locale = useLocale();
  return (
    <>
      <PageHead title={t.title} crumbs={[{ text: all.title, href: "/accounts" }, { text: t.title }]} />
      <div className="stack-lg">
        <Notice tone="ok" live title={t[slip.occasion](slip.name)}>
          {t.once}
        </Notice>
        {slip.needsSecond && (
          <Notice tone="warn" title={t.second.title}>
            {t.second.body}
          </Notice>
        )}
        <Facts
          layout="ruled"
          items={[
            { term: all.person, value: slip.name },
            { term: all.loginName, value: <b className="num">{slip.loginName}</b> },
            {
              term: t.code,
              value: (
                <b className="num nb" data-testid="activation-code">
                  {slip.code}
                </b>
              ),
            },
            { term: t.until, value: longInstant(slip.until, locale) },
            { term: t.where, value: slip.address },
          ]}
        />
        <div className="acts">
          <LinkButton href={`/accounts/${slip.accountId}`}>{t.back}</LinkButton>
        </div>
      </div>
    </>
  );
}

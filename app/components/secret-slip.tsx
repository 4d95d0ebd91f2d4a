import { useText } from "~/text/text";
import { webhooksText } from "~/text/webhooks";
import { LinkButton } from "./button";
import type { Crumb } from "./crumbs";
import { Facts } from "./facts";
import { Notice } from "./notice";
import { PageHead } from "./page-head";

/** The secret by which another system knows our messages: shown once. */
export function SecretSlip({
  secret,
  webhookId,
  crumbs,
}: {
  secret: string;
  webhookId: string;
  crumbs: readonly Crumb[];
}) {
  const t = useText(webhooksText).slip;
  return (
    <>
      <PageHead title={t.secret} crumbs={[...crumbs, { text: t.secret }]} />
      <div className="stack-lg">
        <Notice tone="ok" live title={t.made}>
          {t.once}
        </Notice>
        <Facts
          layout="ruled"
          items={[{ term: t.secret, value: <b className="num break-all">{secret}</b> }]}
        />
        <div className="acts">
          <LinkButton href={`/webhooks/${webhookId}`}>{t.back}</LinkButton>
        </div>
      </div>
    </>
  );
}

import { apiClientsText } from "~/text/api-clients";
import { useText } from "~/text/text";
import { LinkButton } from "./button";
import { Facts } from "./facts";
import { Notice } from "./notice";
import { PageHead } from "./page-head";

/** The key of another system: shown once. */
export function ApiKeySlip({ name, apiKey }: { name: string; apiKey: string }) {
  const all = useText(apiClientsText);
  const t = all.slip;
  return (
    <>
      <PageHead title={t.title} crumbs={[{ text: all.title, href: "/api-clients" }, { text: t.title }]} />
      <div className="stack-lg">
        <Notice tone="ok" live title={t.made(name)}>
          {t.once}
        </Notice>
        <Facts layout="ruled" items={[{ term: t.key, value: <b className="num break-all">{apiKey}</b> }]} />
        <div className="acts">
          <LinkButton href="/api-clients">{t.back}</LinkButton>
        </div>
      </div>
    </>
  );
}

import type { SerializeFrom } from "@remix-run/node";
import { type Check, CheckList } from "~/components/check-list";
import { Panel } from "~/components/panel";
import { Status } from "~/components/status";
import { common } from "~/text/common";
import { fieldName } from "~/text/fields";
import { identityNames, statusNames } from "~/text/identity-names";
import { myText } from "~/text/my";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

type Enforcement = NonNullable<SerializeFrom<typeof loader>["enforcement"]>;

/** The gate's answer: what carries the person, or every reason against, each with its rule and cure. */
export function MayEnforce({ enforcement }: { enforcement: Enforcement }) {
  const t = useText(myText).gate;
  const met = useMet(enforcement);
  const unmet = useUnmet(enforcement);
  return (
    <Panel
      title={t.title}
      foot={t.note}
      end={enforcement.eligible ? <Status tone="ok">{t.yes}</Status> : <Status tone="stop">{t.no}</Status>}
    >
      <CheckList items={enforcement.eligible ? met : unmet} />
    </Panel>
  );
}

function useMet({ identity, status, fields, posts }: Enforcement): Check[] {
  const t = useText(myText).gate;
  const locale = useLocale();
  const { list } = useText(common);
  const parts = fields.map((field) => (field === null ? t.general : fieldName(locale, field)));
  return [
    { key: "job", text: t.inPost(identityNames[locale][identity], statusNames[locale][status]) },
    ...(parts.length > 0 ? [{ key: "parts", text: t.qualified(list(parts)) }] : []),
    { key: "certificate", text: t.certificateValid },
    ...posts.map((title) => ({ key: `post ${title}`, text: t.post(title) })),
  ];
}

function useUnmet({ refusals }: Enforcement): Check[] {
  const locale = useLocale();
  return refusals.map((refusal, index) => {
    const { sentence, cure, rule } = refusalIn(locale, refusal);
    return {
      key: `${refusal.code} ${index}`,
      met: false,
      text: (
        <>
          {rule ? `${rule} ` : ""}
          {sentence}
          {cure && <span className="block hint">{cure}</span>}
        </>
      ),
    };
  });
}

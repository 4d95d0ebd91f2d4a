import type { SerializeFrom } from "@remix-run/node";
import { LinkButton } from "~/components/button";
import { CertificateCard } from "~/components/certificate-card";
import { CertificateStatusMark } from "~/components/certificate-status";
import { Icon } from "~/components/icon";
import { Panel } from "~/components/panel";
import { longDate } from "~/text/dates";
import { myText } from "~/text/my";
import { useLocale, useText } from "~/text/text";
import type { loader } from "./route";

type Certificate = NonNullable<SerializeFrom<typeof loader>["certificate"]>;

export function OwnCard({ certificate }: { certificate: Certificate | null }) {
  const t = useText(myText).certificate;
  const locale = useLocale();
  if (!certificate)
    return (
      <Panel title={t.title}>
        <p>{t.none}</p>
        <p className="hint">{t.noneHint}</p>
      </Panel>
    );
  const { token, hasPhoto, number, unitName, validToOn, renewFromOn, state } = certificate;
  return (
    <CertificateCard
      title={t.title}
      status={<CertificateStatusMark state={state} />}
      photo={{ label: t.photo, ...(hasPhoto ? { src: `/v/${token}/photo` } : {}) }}
      facts={[
        { term: t.number, value: <span className="num">{number}</span> },
        { term: t.unit, value: unitName },
        { term: t.validTo, value: longDate(validToOn, locale) },
        { term: t.window, value: t.windowFrom(longDate(renewFromOn, locale)) },
      ]}
      acts={
        <>
          <LinkButton href={`/v/${token}`}>
            <Icon name="qr" />
            {t.show}
          </LinkButton>
          <LinkButton href="/my/certificate">
            <Icon name="download" />
            {t.document}
          </LinkButton>
        </>
      }
    />
  );
}

/** On a phone the certificate comes first, as one line. */
export function OwnCardStrip({ certificate }: { certificate: Certificate }) {
  const t = useText(myText).certificate;
  const locale = useLocale();
  return (
    <a className="hold-strip" href={`/v/${certificate.token}`}>
      <span>
        <CertificateStatusMark state={certificate.state} />
        <span className="d">{t.strip(longDate(certificate.validToOn, locale))}</span>
      </span>
      <span className="hold-go">
        <Icon name="qr" />
        {t.show}
      </span>
    </a>
  );
}

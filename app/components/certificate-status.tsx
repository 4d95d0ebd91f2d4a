import type { CertificateState } from "~/certification/status";
import { certificationText } from "~/text/certification";
import { useText } from "~/text/text";
import type { IconName } from "./icon";
import { Status, type Tone } from "./status";

const looks: Record<CertificateState, { tone: Tone; icon: IconName }> = {
  active: { tone: "ok", icon: "ok" },
  "to-collect": { tone: "info", icon: "wait" },
  suspended: { tone: "stop", icon: "pause" },
  "suspended-and-lost": { tone: "stop", icon: "pause" },
  lost: { tone: "warn", icon: "lost" },
  revoked: { tone: "stop", icon: "stop" },
  annulled: { tone: "stop", icon: "stop" },
  // 到期, 注销, 换发, 作废 are no reproach and never red.
  expired: { tone: "off", icon: "expired" },
  cancelled: { tone: "off", icon: "off" },
  replaced: { tone: "off", icon: "swap" },
  voided: { tone: "off", icon: "off" },
};

/** What a certificate is at this moment, in the legal word. */
export function CertificateStatusMark({ state, fill }: { state: CertificateState; fill?: boolean }) {
  const t = useText(certificationText);
  return (
    <Status {...looks[state]} fill={fill}>
      {t.status[state]}
    </Status>
  );
}

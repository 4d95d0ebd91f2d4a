import type { SampleState } from "~/study/audit-verdict";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { Icon, type IconName } from "./icon";

const looks: Record<SampleState, { className?: string; icon?: IconName }> = {
  unseen: {},
  "in-order": { className: "ok", icon: "check" },
  finding: { className: "back", icon: "bang" },
};

/** The places of a sample side by side, each a link, with what was found there. */
export function SampleStrip({
  auditId,
  places,
  current,
}: {
  auditId: string;
  places: readonly { place: number; state: SampleState }[];
  current?: number;
}) {
  const t = useText(studyAuditText);
  const seen = places.filter(({ state }) => state !== "unseen").length;
  return (
    <nav className="sample" aria-label={t.sample}>
      <p>
        <b>{t.progress(seen, places.length)}</b>
      </p>
      <ol>
        {places.map(({ place, state }) => {
          const { className, icon } = looks[state];
          const isCurrent = place === current;
          return (
            <li key={place}>
              <a
                href={`/study-audits/${auditId}/records/${place}`}
                className={isCurrent ? "cur" : className}
                aria-current={isCurrent ? "true" : undefined}
                aria-label={`${t.place(place)} ${t.sampleStates[state]}`}
              >
                {place}
                {icon && !isCurrent && <Icon name={icon} />}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

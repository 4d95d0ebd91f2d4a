import type { LoaderFunctionArgs } from "@remix-run/node";
import { useContext } from "react";
import { requirePerson } from "~/access/session.server";
import { ElderSwitch } from "~/components/appearance";
import { LinkButton } from "~/components/button";
import { ElderContext } from "~/components/elder";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Status, type Tone } from "~/components/status";
import { Sub } from "~/components/table";
import { DEVICE_CHECKS, type DeviceCheck, type Grade, SHEET_BESIDE } from "~/exams/device-check";
import { deviceCheckText } from "~/text/device-check";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { type Look, useDeviceLook } from "./use-device-look";

/** Only the browser knows itself: what a page without a script can say, it says, and names the rest. */
export const handle = { interactive: true };
export const meta = titled(deviceCheckText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePerson(request);
  return null;
}

const tones: Record<Grade, Tone> = { ok: "ok", poor: "warn", not: "stop", unknown: "off" };

export default function DeviceCheckPage() {
  const t = useText(deviceCheckText);
  const look = useDeviceLook();
  const { grades } = look.findings;
  const open = DEVICE_CHECKS.filter((check) => grades[check] !== "ok").length;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: t.exams, href: "/my/exams" }, { text: t.title }]}
      />
      <div className="stack-lg">
        <noscript>
          <Notice tone="stop" title={t.noScriptTitle}>
            {t.noScript}
          </Notice>
        </noscript>
        <p role="status">
          {look.state === "done" ? t.done(open) : look.state === "looking" ? t.checking : t.stuck}
        </p>
        <Facts
          layout="ruled"
          items={DEVICE_CHECKS.map((check) => ({
            term: t.names[check],
            value: (
              <>
                <Status tone={tones[grades[check]]}>{t.words[grades[check]]}</Status>
                <Sub>
                  <Said check={check} look={look} />
                </Sub>
              </>
            ),
          }))}
        />
        <p>
          <a href="/my/rehearsals">{t.rehearse}</a>
        </p>
        <div className="acts">
          <LinkButton href="/my/device-check">{t.again}</LinkButton>
          <ElderSwitch className="btn" />
        </div>
      </div>
    </>
  );
}

/** What was found, and what to do about it. */
function Said({ check, look: { findings, width } }: { check: DeviceCheck; look: Look }) {
  const t = useText(deviceCheckText);
  const elder = useContext(ElderContext);
  const { grades, lacks, roundTrip, clockAhead } = findings;
  const grade = grades[check];
  if (check === "print") return elder ? t.print.on : t.print.off;
  if (check === "connection" && grade === "not") return t.connection.not;
  if (check === "clock" && grade === "unknown" && grades.script === "ok") return t.clock.unknown;
  if (grade === "unknown") return null;
  if (check === "script") return t.script;
  if (check === "browser") return t.browser(lacks.join(", "));
  if (check === "storage") return grade === "ok" ? t.storage.ok : t.storage.poor;
  if (check === "connection") return t.connection[grade === "ok" ? "ok" : "poor"](Math.round(roundTrip ?? 0));
  if (check === "clock") return clockWords(t.clock, clockAhead ?? 0);
  if (grade === "poor") return t.screen.poor(width);
  return width >= SHEET_BESIDE ? t.screen.wide(width) : t.screen.narrow(width);
}

function clockWords(t: (typeof deviceCheckText)["en"]["clock"], aheadMs: number): string {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  if (minutes < 1) return t.same;
  return t.off(minutes, aheadMs > 0);
}

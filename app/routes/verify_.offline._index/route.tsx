import type { LinksFunction } from "@remix-run/node";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { checkOffline, type OfflineFinding } from "~/certification/offline-check";
import { Button } from "~/components/button";
import { DateSpan } from "~/components/date-span";
import { Facts } from "~/components/facts";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { publicPlaces } from "~/components/public-places";
import { PublicShell } from "~/components/public-shell";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { offlineVerificationText } from "~/text/offline-verification";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { CodeReader } from "./code-reader";
import { type KeptData, useKeptData } from "./use-kept-data";

/** All of it happens in the browser, which keeps the page: the server is not asked about anybody. */
export const handle = { interactive: true };
export const meta = titled(offlineVerificationText, (t) => t.title);
export const links: LinksFunction = () => [
  { rel: "manifest", href: `${publicPlaces.offline}/app.webmanifest` },
];

export default function OfflineVerifier() {
  const t = useText(offlineVerificationText);
  const { readiness, data } = useKeptData();
  return (
    <PublicShell main="narrow">
      <PageHead title={t.title} lede={t.lede} />
      <div className="stack-lg">
        <noscript>
          <Notice tone="stop" title={t.noScriptTitle}>
            {t.noScript} <a href={publicPlaces.verify}>{t.online}</a>
          </Notice>
        </noscript>
        <p role="status">{t.readiness[readiness]}</p>
        {data && <CheckForm data={data} />}
        <p className="hint">
          {t.notAGate} <a href={publicPlaces.verify}>{t.online}</a>
        </p>
      </div>
    </PublicShell>
  );
}

function CheckForm({ data }: { data: KeptData }) {
  const t = useText(offlineVerificationText);
  const [text, setText] = useState("");
  const [name, setName] = useState("");
  const [finding, setFinding] = useState<OfflineFinding | null>(null);
  // A scan may take a while, in which the name is typed.
  const named = useRef(name);
  named.current = name;
  const check = async (typed: string) =>
    setFinding(await checkOffline({ text: typed, name: named.current }, data, new Date()));
  return (
    <>
      <Age data={data} />
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          check(text);
        }}
      >
        <CodeReader
          onRead={(read) => {
            setText(read);
            check(read);
          }}
        />
        <TextAreaField
          name="code"
          label={t.code}
          hint={t.codeHint}
          value={text}
          onChange={({ target }) => setText(target.value)}
          spellCheck={false}
          autoComplete="off"
        />
        <TextField
          name="name"
          label={t.name}
          hint={t.nameHint}
          value={name}
          onChange={({ target }) => setName(target.value)}
          spellCheck={false}
          autoComplete="off"
          optional
        />
        <div className="acts">
          <Button kind="primary">{t.submit}</Button>
        </div>
      </form>
      {finding && <Found finding={finding} />}
    </>
  );
}

const MINUTE_MS = 60_000;

/** How old the status lists are, in the largest whole unit, as long as the page is open. */
function Age({ data: { lists } }: { data: KeptData }) {
  const t = useText(offlineVerificationText).age;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(clock);
  }, []);
  const { revocation, suspension } = lists;
  if (!revocation || !suspension) return <p>{t.none}</p>;
  const from = Math.min(revocation.from.getTime(), suspension.from.getTime());
  const minutes = Math.max(0, Math.floor((now - from) / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  return (
    <p>
      {hours >= 48
        ? t.days(Math.floor(hours / 24))
        : hours > 0
          ? t.hours(hours)
          : minutes > 1
            ? t.minutes(minutes)
            : t.now}
    </p>
  );
}

/** The one thing to be said first: what is wrong before what is right. */
function wordOf(finding: OfflineFinding) {
  if (finding.kind !== "issued") return finding.kind;
  const { name, status, dates, stale } = finding;
  if (name === "differs") return "other-name";
  if (status === "ended" || status === "held") return status;
  if (dates !== "within") return dates;
  return stale ? "stale" : status;
}

const TONES = { clear: "ok", unknown: "warn", stale: "warn", unreadable: "warn" } as const;

function Found({ finding }: { finding: OfflineFinding }) {
  const t = useText(offlineVerificationText);
  const word = wordOf(finding);
  const { title, text } = t.found[word];
  return (
    <section className="stack" aria-label={t.facts.label}>
      <Notice
        tone={(TONES as Partial<Record<typeof word, "ok" | "warn">>)[word] ?? "stop"}
        live
        title={title}
      >
        {text}
      </Notice>
      {finding.kind === "issued" && (
        <Facts
          layout="ruled"
          items={[
            { term: t.facts.number, value: <span className="num">{finding.number}</span> },
            {
              term: t.facts.valid,
              value: <DateSpan fromOn={finding.validFromOn} toOn={finding.validToOn} />,
            },
            { term: t.facts.name, value: t.facts.names[finding.name] },
          ]}
        />
      )}
    </section>
  );
}

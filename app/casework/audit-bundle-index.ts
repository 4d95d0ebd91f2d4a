/** The page inside a bundle of evidence, for who has nothing but a browser: every text in it is escaped, and it runs no script. */
import type { StudyMode } from "~/study/study-entry";
import { shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { studyAuditText } from "~/text/study-audit";
import { type Locale, textFor } from "~/text/text";
import type { BundledRecord, Manifest } from "./audit-bundle.server";

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ");

export function bundleIndex(bundle: Omit<Manifest, "files">, locale: Locale): string {
  const t = textFor(studyAuditText, locale);
  const { audit, exportedBy, exportedAt, reason } = bundle;
  const about: [string, string][] = [
    [t.number, audit.noticeNumber],
    [t.purpose, audit.purpose],
    [t.unit, audit.unitName],
    [t.method, t.methods[audit.method]],
    [t.seed, audit.seed],
    [t.hash, audit.populationHash],
    [t.redrawPopulation, String(audit.populationCount)],
    [t.bundle.exportedBy, `${exportedBy} ${shortInstant(exportedAt)}`],
    [t.bundle.reason, reason],
  ];
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(t.bundle.title)}</title>
<style>body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}</style>
</head><body><h1>${escaped(t.bundle.title)}</h1><p>${escaped(t.bundle.note)}</p>
<table>${about.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>
<h2>${escaped(t.bundle.index)}</h2>
${bundle.records.map((record) => recordOf(record, locale)).join("\n")}
</body></html>
`;
}

function recordOf(record: BundledRecord, locale: Locale): string {
  const t = textFor(studyAuditText, locale);
  const study = textFor(studyText, locale);
  const [latest] = record.verdicts;
  const result = latest ? (latest.kind ? t.kinds[latest.kind] : t.inOrder) : t.sampleStates.unseen;
  const lines: [string, string][] = [
    [t.person, `${record.person.name} ${record.unit}`],
    [t.bundle.number, record.person.identityNumber],
    [t.session, record.title],
    [t.mode, study.modes[record.mode as StudyMode]],
    [t.when, `${shortInstant(record.startAt)} – ${shortInstant(record.endAt)}`],
    [t.minutes, String(record.minutes)],
    [
      t.evidence,
      record.evidence.map(({ kind, reference }) => `${study.evidenceKinds[kind]}：${reference}`).join("；"),
    ],
    [t.result, latest ? `${result}　${latest.facts}　${latest.by} ${shortInstant(latest.at)}` : result],
    [t.rectification, record.rectification ? t.steps[record.rectification] : ""],
    [t.reversedCount, record.isReversed ? t.yes : ""],
  ];
  const steps = record.versions.flatMap(({ role, steps: taken }) =>
    taken.map(
      ({ step, at, by, reason }) =>
        `<li>${escaped(`${t.versions[role]}　${study.steps[step]}　${by ?? t.system} ${shortInstant(at)}${reason ? `　${reason}` : ""}`)}</li>`,
    ),
  );
  const files = record.files.map(
    ({ path, name, sha256, bytes }) =>
      `<li><a href="${path}">${path}</a> ${escaped(`${t.bundle.original} ${name}　${bytes} ${t.bundle.size}　${t.bundle.sum} ${sha256}`)}</li>`,
  );
  return `<section><h3>${escaped(t.place(record.place))}</h3>
<table>${lines
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
    .join("")}</table>
<ol>${steps.join("")}</ol>
${files.length > 0 ? `<ul>${files.join("")}</ul>` : `<p>${escaped(t.bundle.missing)}</p>`}</section>`;
}

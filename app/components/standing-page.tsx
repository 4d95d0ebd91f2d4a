import { PublicShell } from "./public-shell";

/** A page of plain text: help, accessibility, privacy. */
export function StandingPage({
  title,
  lede,
  parts,
}: {
  title: string;
  lede: string;
  parts: readonly { heading: string; lines: readonly string[] }[];
}) {
  return (
    <PublicShell main="narrow standing">
      <h1>{title}</h1>
      <p className="lead">{lede}</p>
      {parts.map(({ heading, lines }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </PublicShell>
  );
}

import type { ApplicationFile } from "~/certification/application-page.server";
import { applicationsText } from "~/text/applications";
import { certificationText } from "~/text/certification";
import { dateOfInstant, longDate } from "~/text/dates";
import { photosText } from "~/text/photos";
import { useLocale, useText } from "~/text/text";
import { LinkButton } from "./button";
import { Photo } from "./photo";
import { Section } from "./section";
import { Status } from "./status";
import { TaskList } from "./task-list";

type Props = { file: ApplicationFile };

/** Everything the last return named, at the top, where it cannot be missed; each with what became of it. */
export function Defects({ file }: Props) {
  const t = useText(certificationText).application;
  const words = useText(applicationsText);
  const locale = useLocale();
  const last = file.steps.at(-1);
  if (!last || file.standing.state !== "returned") return null;
  const { defects } = file;
  // Returns of earlier editions named them in words only.
  const count = defects.length || last.points.length;
  return (
    <section className="defects" aria-labelledby="defects">
      <h2 id="defects">{t.defects(count)}</h2>
      <ol>
        {defects.map(({ id, code, says, mendedAt }) => (
          <li key={id}>
            {code === "other" ? says : words.defectCodes[code]} {code !== "other" && says}{" "}
            {mendedAt ? (
              <Status tone="ok">{words.mending.mended(longDate(dateOfInstant(mendedAt), locale))}</Status>
            ) : (
              <Status tone="warn">{words.mending.open}</Status>
            )}
          </li>
        ))}
        {defects.length === 0 && last.points.map((point) => <li key={point}>{point}</li>)}
      </ol>
      {last.opinion && <p>{last.opinion}</p>}
      <p className="hint">{t.defectsHint}</p>
      {file.may.resubmit && defects.length > 0 && (
        <p className="acts">
          <LinkButton href={`/applications/${file.id}/mending`}>{words.mending.act}</LinkButton>
        </p>
      )}
    </section>
  );
}

/** What the application rests on; each file opens at its own address, where the look is recorded. */
export function Documents({ file }: Props) {
  const words = useText(applicationsText);
  const t = words.files;
  const photos = useText(photosText);
  const locale = useLocale();
  const { files, expected, may } = file;
  const missing = expected.filter((kind) => !files.some((one) => one.kind === kind));
  return (
    <Section title={t.title}>
      <Photo
        src={file.hasPhoto ? `/applications/${file.id}/photo` : undefined}
        label={file.hasPhoto ? photos.alt : photos.none}
        className="mb-4 w-[7rem]"
      />
      {files.length === 0 ? (
        <p className="quiet">{t.none}</p>
      ) : (
        <TaskList
          items={files.map(({ id, kind, name, addedAt }) => ({
            key: id,
            title: name,
            href: `/applications/${file.id}/files/${id}`,
            status: <Status tone="info">{words.fileKinds[kind]}</Status>,
            detail: t.added(longDate(dateOfInstant(addedAt), locale)),
          }))}
        />
      )}
      {file.checks && missing.length > 0 && (
        <p className="hint">{t.expected(missing.map((kind) => words.fileKinds[kind]).join(t.comma))}</p>
      )}
      {may.add && (
        <p className="acts">
          <LinkButton href={`/applications/${file.id}/files`}>{t.add}</LinkButton>
        </p>
      )}
    </Section>
  );
}

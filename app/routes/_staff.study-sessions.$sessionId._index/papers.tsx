import { useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { FileSize } from "~/components/own-study-form";
import { Section } from "~/components/section";
import { Tag } from "~/components/tag";
import { shortInstant } from "~/text/dates";
import { studyText } from "~/text/study";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import type { loader } from "./route";

/** What the session leaves behind: materials and minutes. */
export function Papers() {
  const { session, papers, writtenBy, may } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).page;
  const { evidenceKinds, own } = useText(studyText);
  const at = `/study-sessions/${session.sessionId}`;
  const { files, minutes } = papers;
  const mayAdd = may.record && session.state !== "cancelled";
  return (
    <>
      <Section
        title={t.materials}
        end={
          mayAdd && (
            <LinkButton small href={`${at}/files`}>
              {t.addFile}
            </LinkButton>
          )
        }
      >
        {files.length === 0 && <p className="quiet">{t.noFiles}</p>}
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              <Tag>{evidenceKinds[file.kind]}</Tag>{" "}
              {may.files ? <a href={`${at}/files/${file.id}`}>{file.name}</a> : file.name}{" "}
              <span className="quiet num">
                <FileSize file={file} />
              </span>
            </li>
          ))}
        </ul>
        {files.length > 0 && <p className="hint">{own.looks}</p>}
      </Section>
      <Section
        title={t.minutesTitle}
        end={
          mayAdd && (
            <LinkButton small href={`${at}/minutes`}>
              {t.writeMinutes}
            </LinkButton>
          )
        }
      >
        {minutes ? (
          <>
            <p className="whitespace-pre-line">{minutes.text}</p>
            <p className="hint">{t.writtenBy(writtenBy ?? "", shortInstant(minutes.writtenAt))}</p>
          </>
        ) : (
          <p className="quiet">{t.noMinutes}</p>
        )}
      </Section>
    </>
  );
}

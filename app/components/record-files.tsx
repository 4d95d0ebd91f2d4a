import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { FileSize, type ShownFile } from "./own-study-form";

/** The files an entry rests on, each opened at its own address, where the look is recorded. */
export function RecordFiles({ files, at }: { files: readonly ShownFile[]; at: string | null }) {
  const t = useText(studyText).own;
  return (
    <>
      <h3>{t.filesTitle}</h3>
      {files.length === 0 && <p className="quiet">{t.noFiles}</p>}
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            {at ? <a href={`${at}/files/${file.id}`}>{file.name}</a> : file.name}{" "}
            <span className="quiet num">
              <FileSize file={file} />
            </span>
          </li>
        ))}
      </ul>
      {files.length > 0 && <p className="hint">{t.looks}</p>}
    </>
  );
}

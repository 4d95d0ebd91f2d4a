import type { ReactNode } from "react";
import type { PersonnelFile } from "~/casework/personnel-file.server";
import type { PersonnelFacts } from "~/personnel/facts.server";
import { hasLeft, isEstablished, isOnLeave } from "~/personnel/identity";
import { longDate } from "~/text/dates";
import { fieldName } from "~/text/fields";
import { identityNames, statusNames } from "~/text/identity-names";
import { leaveAndLoanText } from "~/text/leave-and-loan";
import { personnelText } from "~/text/personnel";
import { useLocale, useText } from "~/text/text";
import { CertificateStatusMark } from "../certificate-status";
import { Icon } from "../icon";
import { reasonsFrom } from "../reasons";
import { Section } from "../section";
import { Status } from "../status";

/** 资格、证件、岗位、编制: four separate facts, and under them what they come to on the day. */
export function FourFacts({ facts, file, on }: { facts: PersonnelFacts; file: PersonnelFile; on: string }) {
  const { personFile: t } = useText(personnelText);
  return (
    <Section title={t.four} meta={t.fourMeta}>
      <div className="four">
        <Qualification file={file} />
        <Certificate file={file} />
        <Post file={file} />
        <Establishment facts={facts} unitNames={file.unitNames} />
      </div>
      <VerdictLine file={file} on={on} />
    </Section>
  );
}

function Fact({ title, status, children }: { title: string; status: ReactNode; children?: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      {status}
      {children}
    </div>
  );
}

function Qualification({ file }: { file: PersonnelFile }) {
  const { personFile: t } = useText(personnelText);
  const locale = useLocale();
  const parts = file.qualifications;
  if (parts.length === 0)
    return <Fact title={t.qualification} status={<Status tone="off">{t.noneHeld}</Status>} />;
  return (
    <Fact title={t.qualification} status={<Status tone="ok">{t.holds}</Status>}>
      {parts.map(({ part, field, fromOn }) => (
        <p key={part + (field ?? "")}>
          {part === "general" ? t.general : t.special(fieldName(locale, field ?? ""))}
          <span className="block quiet">{t.passedOn(longDate(fromOn, locale))}</span>
        </p>
      ))}
    </Fact>
  );
}

function Certificate({ file }: { file: PersonnelFile }) {
  const { personFile: t } = useText(personnelText);
  const locale = useLocale();
  const { certificate } = file;
  if (!certificate) return <Fact title={t.certificate} status={<Status tone="off">{t.noneHeld}</Status>} />;
  const { certificateId, number, state, field, unitId, validFromOn, validToOn } = certificate;
  return (
    <Fact title={t.certificate} status={<CertificateStatusMark state={state} />}>
      <p>
        <a className="num" href={`/certificates/${certificateId}`}>
          {number}
        </a>
        <span className="block">
          {[file.unitNames[unitId], fieldName(locale, field)].filter(Boolean).join(" ")}
        </span>
      </p>
      <p className="small quiet">{t.fromTo(longDate(validFromOn, locale), longDate(validToOn, locale))}</p>
    </Fact>
  );
}

function Post({ file }: { file: PersonnelFile }) {
  const { personFile: t } = useText(personnelText);
  const locale = useLocale();
  if (file.posts.length === 0)
    return <Fact title={t.post} status={<Status tone="off">{t.notInPost}</Status>} />;
  const isInherited = file.posts.some((post) => post.inherited);
  return (
    <Fact title={t.post} status={<Status tone={isInherited ? "warn" : "ok"}>{t.inPost}</Status>}>
      {file.posts.map(({ position, fromOn }) => (
        <p key={position.positionId}>
          <a href={`/positions/${position.positionId}`}>{position.title}</a>
          <span className="block">{file.unitNames[position.unitId] ?? ""}</span>
          <span className="block quiet">{t.since(longDate(fromOn, locale))}</span>
        </p>
      ))}
    </Fact>
  );
}

function Establishment({ facts, unitNames }: { facts: PersonnelFacts; unitNames: Record<string, string> }) {
  const { personFile: t, relations } = useText(personnelText);
  const identities = useText(identityNames);
  const statuses = useText(statusNames);
  const { leave } = useText(leaveAndLoanText);
  const locale = useLocale();
  const [home] = facts.employments;
  if (!home) return <Fact title={t.establishment} status={<Status tone="off">{t.noneHeld}</Status>} />;
  const tone = hasLeft(home.status)
    ? "off"
    : isEstablished(home.identity) && home.status !== "suspended" && !isOnLeave(home.status)
      ? "ok"
      : "warn";
  return (
    <Fact title={t.establishment} status={<Status tone={tone}>{statuses[home.status]}</Status>}>
      {facts.employments.map((job) => (
        <p key={job.relation}>
          {job.relation === "host" && `${relations.host} `}
          {identities[job.identity]}
          <span className="block">{unitNames[job.unitId] ?? ""}</span>
          <span className="block quiet">{t.since(longDate(job.fromOn, locale))}</span>
          {isOnLeave(job.status) && (
            <span className="block">{job.toOn ? leave.backOn(longDate(job.toOn, locale)) : leave.noEnd}</span>
          )}
        </p>
      ))}
    </Fact>
  );
}

function VerdictLine({ file, on }: { file: PersonnelFile; on: string }) {
  const { personFile: t } = useText(personnelText);
  const locale = useLocale();
  const day = longDate(on, locale);
  const { verdict } = file;
  if (!verdict) return <p className="verdict">{t.verdictNone}</p>;
  const reasons = reasonsFrom(locale, verdict.refusals, verdict.warnings);
  const [post] = file.posts;
  return (
    <p className={verdict.eligible ? "verdict" : "verdict is-stop"}>
      <Icon name={verdict.eligible ? "okfill" : "stop"} />
      <span>
        <b>{verdict.eligible ? t.verdictMay(day) : t.verdictMayNot(day)}</b>
        {reasons.map(({ code, rule }) => (
          <span className="block" key={`${code} ${String(rule)}`}>
            {code && <b>{code}</b>} {rule}
          </span>
        ))}
      </span>
      {post && <a href={`/positions/${post.position.positionId}`}>{t.detail}</a>}
    </p>
  );
}

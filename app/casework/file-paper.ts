/** 执法人员档案 as paper: what each section says. In: facts already read, their words taken from `app/text`. Papers of the house are Chinese. */
import type { TrainingRow } from "~/certification/training-register.server";
import type { EmploymentFacts, PersonnelFacts } from "~/personnel/facts.server";
import type { Standing } from "~/study/quota";
import { certificationText } from "~/text/certification";
import { lastDayBefore, shortDate, shortInstant } from "~/text/dates";
import { eventSentence } from "~/text/events";
import { fieldName } from "~/text/fields";
import { filePrintsText } from "~/text/file-prints";
import { gradeNames, identityNames, sanctionNames, statusNames } from "~/text/identity-names";
import { looksText } from "~/text/looks";
import { myText } from "~/text/my";
import { personnelText } from "~/text/personnel";
import { refusalIn } from "~/text/refusals";
import { storiesText } from "~/text/stories";
import { studyText } from "~/text/study";
import { trainingText } from "~/text/training";
import type { FileEvent, StoryEvent } from "./file-events.server";
import type { Evidence } from "./file-evidence.server";
import type { PersonnelFile } from "./personnel-file.server";
import { isRecordedApart } from "./true-from";

const ZH = "zh-CN";
const t = filePrintsText[ZH];
const { categories, duties, fullTime, relations } = personnelText[ZH];

type Labelled = { label: string; value: string };
type Section = { heading: string; paragraphs: readonly string[]; facts: readonly Labelled[] };

export type FileWhole = {
  file: PersonnelFile;
  trainings: readonly TrainingRow[];
  study: readonly Standing[];
  /** The earliest first, each by the day it was true from. */
  events: readonly StoryEvent[];
  evidence: readonly Evidence[];
  looks: readonly FileEvent[];
};

const happening = ({ at, trueOn, type, data, actorName }: StoryEvent) => {
  const who = actorName ? t.by(actorName) : "";
  const told = isRecordedApart(trueOn, at) ? storiesText[ZH].onPaper(actorName ?? "", shortInstant(at)) : who;
  return `${eventSentence(ZH, type, data)}${told}`;
};

const span = ({ fromOn, toOn }: { fromOn: string; toOn: string | null }) =>
  toOn ? t.span(shortDate(fromOn), shortDate(lastDayBefore(toOn))) : t.since(shortDate(fromOn));

/** The sections after the first page, each with something in it, or saying that there is nothing. */
export function fileSections(whole: FileWhole): Section[] {
  const { file, trainings, study, events, evidence, looks } = whole;
  const of = (heading: string, facts: readonly Labelled[], paragraphs: readonly string[] = []): Section => ({
    heading,
    facts,
    paragraphs: facts.length + paragraphs.length === 0 ? [t.nothing] : paragraphs,
  });
  return [
    of(t.sections.basic, basicFacts(file)),
    of(t.sections.employments, employments(file)),
    of(t.sections.sanctions, sanctions(file.facts)),
    of(
      t.sections.certificates,
      file.certificates.map((one) => ({
        label: one.number,
        value: `${fieldName(ZH, one.field)}，${certificationText[ZH].status[one.state]}，${t.span(shortDate(one.validFromOn), shortDate(one.validToOn))}`,
      })),
    ),
    of(t.sections.qualifications, qualifications(file)),
    of(t.sections.posts, posts(file), verdict(file)),
    of(
      t.sections.trainings,
      trainings.map(({ kind, number, state, issuer, issuedOn }) => ({
        label: number,
        value: `${trainingText[ZH].kinds[kind]}，${trainingText[ZH].states[state]}，${issuer}，${shortDate(issuedOn)}`,
      })),
    ),
    of(
      t.sections.study,
      study.map(({ quotaId, unit, credited, required }) => ({
        label: studyText[ZH].quotas[quotaId as keyof (typeof studyText)["en"]["quotas"]] ?? quotaId,
        value: `${credited} / ${studyText[ZH].amounts[unit](required)}`,
      })),
    ),
    of(
      t.sections.events,
      events.map((event) => ({ label: shortDate(event.trueOn), value: happening(event) })),
    ),
    of(
      t.sections.evidence,
      evidence.map(({ kind, name, at, sha256 }) => ({
        label: shortInstant(at),
        value: `${t.evidence[kind]}${name ? ` ${name}` : ""}，SHA-256 ${sha256}`,
      })),
    ),
    of(t.sections.looks, looks.map(look)),
  ];
}

function basicFacts({ name, maskedNumber, formerNames, facts, unitNames }: PersonnelFile): Labelled[] {
  const own = myText[ZH].file;
  const [grade] = facts?.grades ?? [];
  return [
    { label: own.name, value: facts?.name ?? name },
    ...formerNames.map((former) => ({
      label: own.formerNames,
      value: `${former.name}，${span(former)}`,
    })),
    { label: own.number, value: maskedNumber },
    { label: own.category, value: facts?.studyCategory ? categories[facts.studyCategory] : own.none },
    ...(grade ? [{ label: own.grade, value: own.gradeOf(gradeNames[ZH][grade.grade], grade.year) }] : []),
    ...(facts?.legalDuties ?? []).map((duty) => ({
      label: personnelText[ZH].personFile.duties,
      value: `${duties[duty.kind]}，${duty.fullTime ? fullTime.yes : fullTime.no}，${unitNames[duty.unitId] ?? ""}，${span(duty)}`,
    })),
  ];
}

const employments = ({ facts, unitNames }: PersonnelFile): Labelled[] =>
  (facts?.employmentHistory ?? []).map((job: EmploymentFacts) => ({
    label: span(job),
    value: [
      unitNames[job.unitId] ?? "",
      ...(job.relation === "host" ? [relations.host] : []),
      ...[identityNames[ZH][job.identity], statusNames[ZH][job.status], job.title ?? ""],
    ]
      .filter((word) => word !== "")
      .join("，"),
  }));

const sanctions = (facts: PersonnelFacts | null): Labelled[] =>
  (facts?.sanctions ?? []).map(({ kind, authority, decisionNumber, ...range }) => ({
    label: span(range),
    value: `${sanctionNames[ZH][kind]}，${authority}，${decisionNumber}`,
  }));

const qualifications = ({ qualifications: parts }: PersonnelFile): Labelled[] =>
  parts.map(({ field, ...range }) => ({
    label: span(range),
    value: field === null ? myText[ZH].file.general : myText[ZH].file.special(fieldName(ZH, field)),
  }));

const posts = ({ posts: seats, unitNames }: PersonnelFile): Labelled[] =>
  seats.map(({ position, fromOn, inherited }) => ({
    label: t.since(shortDate(fromOn)),
    value: `${unitNames[position.unitId] ?? ""}，${position.title}${inherited ? t.inherited : ""}`,
  }));

/** Whether the person may enforce, and every reason with its source where not. */
function verdict({ verdict: answer }: PersonnelFile): string[] {
  if (!answer) return [];
  if (answer.eligible) return [t.mayEnforce];
  return [
    t.mayNotEnforce,
    ...answer.refusals.map((reason) => {
      const { rule, sentence, source } = refusalIn(ZH, reason);
      return [rule, sentence, source].filter(Boolean).join(" ");
    }),
  ];
}

function look({ at, type, data, actorName }: FileEvent): Labelled {
  const { reason } = (data ?? {}) as { reason?: string | null };
  const words = looksText[ZH];
  const why = { ...personnelText[ZH].unmaskReasons, ...words.reasons } as Record<string, string>;
  const what =
    type === "person.identity-number-shown"
      ? words.mine.number
      : type === "person.file-printed"
        ? words.mine.printed
        : words.mine.file;
  return {
    label: shortInstant(at),
    value: [what, actorName ?? "", reason ? (why[reason] ?? reason) : ""]
      .filter((word) => word !== "")
      .join("，"),
  };
}

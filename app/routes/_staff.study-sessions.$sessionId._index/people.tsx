import type { SerializeFrom } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Section } from "~/components/section";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { Tag } from "~/components/tag";
import { common } from "~/text/common";
import { clockTime } from "~/text/dates";
import { studySessionsText } from "~/text/study-sessions";
import { useText } from "~/text/text";
import type { Loaded, loader } from "./route";

type Line = SerializeFrom<Loaded>["lines"][number];

/** Who is named, and what was seen of each. */
export function People() {
  const { session, lines, may, isOver } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).page;
  const columns = useColumns();
  const mayAct = may.record && session.state === "planned";
  const at = `/study-sessions/${session.sessionId}`;
  return (
    <Section
      title={t.people}
      meta={t.peopleMeta(lines.length)}
      end={
        mayAct && (
          <LinkButton small href={`${at}/people`}>
            {t.people}
          </LinkButton>
        )
      }
    >
      {lines.length === 0 ? (
        <Empty title={t.nobody}>{t.nobodyBody}</Empty>
      ) : (
        <Table label={t.peopleLabel} columns={columns} rows={lines} keyOf={({ personId }) => personId} />
      )}
      {mayAct && isOver && (
        <form method="post" action={`${at}/closing`}>
          <p className="hint">{t.closeHint}</p>
          <Button kind="primary">{t.close}</Button>
        </form>
      )}
    </Section>
  );
}

function useColumns(): Column<Line>[] {
  const { may } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).page;
  const clock = (at: string | Date | null) => <span className="num">{at ? clockTime(at) : "—"}</span>;
  return [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: ({ personId, name, unitName, walkIn }) => (
        <>
          {may.open ? <a href={`/people/${personId}`}>{name}</a> : name} {walkIn && <Tag>{t.walkIn}</Tag>}
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    { key: "in", head: t.inAt, cell: ({ inAt }) => clock(inAt) },
    { key: "out", head: t.outAt, cell: ({ outAt }) => clock(outAt) },
    {
      key: "minutes",
      head: t.minutes,
      align: "right",
      cell: ({ attended }) => (attended.kind === "present" ? attended.minutes : "—"),
    },
    { key: "remark", head: t.remark, cell: (line) => <Remark line={line} /> },
    {
      key: "record",
      head: t.record,
      acts: true,
      cell: ({ recordId, name }) =>
        recordId && (
          <a href={`/study-records/${recordId}`} aria-label={`${t.record} ${name}`}>
            {t.record}
          </a>
        ),
    },
  ];
}

function Remark({ line: { attended, isScanned, sharesWith } }: { line: Line }) {
  const { session, isOver } = useLoaderData<typeof loader>();
  const t = useText(studySessionsText).page;
  const { list } = useText(common);
  return (
    <>
      {attended.kind === "absent" && (
        <Status tone={isOver ? "stop" : "off"}>{session.state === "held" ? t.absent : t.notSeen}</Status>
      )}
      {attended.kind === "undecided" && (
        <Status tone={isOver ? "warn" : "info"}>
          {attended.missing === "in" ? t.missingIn : t.missingOut}
        </Status>
      )}
      {attended.kind === "present" && (
        <Status tone={attended.lateMinutes + attended.earlyMinutes > 0 ? "warn" : "ok"}>
          {[
            ...(attended.lateMinutes > 0 ? [t.late(attended.lateMinutes)] : []),
            ...(attended.earlyMinutes > 0 ? [t.early(attended.earlyMinutes)] : []),
          ].join(" ") || t.onTime}
        </Status>
      )}
      {isScanned && <Sub>{t.scanned}</Sub>}
      {sharesWith.length > 0 && (
        <p>
          <Status tone="warn">{t.sameDevice(list(sharesWith))}</Status>
        </p>
      )}
    </>
  );
}

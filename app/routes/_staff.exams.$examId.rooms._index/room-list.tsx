import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { type Column, Table } from "~/components/table";
import { examPapersText } from "~/text/exam-papers";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import type { RoomsPage } from "./route";

/** The rooms of an exam: how full they are, who invigilates. */
export function RoomList({ exam, rooms }: Pick<RoomsPage, "exam" | "rooms">) {
  const { arrange: t, acts } = useText(invigilationText);
  const papers = useText(examPapersText);
  const base = `/exams/${exam.id}/rooms`;
  const columns: Column<RoomsPage["rooms"][number]>[] = [
    { key: "room", head: t.room, heads: true, cell: ({ name }) => name },
    {
      key: "seated",
      head: t.seated,
      align: "right",
      className: "num",
      cell: ({ seated, capacity }) => t.seatedOf(seated, capacity),
    },
    {
      key: "invigilators",
      head: t.invigilators,
      cell: ({ invigilators }) =>
        invigilators.map(({ assignmentId, name }) => (
          <div key={assignmentId}>
            {name}{" "}
            <ActForm action={`${base}/invigilator-withdrawals`} fields={{ assignmentId }} kind="text" small>
              {t.withdraw(name)}
            </ActForm>
          </div>
        )),
    },
    {
      key: "papers",
      head: papers.title,
      cell: ({ roomId, seated }) =>
        seated > 0 && (
          <span className="acts">
            <PaperLinks exam={exam} room={roomId} />
          </span>
        ),
    },
    {
      key: "acts",
      head: acts,
      acts: true,
      cell: ({ roomId, seated }) => (
        <>
          <LinkButton href={`${base}/invigilators?room=${roomId}`} small>
            {t.assign}
          </LinkButton>
          {seated === 0 && (
            <ActForm action={`${base}/withdrawals`} fields={{ roomId }} kind="text" small>
              {t.remove}
            </ActForm>
          )}
        </>
      ),
    },
  ];
  return <Table label={t.room} columns={columns} rows={rooms} keyOf={({ roomId }) => roomId} />;
}

/** The papers of one room, or of all. */
export function PaperLinks({ exam, room }: { exam: { id: string }; room?: string }) {
  const t = useText(examPapersText);
  const base = `/exams/${exam.id}`;
  const query = room ? `?room=${room}` : "";
  return (
    <>
      <a href={`${base}/rooms/door-list${query}`}>{t.doorList}</a>
      <a href={`${base}/rooms/sign-in-sheets${query}`}>{t.signInSheet}</a>
      <a href={`${base}/tickets${query}`}>{t.tickets}</a>
    </>
  );
}

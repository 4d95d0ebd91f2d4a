import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { type Column, Table } from "~/components/table";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import type { RoomsPage } from "./route";

/** The rooms of an exam: how full they are, who invigilates. */
export function RoomList({ exam, rooms }: Pick<RoomsPage, "exam" | "rooms">) {
  const { arrange: t, acts } = useText(invigilationText);
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

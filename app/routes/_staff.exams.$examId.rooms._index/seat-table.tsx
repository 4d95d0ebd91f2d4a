import { ActForm } from "~/components/act-form";
import { filteredHref } from "~/components/filters";
import { KeysetPager } from "~/components/pager";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { invigilationText } from "~/text/invigilation";
import { useText } from "~/text/text";
import type { RoomsPage } from "./route";

/** Who sits where, room by room, and who has no seat yet. */
export function SeatTable({ page: { exam, rooms, room, seats, without, search } }: { page: RoomsPage }) {
  const { arrange: t, acts, name, allRooms } = useText(invigilationText);
  const base = `/exams/${exam.id}/rooms`;
  const { lines, total, hasPrevious, hasNext } = seats;
  const inRoom = (wanted: string | null) => filteredHref(search, { room: wanted, done: null, left: null });
  const columns: Column<RoomsPage["seats"]["lines"][number]>[] = [
    {
      key: "name",
      head: name,
      heads: true,
      cell: (line) => (
        <>
          {line.name}
          <Sub>{line.unit}</Sub>
        </>
      ),
    },
    { key: "room", head: t.room, cell: (line) => line.room },
    {
      key: "seat",
      head: t.number,
      align: "right",
      className: "num",
      cell: ({ number }) => number ?? t.noSeat,
    },
    {
      key: "acts",
      head: acts,
      acts: true,
      cell: ({ registrationId }) => <a href={`${base}/seats?candidate=${registrationId}`}>{t.seat}</a>,
    },
  ];
  return (
    <Section title={t.seats} meta={without === 0 ? t.allSeated : t.spreadHint(without)}>
      {without > 0 && (
        <p className="acts">
          <ActForm action={`${base}/seating`} kind="primary">
            {t.spread}
          </ActForm>
        </p>
      )}
      <Tabs
        label={t.room}
        items={[
          { href: inRoom(null), text: allRooms, current: room === null },
          { href: inRoom("none"), text: t.noSeat, count: without, current: room === "none" },
          ...rooms.map(({ roomId, name: text, seated }) => ({
            ...{ href: inRoom(roomId), text, count: seated, current: room === roomId },
          })),
        ]}
      />
      <Table
        label={t.seats}
        columns={columns}
        rows={lines}
        keyOf={({ registrationId }) => registrationId}
        compact
      />
      <KeysetPager
        summary={t.candidates(total)}
        search={search}
        before={hasPrevious && lines[0]?.registrationId}
        after={hasNext && lines.at(-1)?.registrationId}
      />
    </Section>
  );
}

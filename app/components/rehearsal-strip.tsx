/** Right under the head of every page of a rehearsal, in words of the server: the exam room's script carries none for it. */
export function RehearsalStrip({ words }: { words: string | null }) {
  return words && <p className="rehearsal-strip">{words}</p>;
}

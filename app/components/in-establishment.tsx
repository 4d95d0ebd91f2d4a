import { organisationText } from "~/text/organisation";
import { useText } from "~/text/text";
import { Status } from "./status";

/** 在编 n / 编制 m: who is on the establishment beside what it allows, and by how many there are too many. */
export function InEstablishment({
  established,
  establishment,
}: {
  /** Null: too many people to count in a list. */
  established: number | null;
  /** Null: none is set. */
  establishment: number | null;
}) {
  const t = useText(organisationText);
  const over = established === null || establishment === null ? 0 : established - establishment;
  return (
    <>
      <span className="num nb">{t.ofEstablishment(established ?? "…", establishment ?? "–")}</span>
      {over > 0 && (
        <span className="block">
          <Status tone="warn">{t.overEstablishment(over)}</Status>
        </span>
      )}
    </>
  );
}

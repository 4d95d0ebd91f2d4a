import { type ReactNode, useId } from "react";
import { type Fact, Facts } from "./facts";
import { Photo } from "./photo";

/** A holder's own certificate: its status, the photograph, what is printed on it, and the acts. */
export function CertificateCard({
  title,
  status,
  photo,
  facts,
  acts,
}: {
  title: ReactNode;
  status: ReactNode;
  photo: { src?: string; label: string };
  facts: readonly Fact[];
  acts?: ReactNode;
}) {
  const heading = useId();
  return (
    <section className="hold" aria-labelledby={heading}>
      <div className="hold-top">
        <div>
          <h2 id={heading}>{title}</h2>
          <p className="hold-st">{status}</p>
        </div>
        <Photo {...photo} className="hold-photo" />
      </div>
      <Facts items={facts} layout="ruled" />
      {acts && <p className="acts hold-acts">{acts}</p>}
    </section>
  );
}

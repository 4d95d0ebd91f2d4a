/** Every file that was handed in or made about a person, with the digest by which it is kept. */
import { rowsOf, type Tx } from "~/db.server";
import { idsOf } from "~/personnel/alias.server";
import { Prisma } from "../../prisma/generated/client";

export type EvidenceKind =
  | "portrait"
  | "application"
  | "certificate"
  | "act"
  | "ministry-card"
  | "item-return"
  | "training"
  | "clearance"
  | "study"
  | "exemption"
  | "violation";

export type Evidence = { kind: EvidenceKind; name: string | null; at: Date; sha256: string };

/** Oldest first, of every record of the person; `until`: what had been handed in by then. */
export async function evidenceOf(tx: Tx, personId: string, until: Date): Promise<Evidence[]> {
  const people = Prisma.sql`ANY(${await idsOf(tx, personId)}::uuid[])`;
  return rowsOf<Evidence>(
    tx,
    Prisma.sql`
      SELECT e.kind, e.name, e.at, e.hash AS sha256 FROM (
        SELECT 'portrait' AS kind, NULL AS name, f.recorded_at AS at, f.file_hash AS hash
          FROM person_photo f WHERE f.person_id = ${people}
        UNION ALL SELECT 'application', f.name, f.added_at, f.file_hash
          FROM application_file f JOIN application a ON a.id = f.application_id WHERE a.person_id = ${people}
        UNION ALL SELECT 'certificate', c.number, f.created_at, f.file_hash
          FROM certificate_document f JOIN certificate c ON c.id = f.certificate_id WHERE c.person_id = ${people}
        UNION ALL SELECT 'act', f.name, p.proposed_at, f.file_hash
          FROM act_proposal_file f JOIN act_proposal p ON p.id = f.proposal_id
          JOIN certificate c ON c.id = p.certificate_id WHERE c.person_id = ${people}
        UNION ALL SELECT 'ministry-card', NULL, f.filed_at, f.file_hash
          FROM ministry_card f WHERE f.person_id = ${people} AND f.file_hash IS NOT NULL
        UNION ALL SELECT 'item-return', NULL, f.recorded_at, f.file_hash
          FROM item_return f LEFT JOIN issued_item i ON i.id = f.item_id LEFT JOIN certificate c ON c.id = f.certificate_id
          WHERE f.file_hash IS NOT NULL AND (i.person_id = ${people} OR c.person_id = ${people})
        UNION ALL SELECT 'training', c.number, f.created_at, f.file_hash
          FROM training_document f JOIN training_certificate c ON c.id = f.certificate_id WHERE c.person_id = ${people}
        UNION ALL SELECT 'clearance', f.name, s.at, f.file_hash
          FROM clearance_file f JOIN clearance_step s ON s.id = f.step_id JOIN clearance_case k ON k.id = s.case_id
          WHERE k.person_id = ${people}
        UNION ALL SELECT 'study', f.name, f.added_at, f.file_hash
          FROM study_record_file f JOIN study_record r ON r.id = f.record_id WHERE r.person_id = ${people}
        UNION ALL SELECT 'exemption', f.evidence_name, f.asked_at, f.evidence_hash
          FROM exam_exemption f JOIN exam_requirement r ON r.id = f.requirement_id WHERE r.person_id = ${people}
        UNION ALL SELECT 'violation', NULL, f.recorded_at, f.evidence_hash
          FROM violation f JOIN registration r ON r.id = f.registration_id
          WHERE r.person_id = ${people} AND f.evidence_hash IS NOT NULL
      ) e WHERE e.at <= ${until} ORDER BY e.at, e.kind, e.hash`,
  );
}

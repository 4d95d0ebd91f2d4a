/**
 * Which events of the log change what a holder of a certificate may do, and how much of them other systems are told.
 * In: types of events. Out: whether one is told, and what it is about: never that somebody was punished or fell ill.
 */
import type { EventType } from "~/audit/event";

const ABOUT_CERTIFICATES = [
  "certificate.issued",
  "certificate.collected",
  "certificate.suspended",
  "certificate.restored",
  "certificate.lost",
  "certificate.found",
  "certificate.cancelled",
  "certificate.revoked",
  "certificate.annulled",
  "certificate.replaced",
  "certificate.voided",
  "certificate-review.decided",
] as const satisfies readonly EventType[];

const ABOUT_ASSIGNMENTS = ["assignment.made", "assignment.ended"] as const satisfies readonly EventType[];

const ABOUT_PEOPLE = [
  "person.merged",
  "person.fact-corrected",
  "sanction.recorded",
  "sanction.lifted",
  "employment.recorded",
  "employment.ended",
  "employment.moved",
  "secondment.end-changed",
  "legal-duty.recorded",
  "legal-duty.ended",
  "annual-grade.recorded",
  "qualification.granted",
  "qualification.withdrawn",
  "ministry-card.accepted",
  "ministry-card.ended",
  "outside-ban.confirmed",
  "outside-ban.lifted",
  "exam-ban.recorded",
  "exam-ban.lifted",
] as const satisfies readonly EventType[];

export const CHANGING: readonly EventType[] = [...ABOUT_CERTIFICATES, ...ABOUT_ASSIGNMENTS, ...ABOUT_PEOPLE];

export function changeAbout(type: string): "certificate" | "assignment" | "person" {
  if ((ABOUT_CERTIFICATES as readonly string[]).includes(type)) return "certificate";
  return (ABOUT_ASSIGNMENTS as readonly string[]).includes(type) ? "assignment" : "person";
}

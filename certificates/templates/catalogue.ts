import type { CertificateTemplate } from "../template";
import { enforcementA4 } from "./enforcement-a4/template";

const all: CertificateTemplate[] = [...enforcementA4];

/** An edition of a template; old ones stay, so that a certificate can always be printed as it was issued. */
export function findTemplate(id: string, version: number): CertificateTemplate | null {
  return all.find((template) => template.id === id && template.version === version) ?? null;
}

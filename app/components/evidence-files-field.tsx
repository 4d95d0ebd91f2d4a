import type { ReactNode } from "react";
import { TextField } from "./text-field";

/** Photos and PDF given with a form, several at once, in the field `file`. */
export function EvidenceFilesField({ label, hint }: { label: ReactNode; hint: ReactNode }) {
  return (
    <TextField
      label={label}
      name="file"
      type="file"
      accept="image/jpeg,image/png,application/pdf"
      multiple
      hint={hint}
      optional
    />
  );
}

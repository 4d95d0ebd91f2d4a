/** How a receiver knows that a message is ours: Standard Webhooks 1.0. */
import { createHmac } from "node:crypto";

/** A secret as a receiver keeps it. */
export const secretText = (secret: Uint8Array) => `whsec_${Buffer.from(secret).toString("base64")}`;

/** Signed with every secret that is good now, so that a receiver may change over when it likes. */
export function signedHeaders(
  { id, body }: { id: string; body: string },
  secrets: readonly Uint8Array[],
  at: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`,
  );
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

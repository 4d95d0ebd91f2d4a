import { receiptPublicKeys } from "~/exams/receipt.server";

/** The public keys of signed receipts (RFC 7517), for anybody who wants to check one without this server. */
export function loader() {
  return new Response(`${JSON.stringify({ keys: receiptPublicKeys() }, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/jwk-set+json",
      "Content-Disposition": 'attachment; filename="keys.json"',
      "Cache-Control": "public, max-age=3600",
    },
  });
}

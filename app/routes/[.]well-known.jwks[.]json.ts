import { codeKeys } from "~/certification/code-keys.server";

/** The public keys of the codes on certificates (RFC 7517), old ones too: anybody checks a code with them, without this server. */
export function loader() {
  return new Response(`${JSON.stringify({ keys: codeKeys() }, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/jwk-set+json",
      "Cache-Control": "public, max-age=3600",
      "Access-Control-Allow-Origin": "*",
    },
  });
}

import type { LoaderFunctionArgs } from "@remix-run/node";
import { verificationCodeFrom } from "~/certification/number";
import type { RegisterEntry } from "~/certification/register-entry";
import { prisma } from "~/db.server";
import { readFile } from "~/files.server";

/** The photograph as printed, for whoever has the code of the certificate. */
export async function loader({ params }: LoaderFunctionArgs) {
  const code = verificationCodeFrom(params.token ?? "");
  const row = code
    ? await prisma.certificate.findUnique({ where: { publicToken: code }, select: { registerEntry: true } })
    : null;
  const { photoHash } = (row?.registerEntry ?? { photoHash: null }) as Pick<RegisterEntry, "photoHash">;
  if (!photoHash) throw new Response(null, { status: 404 });
  const { bytes, mediaType } = await readFile(prisma, photoHash);
  return new Response(new Uint8Array(bytes), {
    headers: { "Content-Type": mediaType, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
  });
}

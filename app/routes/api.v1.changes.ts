import type { LoaderFunctionArgs } from "@remix-run/node";
import { prisma } from "~/db.server";
import { answer, askWith, requireApiClient } from "~/positions/api-page.server";
import { changesAfter, cursorFrom } from "~/positions/changes.server";

/** What changed for holders of certificates in the key's scope since a cursor; without one, where to begin. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const client = await requireApiClient(request, "changes", now);
  const after = new URL(request.url).searchParams.get("after");
  const cursor = after === null ? null : cursorFrom(after);
  if (cursor === undefined)
    return answer(
      { error: "invalid-question", issues: [{ field: "after", message: "No such cursor" }] },
      422,
    );
  return answer(await changesAfter(prisma, cursor, client, now));
}

export const action = () => askWith("GET");

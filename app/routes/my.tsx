import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useMatches } from "@remix-run/react";
import { isStaff } from "~/access/permissions";
import { requirePerson } from "~/access/session.server";
import { MyShell } from "~/components/my-shell";
import { unreadOf } from "~/notices/notice-list.server";
import { shell } from "~/text/shell";
import { useText } from "~/text/text";

/** As in the root: the exam room is below. */
export const shouldRevalidate = () => false;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePerson(request);
  const unread = isExamRoom(request) ? 0 : await unreadOf(actor.personId);
  return { person: actor.displayName, isStaff: isStaff(actor), unread };
}

/** Has no frame and so no bell: six hundred who begin in one moment do not ask for theirs. */
const isExamRoom = (request: Request) =>
  /^\/my\/attempts\/[^/]+$/.test(new URL(request.url).pathname.replace(/\.data$/, ""));

/** A page may ask for its own measure (`handle.main`), or for no frame at all (`handle.bare`, the exam room). */
type Handle = { main?: string; bare?: boolean } | undefined;

export default function My() {
  const { person, isStaff, unread } = useLoaderData<typeof loader>();
  const t = useText(shell);
  const handles = useMatches().map((match) => match.handle as Handle);
  if (handles.some((handle) => handle?.bare)) return <Outlet />;
  return (
    <MyShell
      home="/my"
      nav={[
        { href: "/my", text: t.my.home, icon: "home" },
        { href: "/my/study", text: t.my.study, icon: "book" },
        { href: "/my/exams", text: t.my.exams, icon: "pencil" },
        { href: "/my/certificate", text: t.my.certificate, icon: "card" },
        { href: "/my/file", text: t.my.file, icon: "doc" },
      ]}
      person={person}
      messages={{ href: "/my/notices", count: unread }}
      links={[
        ...(isStaff ? [{ href: "/desk", text: t.staffDoor }] : []),
        { href: "/account", text: t.ownAccount },
      ]}
      main={handles.find((handle) => handle?.main)?.main ?? "wrap"}
    >
      <Outlet />
    </MyShell>
  );
}

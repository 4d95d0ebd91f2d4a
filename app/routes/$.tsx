/** Every address that nothing else answers. The root's boundary shows the page. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export const action = loader;

export default function NotFound() {
  return null;
}

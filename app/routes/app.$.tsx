import type { LoaderFunctionArgs } from '@remix-run/node';
import { openAdmin } from '../admin-request.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

/** An address inside the app that leads nowhere. */
export async function loader({ request }: LoaderFunctionArgs) {
  await openAdmin(request);
  throw new Response('Not found', { status: 404 });
}

export default function Nowhere() {
  return null;
}

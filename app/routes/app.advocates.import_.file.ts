import { type ActionFunctionArgs, json } from '@remix-run/node';
import { openAdmin } from '../admin-request.server.ts';
import { receiveImport } from '../services/receive-import.server.ts';

/** The file itself is the body, so that it passes through without being held. `?name=` is what it is called. */
export async function action({ request }: ActionFunctionArgs) {
  const { context, shop, userId, search } = await openAdmin(request);
  const name = search.get('name') ?? '';
  const answer =
    request.body === null
      ? { problem: 'empty' as const }
      : await receiveImport(context, shop, { name, by: userId ?? 'staff', body: piecesOf(request.body) });
  return json(answer, 'problem' in answer ? { status: 422 } : {});
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

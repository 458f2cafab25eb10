/** A small embedded app for the tests of the admin and of App Bridge: one page, an API that says what it was asked, faults on demand. */
import http from 'node:http';

export type SmallApp = {
  origin: string;
  requests: { method: string; path: string; query: URLSearchParams; headers: http.IncomingHttpHeaders }[];
  /** Body of every page, after the App Bridge script. */
  body: string;
  /** Answers in place of the page for a path. */
  answers: Map<string, (request: http.IncomingMessage) => { status: number; headers: Record<string, string>; body: string }>;
  stop(): Promise<void>;
};

const standardBody = `
  <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/program">Program</a><a href="/app/referrals">Referrals</a></ui-nav-menu>
  <ui-title-bar title="Program"><button variant="breadcrumb">Back</button><button variant="primary">Create</button><button>More</button></ui-title-bar>
  <h1>Hello from the app</h1>
  <form data-save-bar data-discard-confirmation><label>Name <input name="name" value="Anna"></label></form>
  <ui-save-bar id="bar"><button variant="primary">Keep</button><button>Drop</button></ui-save-bar>
  <ui-modal id="modal"><p>Really?</p><ui-title-bar title="Stop the program"><button variant="primary" tone="critical">Stop</button></ui-title-bar></ui-modal>
  <a href="shopify://admin/customers">Customers</a>`;

export async function startSmallApp(apiKey: string): Promise<SmallApp> {
  const requests: SmallApp['requests'] = [];
  const answers: SmallApp['answers'] = new Map();
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://app');
    requests.push({ method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers });
    const answer = answers.get(url.pathname)?.(request) ?? {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: page(apiKey, app.body),
    };
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const app: SmallApp = {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    body: standardBody,
    answers,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return app;
}

function page(apiKey: string, body: string): string {
  return `<!doctype html><html lang="en"><head><title>Small app</title></head><body>
  <script>
    window.changes = [];
    new MutationObserver((records) => changes.push(...records)).observe(document, { attributes: true, subtree: true });
  </script>
  <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key="${apiKey}"></script>${body}</body></html>`;
}

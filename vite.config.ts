import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

export default defineConfig({
  server: { allowedHosts: true, hmr: { protocol: 'wss', clientPort: 443 } },
  plugins: [
    remix({
      appDirectory: 'app',
      serverModuleFormat: 'esm',
      ignoredRouteFiles: ['**/.*'],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: false, // uses sessionStorage, which browsers block in the admin's iframe: every client navigation would crash
        v3_singleFetch: false, // loses X-Shopify-Retry-Invalid-Session-Request on .data requests
      },
    }),
  ],
  build: { assetsInlineLimit: 0, sourcemap: false },
});

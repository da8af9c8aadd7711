import { defineConfig } from 'vite';

// The pages are plain files that every replica serves at its root, beside the API.
export default defineConfig({
  base: '/',
  build: {
    target: 'es2022',
    outDir: 'dist',
    // No data: URLs: the pages are served under a strict content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env['PARTERRE_URL'] ?? 'http://127.0.0.1:8081' } },
});

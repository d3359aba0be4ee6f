import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Builds the browser workspace into `dist/web`, which the server hands out at `/`.
 *
 * Everything is bundled: offices run without internet. The engine's worker keeps a file name of its own, because its
 * response alone may carry a policy with `unsafe-eval` (ajv compiles with `new Function`).
 */
export default defineConfig({
  root: here,
  publicDir: 'public-assets',
  plugins: [react()],
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: 'assets/engine-worker-[hash].js' } },
  },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Fonts stay files, so that the page's policy needs no `font-src data:`.
    assetsInlineLimit: (file) => (file.endsWith('.svg') ? undefined : false),
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
    // The engine is pure: of its door, a page takes what it names (the moddle descriptor) and nothing else comes along.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /\/engine\//, sideEffects: false }] } },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: process.env['MOTCUA_API'] ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
});

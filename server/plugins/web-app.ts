import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import type { App } from './app-type.ts';
import { notFound, sendProblem } from './problem-details.ts';
import { ENGINE_WORKER_POLICY } from './security-headers.ts';

/** File names that vite gives to the worker that runs the engine in the browser. */
const ENGINE_WORKER = /[\\/]assets[\\/]engine-worker-[\w-]+\.js$/;

/**
 * Serves the built browser workspace at `/`. An address that is no file and no API is a page of the single-page app: it
 * gets index.html when a browser navigates to it, and a problem document otherwise.
 *
 * Files under /assets/ carry their content's hash in their name and are kept for a year; everything else is asked again.
 */
export async function serveWebApp(app: App, directory: string): Promise<void> {
  const isBuilt = existsSync(join(directory, 'index.html'));
  if (isBuilt) await serveFiles(app, directory);
  else app.log.warn({ directory }, 'the browser workspace is not built; only the API is served (npm start builds it)');

  app.setNotFoundHandler((request, reply) => {
    if (isBuilt && isNavigation(request)) return reply.sendFile('index.html');
    sendProblem(request, reply, notFound(request));
    return reply;
  });
}

async function serveFiles(app: App, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    cacheControl: false,
    // The stamp of the build and the like are not for the public.
    dotfiles: 'ignore',
    setHeaders(reply, path) {
      reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (ENGINE_WORKER.test(path)) reply.header('content-security-policy', ENGINE_WORKER_POLICY);
    },
  });
}

/** Somebody opens a page of the workspace, or reloads one. */
function isNavigation({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

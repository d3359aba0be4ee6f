import { verify, type BundleFiles } from '../../engine/index.ts';
import type { VerificationReport } from '../contract.ts';

/**
 * The engine in the browser, off the page's thread: the same `verify` that the server runs before it publishes. The worker's
 * own response allows `unsafe-eval` (ajv compiles with `new Function`); it has no DOM and talks to nobody.
 */
export interface VerifyRequest {
  readonly id: number;
  readonly files: BundleFiles;
}
export type VerifyReply =
  { readonly id: number; readonly report: VerificationReport } | { readonly id: number; readonly failure: string };

addEventListener('message', (message: MessageEvent<VerifyRequest>) => {
  const { id, files } = message.data;
  verify(files).then(
    ({ ok, diagnostics, soundness }) => reply({ id, report: { ok, diagnostics, soundness } }),
    (error: unknown) => reply({ id, failure: error instanceof Error ? error.message : String(error) }),
  );
});

const reply = (answer: VerifyReply): void => postMessage(answer);

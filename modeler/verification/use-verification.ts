import { useEffect, useRef, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import type { BundleFiles } from '../../engine/index.ts';
import type { VerificationReport } from '../contract.ts';
import { VerificationUnavailable, VerifyClient } from './verify-client.ts';

const PAUSE_MS = 500;

export interface LiveVerification {
  /** The last finding; while `checking` it may speak of the drawing a moment ago. */
  readonly report: VerificationReport | null;
  readonly checking: boolean;
  /** The engine could not check: why, for the page to say. */
  readonly unavailable: string | null;
}

/** Checks a draft while it is drawn: a moment after each change, in the engine's worker. */
export function useVerification(files: BundleFiles): LiveVerification {
  const client = useRef<VerifyClient | null>(null);
  const [settled] = useDebouncedValue(files, PAUSE_MS);
  const [report, setReport] = useState<VerificationReport | null>(null);
  const [answered, setAnswered] = useState<BundleFiles | null>(null);
  const [unavailable, setUnavailable] = useState<string | null>(null);

  useEffect(() => {
    const fresh = new VerifyClient();
    client.current = fresh;
    return () => {
      client.current = null;
      fresh.close();
    };
  }, []);

  useEffect(() => {
    let current = true;
    client.current?.verify(settled).then(
      (found) => {
        if (!current) return;
        setReport(found);
        setAnswered(settled);
        setUnavailable(null);
      },
      (error: unknown) => {
        if (!current) return;
        setAnswered(settled);
        setUnavailable(error instanceof VerificationUnavailable ? error.message : String(error));
      },
    );
    return () => {
      current = false;
    };
  }, [settled]);

  return { report, checking: answered !== files, unavailable };
}

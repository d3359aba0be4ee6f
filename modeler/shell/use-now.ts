import { useEffect, useState } from 'react';

const TICK_MS = 30_000;

/** The browser's clock, renewed twice a minute; for display only, the server decides what is due. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

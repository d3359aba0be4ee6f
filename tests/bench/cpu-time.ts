/**
 * Microseconds of processor time that one call takes. Processor time, unlike the clock on the wall, hardly depends on what
 * else the machine does; it includes the garbage collector's helpers.
 */
export function microsecondsEach(seconds: number, call: (n: number) => void): number {
  let calls = 0;
  let used = 0;
  let chunk = 1;
  // The first second warms up; chunks grow until reading the clock costs nothing beside them.
  for (let spent = -Math.min(1, seconds) * 1e6; spent < seconds * 1e6;) {
    const before = process.cpuUsage();
    for (let n = 0; n < chunk; n += 1) call(calls + n);
    const { user, system } = process.cpuUsage(before);
    if (spent >= 0) {
      calls += chunk;
      used += user + system;
    }
    spent += user + system;
    if (user + system < 20_000) chunk *= 2;
  }
  return used / calls;
}

import type { Diagnostic, SoundnessVerdict } from '../../engine/index.ts';

/** Prints findings for people: what, where, what to do; errors last, so that they stand above the prompt. */
export function printDiagnostics(diagnostics: readonly Diagnostic[]): void {
  const order = { info: 0, warning: 1, error: 2 } as const;
  const sorted = [...diagnostics].sort((a, b) => order[a.severity] - order[b.severity]);
  for (const { severity, ruleId, file, elementId, message, hint, counterExample } of sorted) {
    const place = [file, elementId].filter((part) => part !== undefined).join(' › ');
    process.stdout.write(`${severity.padEnd(7)} ${place === '' ? '' : `${place}: `}${message} [${ruleId}]\n`);
    if (hint !== undefined) process.stdout.write(`        → ${hint}\n`);
    if (counterExample !== undefined) {
      const steps = counterExample.map((step) => `${step.elementId} ${step.action}`).join(', ');
      process.stdout.write(`        how it comes about: ${steps}\n`);
    }
  }
}

/** Prints what the soundness check found about each process. */
export function printSoundness(verdicts: readonly SoundnessVerdict[]): void {
  for (const { processId, verdict, markings, bound } of verdicts) {
    const words = { sound: 'can always end', unsound: 'can get stuck', undecided: 'could not be decided' }[verdict];
    process.stdout.write(
      `process ${processId} ${words} (${String(markings)} markings${bound === undefined ? '' : `; ${bound}`})\n`,
    );
  }
}

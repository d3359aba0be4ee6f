import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '../../../engine/verify/verify.ts';
import { PAIRS_ROOT } from '../pairs.ts';
import { tableOf } from './witnesses.ts';

const VERIFY_ROOT = join(PAIRS_ROOT, '../verify');

/** Every rule that refuses a model, with the models of `tests/verify` that it refuses. */
export async function refusalTable(): Promise<string> {
  const rows: string[][] = [];
  for (const rule of readdirSync(VERIFY_ROOT).sort()) {
    const folder = join(VERIFY_ROOT, rule, 'invalid');
    if (!existsSync(folder)) continue;
    const refused: string[] = [];
    for (const file of readdirSync(folder).sort()) {
      if (file.endsWith('.bpmn') && (await isRefusedBy(rule, join(folder, file))))
        refused.push(
          `[${file.slice(0, -'.bpmn'.length).replaceAll('-', ' ')}](../tests/verify/${rule}/invalid/${file})`,
        );
    }
    if (refused.length > 0) rows.push([`[\`${rule}\`](verify/rules/${rule}.md)`, refused.join(', ')]);
  }
  return tableOf(['rule', 'refuses, among others'], rows);
}

async function isRefusedBy(rule: string, path: string): Promise<boolean> {
  const { diagnostics } = await verify(readFileSync(path, 'utf8'));
  return diagnostics.some(({ ruleId, severity }) => ruleId === rule && severity === 'error');
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAIRS_ROOT } from '../pairs.ts';
import { supportPage } from './support-page.ts';

/** `npm run support`: writes `engine/support.md`. */
const { page, missing } = await supportPage();
writeFileSync(join(PAIRS_ROOT, '../../engine/support.md'), page);
for (const one of missing) console.error(`no pair: ${one}`);

import { describe } from 'vitest';
import { STORES } from '../support/stores.ts';
import { storeContract } from './contract.ts';

describe.each(STORES)('the store on $name', ({ open }) => storeContract(open));

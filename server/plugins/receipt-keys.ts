import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Accounts } from '../store/accounts.ts';

/**
 * The key on a receipt: whoever holds the paper may ask about the dossier without an account. Derived from the dossier
 * code and a secret of the installation, so that nothing has to be stored for each case and every node knows it. 60 bits
 * in letters and digits that are not mistaken for one another on paper; guessing is rate limited.
 */
export interface ReceiptKeys {
  keyOf(dossierCode: string): string;
  isKeyOf(key: string, dossierCode: string): boolean;
}

/** Crockford's base 32: no I, L, O, U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

const known = new WeakMap<Accounts, Promise<ReceiptKeys>>();

/** The keys of this installation. Its secret is read once per process. */
export function receiptKeys(accounts: Accounts): Promise<ReceiptKeys> {
  let keys = known.get(accounts);
  if (!keys) {
    keys = accounts.serverSecret('receipt-keys', () => randomBytes(32).toString('hex')).then(keysFrom);
    known.set(accounts, keys);
    keys.catch(() => known.delete(accounts));
  }
  return keys;
}

function keysFrom(secret: string): ReceiptKeys {
  const keyOf = (dossierCode: string): string => {
    const bytes = createHmac('sha256', Buffer.from(secret, 'hex')).update(dossierCode).digest();
    return [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % 32]).join('');
  };
  return {
    keyOf,
    isKeyOf(key, dossierCode) {
      // As typed by a person: small letters, blanks and hyphens do no harm.
      const given = Buffer.from(key.toUpperCase().replace(/[\s-]/g, ''));
      const right = Buffer.from(keyOf(dossierCode));
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}

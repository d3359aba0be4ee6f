import type { FormKeyword } from '../form-keyword.ts';
import { isInternationalPhone } from '../phone.ts';

/**
 * A valid e-mail address as browsers see it.
 *
 * @source HTML Living Standard §4.10.5.1.5 (valid e-mail address)
 */
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** `x-format`: `email` or `phone`; empty text is not asked. */
export const format: FormKeyword = {
  name: 'x-format',
  applies: 'string',
  prepare(schema) {
    const code = schema === 'email' ? 'email' : 'phone';
    const fits = code === 'email' ? (text: string) => EMAIL.test(text) : isInternationalPhone;
    return (value) => (value === '' || fits(String(value)) ? undefined : { code });
  },
};

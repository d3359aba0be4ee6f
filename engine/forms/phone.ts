/**
 * Country codes by first digit: ITU lists one to three digits, prefix-free, so that the first that fits is the code.
 *
 * @source ITU-T E.164 (11/2010) §6, list of assigned country codes
 */
const COUNTRY_CODE =
  /^(?:1|7|2(?:0|7|1[12368]|[2346]\d|5[0-8]|9[01789])|3(?:[0123469]|5\d|7[0-8]|8[0123567])|4(?:[013456789]|2[013])|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|7[02-9]|8[0-35-9]|9[012])|8(?:[1246]|5[02356]|8[06])|9(?:[0123458]|6[0-8]|7[1-7]|9[2-68]))/;

/**
 * Whether a text is an international phone number: `+` or `00`, a country code, then the national number without its leading
 * zero, 7 to 14 digits, 15 in all; no blanks. Stricter than the viewer, which looks for such a number at the end.
 *
 * @source ITU-T E.164 (11/2010) §6.2
 */
export function isInternationalPhone(text: string): boolean {
  const digits = /^(?:\+|00)([1-9]\d{7,14})$/.exec(text)?.[1];
  const code = digits === undefined ? undefined : COUNTRY_CODE.exec(digits)?.[0];
  return digits !== undefined && code !== undefined && /^[1-9]\d{6,13}$/.test(digits.slice(code.length));
}

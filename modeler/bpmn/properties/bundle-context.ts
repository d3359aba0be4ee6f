/** What a drawing may refer to in the rest of its bundle; asked anew whenever a list is opened. */
export interface BundleContext {
  readonly forms: () => readonly string[];
  readonly legalActs: () => readonly string[];
  readonly groups: () => readonly string[];
}

export const EMPTY_BUNDLE: BundleContext = { forms: () => [], legalActs: () => [], groups: () => [] };

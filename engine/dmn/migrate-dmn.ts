/**
 * Lifts a DMN 1.1, 1.2, 1.4 or 1.5 file to the namespaces that the parser knows (those of 1.3). The versions differ in
 * namespaces, in type names with a prefix (`feel:string`, 1.1) and in expressions that only later versions have; the parser
 * gets the later ones from `metamodel.ts`, and `read-types.ts` drops the prefixes.
 * @source the target namespaces of the DMN 1.1 to 1.5 schemas
 */
export function migrateDmn(xml: string): { readonly xml: string; readonly version: DmnVersion } | undefined {
  const version = versionOf(xml);
  if (version === undefined) return undefined;
  if (version === '1.3') return { xml, version };
  return {
    version,
    xml: xml.replace(NAMESPACE_DECLARATION, (declaration, prefix: string, quote: string, uri: string) => {
      const target = REPLACED.get(uri);
      return target === undefined ? declaration : `${prefix}=${quote}${target}${quote}`;
    }),
  };
}

export type DmnVersion = '1.1' | '1.2' | '1.3' | '1.4' | '1.5';

const NAMESPACE_DECLARATION = /(\bxmlns(?::[\w.-]+)?)\s*=\s*(["'])([^"']*)\2/g;

const MODELS: ReadonlyMap<string, DmnVersion> = new Map([
  ['http://www.omg.org/spec/DMN/20151101/dmn.xsd', '1.1'],
  ['http://www.omg.org/spec/DMN/20151101/dmn11.xsd', '1.1'],
  ['http://www.omg.org/spec/DMN/20180521/MODEL/', '1.2'],
  ['https://www.omg.org/spec/DMN/20191111/MODEL/', '1.3'],
  ['https://www.omg.org/spec/DMN/20211108/MODEL/', '1.4'],
  ['https://www.omg.org/spec/DMN/20230324/MODEL/', '1.5'],
]);

const MODEL_1_3 = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
const DIAGRAM_1_3 = 'https://www.omg.org/spec/DMN/20191111/DMNDI/';

const REPLACED: ReadonlyMap<string, string> = new Map([
  ...[...MODELS.keys()].map((uri): [string, string] => [uri, MODEL_1_3]),
  ['http://www.omg.org/spec/DMN/20180521/DMNDI/', DIAGRAM_1_3],
  ['https://www.omg.org/spec/DMN/20211108/DMNDI/', DIAGRAM_1_3],
  ['https://www.omg.org/spec/DMN/20230324/DMNDI/', DIAGRAM_1_3],
]);

function versionOf(xml: string): DmnVersion | undefined {
  for (const [, , , uri] of xml.matchAll(NAMESPACE_DECLARATION)) {
    const version = uri === undefined ? undefined : MODELS.get(uri);
    if (version !== undefined) return version;
  }
  return undefined;
}

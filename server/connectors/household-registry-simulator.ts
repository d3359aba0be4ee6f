import { textOf, type Connector } from './connector.ts';

/** Who is registered already in the simulated commune. */
const REGISTERED: readonly { readonly ownName: string; readonly headId: string }[] = [
  { ownName: 'Tạp hóa Mẫu', headId: '001080000099' },
  { ownName: 'Quán cơm Mẫu', headId: '001180000099' },
];

/**
 * SIMULATOR of the national register of household businesses: it knows two invented businesses and nothing else. Says whether
 * the own name is taken in the commune and whether the founder heads another household business.
 */
export const householdRegistrySimulator: Connector = {
  jobType: 'household-registry.lookup',
  reads: ['tenRieng', 'soDinhDanh'],
  answer(variables) {
    const ownName = folded(textOf(variables, 'tenRieng'));
    const headId = textOf(variables, 'soDinhDanh');
    return {
      kind: 'done',
      variables: {
        tenTrung: REGISTERED.some((business) => folded(business.ownName) === ownName),
        daLaChuHo: REGISTERED.some((business) => business.headId === headId),
      },
    };
  },
};

/** Names that differ in case, blanks or the encoding of their accents are one name. */
function folded(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim();
}

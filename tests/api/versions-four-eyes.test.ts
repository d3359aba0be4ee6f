import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { PERMIT } from './models.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

const changed = (name: string) => ({
  ...PERMIT,
  'process.bpmn': (PERMIT['process.bpmn'] ?? '').replace('name="Examine"', `name="${name}"`),
});

describe.each(STORES)('two persons publish a version (%s)', (dialect) => {
  let server: TestServer;
  let author: Client;
  let second: Client;
  let third: Client;
  beforeAll(async () => {
    server = await openTestServer(dialect, { MOTCUA_FOUR_EYES: '1' });
    for (const username of ['author', 'second', 'third']) await server.addUser({ username, roles: ['analyst'] });
    author = await server.as('author');
    second = await server.as('second');
    third = await server.as('third');
  });
  afterAll(() => server.close());

  const draftOf = async (client: Client, name: string) =>
    `/api/drafts/${(await client.post('/api/drafts', { name, files: changed(name) })).text('id')}`;

  it('the author proposes, another analyst publishes; both are on the version by account', async () => {
    const url = await draftOf(author, 'Một');
    const alone = await author.post(`${url}/publish`);
    expect([alone.status, alone.code]).toEqual([409, 'PUBLICATION_NOT_PROPOSED']);

    const proposed = await author.post(`${url}/propose`, { note: 'Theo 217/2026/NĐ-CP' });
    expect(proposed.body).toMatchObject({
      status: 'proposed',
      authors: [{ name: 'Họ Tên author' }],
      proposal: { by: { name: 'Họ Tên author' }, note: 'Theo 217/2026/NĐ-CP' },
    });
    const self = await author.post(`${url}/publish`);
    expect([self.status, self.code]).toEqual([403, 'PUBLICATION_SECOND_PERSON']);
    const published = await second.post(`${url}/publish`);
    expect(published.status).toBe(201);
    expect((await second.get(String(published.headers['location']))).body).toMatchObject({
      publishedBy: { name: 'Họ Tên second' },
      proposedBy: { name: 'Họ Tên author' },
      authors: [{ name: 'Họ Tên author' }],
    });
    // The draft goes on as a draft of the next version.
    expect((await author.get(url)).body).toMatchObject({ status: 'draft' });
  });

  it('whoever saved the draft is an author, however late, and does not publish it', async () => {
    const url = await draftOf(author, 'Hai');
    await second.put(url, { files: changed('Hai, sửa') });
    await author.post(`${url}/propose`);
    expect((await second.post(`${url}/publish`)).code).toBe('PUBLICATION_SECOND_PERSON');
    expect((await third.post(`${url}/publish`)).status).toBe(201);
  });

  it('what is proposed does not change until it is published or returned with a reason', async () => {
    const url = await draftOf(author, 'Ba');
    await author.post(`${url}/propose`);
    const saved = await author.put(url, { files: changed('Ba, lén sửa') });
    expect([saved.status, saved.code]).toEqual([409, 'DRAFT_PROPOSED']);
    expect((await author.delete(url)).code).toBe('DRAFT_PROPOSED');
    expect((await author.post(`${url}/propose`)).code).toBe('DRAFT_PROPOSED');

    const returned = await second.post(`${url}/return`, { reason: 'Thiếu căn cứ của bước thẩm tra' });
    expect(returned.body).toMatchObject({
      status: 'draft',
      returned: { by: { name: 'Họ Tên second' }, reason: 'Thiếu căn cứ của bước thẩm tra' },
    });
    expect((await second.post(`${url}/return`, { reason: 'nữa' })).code).toBe('PUBLICATION_NOT_PROPOSED');
    expect((await author.put(url, { files: changed('Ba, đã sửa') })).status).toBe(200);
    await author.post(`${url}/propose`);
    expect((await second.post(`${url}/publish`)).status).toBe(201);
  });

  it('a model with errors is not even proposed', async () => {
    const draft = await author.post('/api/drafts', { files: { 'process.bpmn': '<x/>' } });
    const refused = await author.post(`/api/drafts/${draft.text('id')}/propose`);
    expect([refused.status, refused.code]).toEqual([422, 'MODEL_REFUSED']);
  });
});

describe('whether two persons are demanded', () => {
  it('is a property of the installation', () => {
    expect(readConfig({}).fourEyes).toBe('never');
    expect(readConfig({ MOTCUA_DEMO: '0' }).fourEyes).toBe('when-possible');
    expect(readConfig({ MOTCUA_FOUR_EYES: '1' }).fourEyes).toBe('always');
    expect(readConfig({ MOTCUA_DEMO: '0', MOTCUA_FOUR_EYES: '0' }).fourEyes).toBe('never');
  });

  it('without a setting begins with the second active analyst', async () => {
    const server = await openTestServer('sqlite', { MOTCUA_DEMO: '0', MOTCUA_FOUR_EYES: '' });
    try {
      await server.addUser({ username: 'author', roles: ['analyst'] });
      const author = await server.as('author');
      const draft = await author.post('/api/drafts', { files: PERMIT });
      const url = `/api/drafts/${draft.text('id')}`;
      expect((await author.post(`${url}/publish`)).status).toBe(201);
      const second = await server.addUser({ username: 'second', roles: ['analyst'] });
      expect((await author.post(`${url}/publish`)).code).toBe('PUBLICATION_NOT_PROPOSED');
      await server.services.accounts.changeUser(second, { disabled: true });
      expect((await author.post(`${url}/publish`)).code).toBe('VERSION_EXISTS');
    } finally {
      await server.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { createAccounts } from '../../server/store/accounts-knex.ts';
import { STORES, type TestStore } from '../support/stores.ts';
import { openOffice, type Office } from './shell-kit.ts';

/** Two servers over one database: whatever both try at once happens as if one of them had done it. */

const OFFICERS = ['an', 'binh', 'chi'];

/** One step that is given out by turn. */
const TURNS: BundleFiles = {
  'process.bpmn': `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:statute="urn:motcua:statute:1" targetNamespace="urn:motcua:test"><process id="turns" isExecutable="true"><startEvent id="s"/><userTask id="work" name="work"><extensionElements><zeebe:assignmentDefinition candidateGroups="desk"/><statute:assignment rule="ROUND_ROBIN"/></extensionElements></userTask><endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="work"/><sequenceFlow id="b" sourceRef="work" targetRef="e"/></process></definitions>`,
};

describe.each(STORES)('two nodes on $name', ({ open }) => {
  let test: TestStore;
  let here: Office;
  let there: Office;

  beforeAll(async () => {
    test = await open();
    here = await openOffice(test.store);
    await here.deploy(TURNS);
    const accounts = createAccounts(test.store);
    for (const username of OFFICERS)
      await accounts.addUser({
        id: username,
        username,
        name: username,
        passwordHash: '-',
        roles: ['officer'],
        groups: ['desk'],
        createdAt: here.clock.now(),
      });
    there = await openOffice(await test.openAgain(), { clock: here.clock });
  });
  afterAll(() => test.dispose());

  const assigneeOf = async (caseId: string): Promise<string | undefined> =>
    (await test.store.listTasksOfCase(caseId))[0]?.assignee;

  it('give steps out by turn as one would: in rounds, whoever receives, and however many at once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const received: (string | undefined)[] = [];
      for (const office of [here, there, here]) {
        here.clock.advance(1);
        received.push(await assigneeOf(await office.start('turns')));
      }
      expect(received).toEqual(OFFICERS);
    }
    for (let wave = 0; wave < 5; wave += 1) {
      here.clock.advance(1);
      const cases = await Promise.all(
        Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? here : there).start('turns')),
      );
      const counts = new Map<string | undefined, number>();
      for (const caseId of cases) {
        const assignee = await assigneeOf(caseId);
        counts.set(assignee, (counts.get(assignee) ?? 0) + 1);
      }
      expect([...counts].sort()).toEqual(OFFICERS.map((officer) => [officer, 4]));
    }
  });

  it('do not give a turn twice that both have read as free', async () => {
    // Both decide on the same list: the commit of the first is held until the second has been decided as well.
    let arrived = 0;
    let release: (() => void) | undefined;
    const both = new Promise<void>((done) => (release = done));
    for (const { shell } of [here, there]) {
      const { store } = shell;
      const { readStaff } = store;
      Object.assign(store, {
        readStaff: async (query: Parameters<typeof readStaff>[0]) => {
          const staff = await readStaff(query);
          arrived += 1;
          if (arrived === 2) release?.();
          if (arrived <= 2) await both;
          return staff;
        },
      });
    }
    here.clock.advance(1);
    const cases = await Promise.all([here.start('turns'), there.start('turns')]);
    // Each has read, and whoever was second has read again.
    expect(arrived).toBeGreaterThan(2);
    expect((await Promise.all(cases.map(assigneeOf))).sort()).toEqual(['an', 'binh']);
  });
});

import { openTypes } from '../../scripts/packages/face/any-types';
import { Assembly, Member, Type } from '../../scripts/packages/face/assembly';
import { undocumented, unsourced } from '../../scripts/packages/face/docs';
import { namesTwice, reservedNames } from '../../scripts/packages/face/names';

const docs = { summary: 'What it is.' };

function assembly(...types: (Partial<Type> & { readonly fqn: string })[]): Assembly {
  return {
    name: 'shop',
    types: Object.fromEntries(types.map((type) => [type.fqn, { name: type.fqn.split('.').at(-1)!, kind: 'class', docs, ...type } as Type])),
  };
}

function struct(property: Member): Assembly {
  return assembly({ fqn: 'shop.Props', kind: 'interface', datatype: true, properties: [property] });
}

const text = { primitive: 'string' };

describe('the public face', () => {
  test('what is documented passes', () => {
    const face = assembly({
      fqn: 'shop.Order',
      methods: [{ name: 'ship', docs, parameters: [{ name: 'carrier', type: text, docs }] }],
      properties: [{ name: 'items', docs, type: { primitive: 'number' } }],
      members: [{ name: 'OPEN', docs }],
    });
    expect([...undocumented(face), ...unsourced(face), ...openTypes(face, {}), ...reservedNames(face), ...namesTwice(face)]).toEqual([]);
  });

  test('each type and member has a docstring', () => {
    expect(undocumented(assembly({ fqn: 'shop.Order', docs: {}, members: [{ name: 'OPEN' }], methods: [{ name: 'ship', docs: { summary: '' } }] }))).toEqual([
      'Order has no docstring', 'Order.ship has no docstring', 'Order.OPEN has no docstring',
    ]);
  });

  test('what overrides another has the docstring of that', () => {
    expect(undocumented(assembly({ fqn: 'shop.Order', methods: [{ name: 'ship', overrides: 'shop.IOrder' }] }))).toEqual([]);
  });

  test('each optional prop has a default', () => {
    expect(undocumented(struct({ name: 'timeout', docs, optional: true, type: text }))).toEqual(['Props.timeout is optional and has no @default']);
    expect(undocumented(struct({ name: 'timeout', docs: { ...docs, default: '5' }, optional: true, type: text }))).toEqual([]);
  });

  test('a plain parameter says what it means, but for the id of a construct', () => {
    const parameters = [{ name: 'scope', type: { fqn: 'constructs.Construct' } }, { name: 'id', type: text }, { name: 'arn', type: text }];
    expect(undocumented(assembly({ fqn: 'shop.Order', methods: [{ name: 'fromArn', docs, parameters }] }))).toEqual(["Order.fromArn: the parameter 'arn' has no @param"]);
  });

  test('a range has a source', () => {
    const batch = { name: 'batchSize', docs: { summary: 'Items of a batch, from 1 to 10,000.' }, type: { primitive: 'number' } };
    expect(unsourced(struct(batch))).toEqual(['Props.batchSize states a range and has no @see: Items of a batch, from 1 to 10,000.']);
    expect(unsourced(struct({ ...batch, docs: { ...batch.docs, see: 'https://docs.aws.amazon.com/' } }))).toEqual([]);
  });

  test.each<[string, Member]>([
    ['a prop', { name: 'item', docs, type: { collection: { elementtype: { primitive: 'any' } } } }],
    ['a union', { name: 'item', docs, type: { union: { types: [text, { primitive: 'number' }] } } }],
    ['what is returned', { name: 'item', docs, returns: { type: { primitive: 'any' } } }],
    ['a parameter', { name: 'item', docs, parameters: [{ name: 'value', type: { primitive: 'any' }, docs }] }],
  ])('any has a reason: %s', (_, member) => {
    expect(openTypes(struct(member), {})).toEqual(['Props.item has any or a union: give it a struct, or its reason in scripts/packages/face/any-types.ts']);
    expect(openTypes(struct(member), { 'Props.item': 'JSON' })).toEqual([]);
  });

  test('a reason that nothing needs is told', () => {
    expect(openTypes(struct({ name: 'item', docs, type: text }), { 'Props.item': 'JSON' })).toEqual([
      'Props.item has no any: take its reason out of scripts/packages/face/any-types.ts',
    ]);
  });

  test.each([
    ['default', 'Java, C#, Go'], ['import', 'Python, Java, Go'], ['assert', 'Python, Java'], ['map', 'Go'], ['pass', 'Python'], ['out', 'C#'],
    ['range', 'Go'], ['catch', 'Java, C#'], ['error', 'Go'], ['type', 'Go'],
  ])('%s is reserved in %s', (name, languages) => {
    expect(reservedNames(struct({ name, docs, type: text }))).toEqual([`Props.${name} is a reserved word of ${languages}`]);
  });

  test('a type has its name alone', () => {
    expect(namesTwice(assembly({ fqn: 'shop.Order' }, { fqn: 'shop.simulation.Order' }))).toEqual(['Order and simulation.Order go by one name']);
  });
});

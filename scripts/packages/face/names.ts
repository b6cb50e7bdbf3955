import { Assembly, membersOf, nameOf } from './assembly';

/** Words that a language keeps for itself; a name that is one is written in another way there, or hides something. */
const RESERVED: { readonly [language: string]: string } = {
  'Python': `and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal
    not or pass raise return try while with yield`,
  'Java': `abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for
    goto if implements import instanceof int interface long native new package private protected public return short static strictfp super
    switch synchronized this throw throws transient try void volatile while true false null`,
  'C#': `abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event
    explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object
    operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct
    switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while`,
  'Go': `break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select
    struct switch type var error`,
};

/** Names that are one all the same, and why. */
const REASONS: { readonly [where: string]: string } = {
  'Trigger.event': 'EventBridge calls it that; C# writes the factory Event, which is no word of its own',
};

const LANGUAGES = Object.entries(RESERVED).map(([language, words]) => ({ language, words: new Set(words.split(/\s+/)) }));

/** Names of members and parameters that are reserved in a language. */
export function reservedNames(assembly: Assembly): string[] {
  return membersOf(assembly).flatMap(({ member, where }) => [
    { where, name: member.name },
    ...(member.parameters ?? []).map(({ name }) => ({ where: `${where}(${name})`, name })),
  ]).filter(({ where }) => !REASONS[where]).flatMap(({ where, name }) => {
    const languages = LANGUAGES.filter(({ words }) => words.has(name)).map(({ language }) => language);
    return languages.length > 0 ? [`${where} is a reserved word of ${languages.join(', ')}`] : [];
  });
}

/** Types that go by one name in two places, such as the package and a module of it. */
export function namesTwice(assembly: Assembly): string[] {
  const places = new Map<string, string[]>();
  for (const type of Object.values(assembly.types)) places.set(type.name, [...places.get(type.name) ?? [], nameOf(type)]);
  return [...places.values()].filter((names) => names.length > 1).map((names) => `${names.join(' and ')} go by one name`);
}

/** Holds the public face, as jsii gives it to every language, to its rules. Exits with 1 if anything is wrong. */
import { openTypes } from './face/any-types';
import { readAssembly } from './face/assembly';
import { undocumented, unsourced } from './face/docs';
import { namesTwice, reservedNames } from './face/names';

const assembly = readAssembly();
const wrong = [undocumented, unsourced, openTypes, reservedNames, namesTwice].flatMap((rule) => rule(assembly));
if (wrong.length > 0) {
  console.error(`the public face: ${wrong.length} ${wrong.length === 1 ? 'thing is' : 'things are'} wrong:\n${wrong.map((each) => `  ${each}`).join('\n')}`);
  process.exitCode = 1;
}

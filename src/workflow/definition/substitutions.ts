import { PropChecks } from '../prop-checks';

/** Puts values in the places `${Name}` of a text, as CloudFormation's `DefinitionSubstitutions` does at deployment. */
export function substitute(text: string, values: { readonly [name: string]: string }, checks: PropChecks): string {
  let filled = text;
  for (const [name, value] of Object.entries(values)) {
    const place = `\${${name}}`;
    checks.check(text.includes(place), `definitionSubstitutions.${name}`, value, `take it out, or write ${place} in the definition`);
    filled = filled.split(place).join(value);
  }
  return filled;
}
